/** Facts about returns: what a run's prices and volumes alone can say. */
import { moments } from "../moments.ts";
import { blockInterval, percentileInterval } from "./block-bootstrap.ts";
import { dfaExponent } from "./detrended-fluctuation.ts";
import { type Measured, measured, notMeasurable } from "./fact.ts";
import { drawdownRatio, tailRatio } from "./gain-loss.ts";
import { fitGarch } from "./garch.ts";
import { hillEstimate, hillInterval, type TailEstimate, tailSize } from "./hill.ts";
import { FANO_WINDOW, fanoFactor } from "./intermittency.ts";
import { type HorizonShape, kurtosisByHorizon } from "./kurtosis-by-horizon.ts";
import { type Correlogram, laggedCorrelation, logLags } from "./lagged-correlation.ts";
import type { ClaimName } from "./literature.ts";
import { type Returns, returnsPerDay } from "./market-series.ts";
import { fitPowerLaw, type PowerLaw } from "./power-fit.ts";
import { withoutTimeOfDay } from "./time-of-day.ts";
import { timeScaleAsymmetry } from "./time-scale-asymmetry.ts";

/** Curves behind the figures. */
export interface ReturnCurves {
  /** Autocorrelation of returns, each lag to an hour. */
  readonly returns: Correlogram;
  /** Autocorrelation of |r| without the time of day, lags on a log scale to a trading day and beyond. */
  readonly sizes: Correlogram;
  /** Fitted to it up to `DECAY_LAGS`. */
  readonly decay: PowerLaw;
  readonly horizons: readonly HorizonShape[];
  /** Returns without the time of day, over their deviation: what the tail is drawn from. */
  readonly standardised: Float64Array;
  readonly tail: TailEstimate;
}

/** Returns below which nothing is computed. */
export const FEWEST_RETURNS = 1000;
export const DECAY_LAGS = 500;
const ACF_LAGS = 60;
const HORIZONS = [1, 2, 5, 10, 20, 30, 60, 120, 240];

type ReturnClaim = Extract<
  ClaimName,
  | `acf${string}`
  | "hill"
  | "kurtosis"
  | "skewness"
  | "tailRatio"
  | "drawdownRatio"
  | `gaussian${string}`
  | "fano"
  | `cluster${string}`
  | `garch${string}`
  | "decay"
  | "dfa"
  | "leverage"
  | "volume"
  | "timeScale"
>;

/** Every figure and the curves behind them. Null for fewer than 1,000 returns. */
export function measureReturns(
  returns: Returns,
): { figures: Record<ReturnClaim, Measured>; curves: ReturnCurves } | null {
  const { value, session, volume } = returns;
  const n = value.length;
  if (n < FEWEST_RETURNS || !(moments(value).variance > 0)) return null;
  const day = returnsPerDay(returns);
  const block = Math.max(ACF_LAGS, Math.min(day, Math.floor(n / 20)));
  const adjusted = withoutTimeOfDay(returns);
  const size = adjusted.map(Math.abs);
  const plain = laggedCorrelation(value, value, each(ACF_LAGS), block, "autocorrelation");
  const sizes = laggedCorrelation(size, size, sizeLags(day, n), block, "clustering");
  const squares = adjusted.map((r) => r * r);
  const decay = fitDecay(sizes.lags, sizes.values);
  const horizons = kurtosisByHorizon(adjusted, session, HORIZONS, day);
  const shape = moments(adjusted);
  const k = tailSize(n);
  const tail = hillEstimate(size, k);
  const sd = Math.sqrt(shape.variance);
  return {
    figures: {
      acfFirst: measured(plain.values[0], plain.bands[0]),
      acfThird: measured(plain.values[2], plain.bands[2]),
      acfFlat: flatness(plain),
      hill: measured(tail.alpha, hillInterval(size, k, block, "hill")),
      kurtosis: measured(
        3 + shape.excessKurtosis,
        blockInterval(adjusted, block, "kurtosis", (s) => 3 + moments(s).excessKurtosis),
      ),
      skewness: measured(
        shape.skewness,
        blockInterval(adjusted, block, "skewness", (s) => moments(s).skewness),
      ),
      tailRatio: measured(tailRatio(adjusted), blockInterval(adjusted, block, "tails", tailRatio)),
      drawdownRatio: measured(drawdownRatio(value)),
      ...gaussianity(horizons, adjusted, block),
      fano: measured(
        fanoFactor(adjusted),
        blockInterval(adjusted, Math.max(block, 4 * FANO_WINDOW), "fano", (s) => fanoFactor(s)),
      ),
      clusterHour: atLag(sizes, 60),
      clusterDay: atLag(sizes, day),
      clusterSquares: atLag(laggedCorrelation(squares, squares, [60], block, "squares"), 60),
      ...conditional(adjusted, block),
      decay: measured(
        -decay.exponent,
        percentileInterval(sizes.replicates.map((row) => -fitDecay(sizes.lags, row).exponent)),
      ),
      dfa: measured(dfaExponent(size)),
      leverage: leverage(value, block),
      volume: atLag(laggedCorrelation(volume, value.map(Math.abs), [0], block, "volume"), 0),
      timeScale: timeScaleAsymmetry(adjusted, session, day),
    },
    curves: { returns: plain, sizes, decay, horizons, standardised: adjusted.map((r) => r / sd), tail },
  };
}

