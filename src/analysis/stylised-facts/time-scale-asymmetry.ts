import { percentileInterval } from "./block-bootstrap.ts";
import { type Measured, measured, notMeasurable } from "./fact.ts";
import { laggedCorrelation } from "./lagged-correlation.ts";

/** Base returns in a window: an hour of minutes. */
const WINDOW = 60;
/** Fewest windows. */
const FEWEST = 60;

/**
 * Time-scale asymmetry (Müller et al. 1997, Zumbach 2009): D = corr(fine now, coarse next) - corr(coarse now, fine next),
 * with fine volatility the sum of |r| over an hour of minute returns, coarse volatility |sum of r| over the same hour, and
 * hours that follow each other. Negative where slow moves foretell fast ones better than the reverse.
 */
export function timeScaleAsymmetry(value: Float64Array, session: Int32Array, day: number): Measured {
  const fine: number[] = [];
  const coarse: number[] = [];
  let count = 0;
  let sum = 0;
  let size = 0;
  for (let i = 0; i < value.length; i++) {
    if (i > 0 && session[i] !== session[i - 1]) count = sum = size = 0;
    sum += value[i];
    size += Math.abs(value[i]);
    if (++count < WINDOW) continue;
    fine.push(size);
    coarse.push(Math.abs(sum));
    count = sum = size = 0;
  }
  if (fine.length < FEWEST) return notMeasurable(`fewer than ${FEWEST} whole hours of trading`);
  const length = Math.max(2, Math.floor(day / WINDOW));
  // One key: both draw the same blocks.
  const ahead = laggedCorrelation(fine, coarse, [1], length, "time-scale-asymmetry");
  const behind = laggedCorrelation(coarse, fine, [1], length, "time-scale-asymmetry");
  const differences = ahead.replicates.map((row, r) => row[0] - behind.replicates[r][0]);
  return measured(ahead.values[0] - behind.values[0], percentileInterval(differences));
}