const each = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Log-spaced to two days or a tenth of the sample, the hour and the day among them. */
function sizeLags(day: number, n: number): number[] {
  const last = Math.min(2 * day, Math.floor(n / 10));
  const lags = new Set([...logLags(1, last, 14), 60, Math.min(day, last)]);
  return [...lags].sort((a, b) => a - b);
}

function atLag({ lags, values, bands }: Correlogram, lag: number): Measured {
  const i = lags.indexOf(lag);
  return i < 0 ? notMeasurable("the run is too short for the lag") : measured(values[i], bands[i]);
}

/** Share of lags from 20 to 60 whose band holds 0. */
function flatness({ lags, bands }: Correlogram): Measured {
  const wide = bands.filter((_, i) => lags[i] >= 20);
  if (wide.some((band) => band === null)) return notMeasurable("the run is too short for bootstrap bands");
  return measured(wide.filter((band) => band && band.low <= 0 && band.high >= 0).length / wide.length);
}

function fitDecay(lags: readonly number[], values: readonly number[]): PowerLaw {
  const until = lags.filter((lag) => lag <= DECAY_LAGS).length;
  return fitPowerLaw(lags.slice(0, until), values.slice(0, until));
}

function gaussianity(
  horizons: readonly HorizonShape[],
  value: Float64Array,
  block: number,
): Record<"gaussian" | "gaussianKs", Measured> {
  const first = horizons.find(({ horizon }) => horizon === 1);
  const hour = horizons.find(({ horizon }) => horizon === 60);
  if (!first || !hour) {
    const short = notMeasurable("fewer than 60 returns over an hour");
    return { gaussian: short, gaussianKs: short };
  }
  // Hours inside blocks: sessions are of no account there, blocks are whole hours.
  const hours = Math.max(60, block - (block % 60));
  const interval = blockInterval(value, hours, "gaussianity", kurtosisRatio);
  return {
    gaussian:
      first.excessKurtosis > 0
        ? measured(hour.excessKurtosis / first.excessKurtosis, interval)
        : notMeasurable("returns over a minute have no heavy tails to lose"),
    gaussianKs: measured(hour.ks / first.ks),
  };
}

/** Excess kurtosis of sums of sixty over that of single values. */
function kurtosisRatio(sample: Float64Array): number {
  const sums = new Float64Array(Math.floor(sample.length / 60));
  for (let i = 0; i < sums.length * 60; i++) sums[Math.floor(i / 60)] += sample[i];
  return moments(sums).excessKurtosis / moments(sample).excessKurtosis;
}

function conditional(value: Float64Array, block: number): Record<"garch" | "garchTail", Measured> {
  const fit = fitGarch(value);
  if (!fit) return { garch: notMeasurable("no volatility"), garchTail: notMeasurable("no volatility") };
  const kurtosis = (s: Float64Array) => 3 + moments(s).excessKurtosis;
  const after = kurtosis(fit.residuals);
  return {
    garch: measured(after / kurtosis(value)),
    garchTail: measured(after, blockInterval(fit.residuals, block, "garch", kurtosis)),
  };
}

/** Mean correlation of a return with the squares of those 1 to 30 minutes later. */
function leverage(value: Float64Array, block: number): Measured {
  const squares = value.map((r) => r * r);
  const { values, replicates } = laggedCorrelation(value, squares, each(30), block, "leverage");
  const mean = (row: readonly number[]) => row.reduce((sum, v) => sum + v, 0) / row.length;
  return measured(mean(values), percentileInterval(replicates.map(mean)));
}
