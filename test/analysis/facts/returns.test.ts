import { describe, expect, it } from "vitest";
import { autocorrelation, moments } from "../../../src/analysis/index.ts";
import { blockInterval, drawBlocks, percentileInterval } from "../../../src/analysis/stylised-facts/block-bootstrap.ts";
import { dfaExponent } from "../../../src/analysis/stylised-facts/detrended-fluctuation.ts";
import { drawdownRatio, tailRatio } from "../../../src/analysis/stylised-facts/gain-loss.ts";
import { fitGarch } from "../../../src/analysis/stylised-facts/garch.ts";
import { hillEstimate, hillInterval, tailSize } from "../../../src/analysis/stylised-facts/hill.ts";
import { fanoFactor } from "../../../src/analysis/stylised-facts/intermittency.ts";
import { aggregate, ksDistance, kurtosisByHorizon } from "../../../src/analysis/stylised-facts/kurtosis-by-horizon.ts";
import { laggedCorrelation, logLags } from "../../../src/analysis/stylised-facts/lagged-correlation.ts";
import { minuteReturns } from "../../../src/analysis/stylised-facts/market-series.ts";
import { fitPowerLaw } from "../../../src/analysis/stylised-facts/power-fit.ts";
import { withoutTimeOfDay } from "../../../src/analysis/stylised-facts/time-of-day.ts";
import { timeScaleAsymmetry } from "../../../src/analysis/stylised-facts/time-scale-asymmetry.ts";
import { MINUTE } from "../../../src/core/time.ts";
import { autoregression, fractional, garch, market, normals, stream, students } from "./planted.ts";

const N = 30_000;
const sizes = (sample: Float64Array) => sample.map(Math.abs);

describe("Hill's tail index", () => {
  it("finds the exponent of a Pareto sample to its own error, alpha / sqrt(k)", () => {
    const random = stream("pareto");
    const sample = Float64Array.from({ length: N }, () => random.pareto(1, 3));
    const k = 1000;
    expect(Math.abs(hillEstimate(sample, k).alpha - 3)).toBeLessThan((3 * 3) / Math.sqrt(k));
  });

  it.each([3, 4])("finds the degrees of freedom of Student's t(%i) in the largest hundredth", (freedom) => {
    const sample = sizes(students(N, freedom, "t"));
    const k = tailSize(N);
    const { alpha } = hillEstimate(sample, k);
    expect(k).toBe(300);
    expect(alpha).toBeGreaterThan(freedom - 0.7);
    expect(alpha).toBeLessThan(freedom + 0.5);
    const interval = hillInterval(sample, k, 1000, "t");
    expect(interval!.low).toBeLessThan(alpha);
    expect(interval!.high).toBeGreaterThan(alpha);
    // About the asymptotic width, 2 x 1.96 alpha / sqrt(k), for a sample without memory.
    const width = interval!.high - interval!.low;
    expect(width / ((3.92 * alpha) / Math.sqrt(k))).toBeGreaterThan(0.7);
    expect(width / ((3.92 * alpha) / Math.sqrt(k))).toBeLessThan(1.4);
  });

  it("calls a normal tail thinner than any market's", () => {
    expect(hillEstimate(sizes(normals(N, "thin")), 300).alpha).toBeGreaterThan(5);
  });

  it("says nothing of zeros, of equal values, and of samples without a tail", () => {
    expect(hillEstimate(new Float64Array(100), 10).alpha).toBeNaN();
    expect(hillEstimate(new Float64Array(100).fill(2), 10).alpha).toBeNaN();
    expect(tailSize(200)).toBeNaN();
    expect(hillEstimate([1, 2], 5).alpha).toBeNaN();
  });

  it("gives the interval that sorting whole replicates gives", () => {
    const sample = sizes(students(4000, 3, "both"));
    const short = hillInterval(sample, 80, 200, "same");
    const whole = blockInterval(sample, 200, "same", (s) => hillEstimate(s, 80).alpha);
    expect(short).toEqual(whole);
  });
});

describe("lagged correlation", () => {
  it("is the autocorrelation of a long sample", () => {
    const sample = autoregression(N, 0.6, "ar");
    const { values } = laggedCorrelation(sample, sample, [1, 2, 5], 100, "ar");
    const usual = autocorrelation(sample, 5);
    for (const [i, lag] of [1, 2, 5].entries()) {
      expect(values[i]).toBeCloseTo(usual[lag - 1], 2);
      expect(Math.abs(values[i] - 0.6 ** lag)).toBeLessThan(0.03);
    }
  });

  it("has bands that hold the truth: all of 40 lags of white noise but a few, and phi at lag 1", () => {
    const white = normals(N, "white");
    const lags = logLags(1, 1000, 16);
    const { bands } = laggedCorrelation(white, white, lags, 500, "white");
    const held = bands.filter((band) => band!.low <= 0 && band!.high >= 0).length;
    expect(held / lags.length).toBeGreaterThan(0.85);
    const half = bands.map((band) => (band!.high - band!.low) / 2);
    for (const h of half) expect(h * Math.sqrt(N)).toBeGreaterThan(1.2);
    for (const h of half) expect(h * Math.sqrt(N)).toBeLessThan(2.8);
    const ar = autoregression(N, 0.3, "band");
    const [band] = laggedCorrelation(ar, ar, [1], 200, "band").bands;
    expect(band!.low).toBeLessThan(0.3);
    expect(band!.high).toBeGreaterThan(0.3);
    expect(band!.high - band!.low).toBeLessThan(0.05);
  });

  it("widens where volatility clusters: 2/sqrt(n) would be too narrow", () => {
    const sample = garch(N, 0.15, 0.83, "wide");
    const [first] = laggedCorrelation(sample, sample, [1], 300, "wide").bands;
    expect(first!.high - first!.low).toBeGreaterThan(1.3 * (4 / Math.sqrt(N)));
    const later = laggedCorrelation(sizes(sample), sizes(sample), [1], 300, "wide");
    expect(later.bands[0]!.low).toBeGreaterThan(0.1);
  });

  it("has no bands for a short sample, no value without spread, and one series may lead", () => {
    const short = normals(50, "short");
    expect(laggedCorrelation(short, short, [1], 20, "short").bands).toEqual([null]);
    expect(laggedCorrelation(new Float64Array(100), new Float64Array(100), [1], 5, "flat").values[0]).toBeNaN();
    const lead = normals(2000, "lead");
    const follow = lead.map((_, i) => (i >= 3 ? lead[i - 3] : 0));
    const { values } = laggedCorrelation(lead, follow, [2, 3, 4], 50, "lead");
    expect(values[1]).toBeCloseTo(1, 6);
    expect(Math.abs(values[0])).toBeLessThan(0.1);
    expect(Math.abs(values[2])).toBeLessThan(0.1);
  });

  it("spaces lags evenly on a log scale, without repeats", () => {
    expect(logLags(1, 100, 3)).toEqual([1, 2, 5, 10, 22, 46, 100]);
  });
});

describe("the block bootstrap", () => {
  it("gives the same blocks for the same key, and others for another", () => {
    const draw = (key: string) => drawBlocks(1000, 50, stream(key), 5)!.map((row) => [...row]);
    expect(draw("a")).toEqual(draw("a"));
    expect(draw("a")).not.toEqual(draw("b"));
    for (const row of draw("a")) for (const start of row) expect(start).toBeLessThanOrEqual(950);
  });

  it("knows that a mean of dependent values is less sure than one of independent ones", () => {
    const mean = (s: Float64Array) => s.reduce((a, b) => a + b, 0) / s.length;
    const width = (sample: Float64Array) => {
      const { low, high } = blockInterval(sample, 200, "mean", mean)!;
      return high - low;
    };
    const plain = width(normals(N, "plain"));
    expect(plain * Math.sqrt(N)).toBeGreaterThan(3.92 * 0.8);
    expect(plain * Math.sqrt(N)).toBeLessThan(3.92 * 1.2);
    // The mean of an AR(1) with phi = 0.8 has 3 times the deviation.
    const ratio = width(autoregression(N, 0.8, "slow")) / plain;
    expect(ratio).toBeGreaterThan(2.3);
    expect(ratio).toBeLessThan(3.6);
  });

  it("has no interval from fewer than eight blocks, or of a statistic that mostly fails", () => {
    expect(blockInterval(normals(70, "few"), 10, "few", () => 1)).toBeNull();
    expect(percentileInterval([1, 2, Number.NaN])).toBeNull();
  });
});

describe("aggregational Gaussianity", () => {
  it("finds heavy tails over a minute gone over hours", () => {
    const sample = students(N, 5, "aggregate");
    const session = new Int32Array(N);
    const shapes = kurtosisByHorizon(sample, session, [1, 10, 60, 1000], 1440);
    expect(shapes.map((s) => s.horizon)).toEqual([1, 10, 60]);
    const [minute, ten, hour] = shapes;
    expect(minute.excessKurtosis).toBeGreaterThan(2);
    expect(ten.excessKurtosis).toBeLessThan(minute.excessKurtosis / 2);
    expect(Math.abs(hour.excessKurtosis)).toBeLessThan(0.6);
    expect(hour.ks).toBeLessThan(0.06);
  });

  it("sums neighbours of one session only", () => {
    expect([...aggregate(Float64Array.of(1, 2, 3, 4, 5), Int32Array.of(0, 0, 0, 1, 1), 2)]).toEqual([3, 9]);
  });

  it("measures how far a sample is from normal", () => {
    expect(ksDistance(normals(N, "ks"))).toBeLessThan(0.01);
    const coin = normals(N, "coin").map(Math.sign);
    // Half the sample stands at one deviation below the mean: 0.5 - 0.159.
    expect(ksDistance(coin)).toBeCloseTo(0.341, 1);
  });
});

describe("intermittency, conditional tails and memory", () => {
  it("gives extremes that come at random a Fano factor of 1, and bursts more", () => {
    expect(Math.abs(fanoFactor(normals(100_000, "fano")) - 1)).toBeLessThan(0.15);
    // A hundredth of all values, ten in a row each time.
    const bursts = normals(100_000, "bursts").map((x, i) => (i % 1000 < 10 ? 50 + x : x));
    expect(fanoFactor(bursts)).toBeGreaterThan(8);
    expect(fanoFactor(normals(1900, "short"))).toBeNaN();
  });

  it("finds the parameters of GARCH(1,1), and normal residuals under them", () => {
    const sample = garch(N, 0.1, 0.85, "garch");
    const fit = fitGarch(sample)!;
    expect(Math.abs(fit.alpha - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(fit.beta - 0.85)).toBeLessThan(0.03);
    expect(moments(sample).excessKurtosis).toBeGreaterThan(0.5);
    expect(Math.abs(moments(fit.residuals).excessKurtosis)).toBeLessThan(0.15);
    expect(fitGarch(new Float64Array(100))).toBeNull();
  });

  it("finds no memory in noise, and that of a planted long memory", () => {
    expect(Math.abs(dfaExponent(normals(N, "dfa")) - 0.5)).toBeLessThan(0.04);
    // Fractional differences of order d: H = d + 1/2.
    expect(Math.abs(dfaExponent(fractional(10_000, 0.25, 10_000, "fractional")) - 0.75)).toBeLessThan(0.06);
    expect(dfaExponent(normals(100, "none"))).toBeNaN();
  });

  it("fits power laws on logs, and none through three points", () => {
    const x = [1, 2, 4, 8, 16];
    const law = fitPowerLaw(
      x,
      x.map((v) => 3 * v ** -0.4),
    );
    expect(law.exponent).toBeCloseTo(-0.4, 12);
    expect(law.scale).toBeCloseTo(3, 12);
    expect(law.r2).toBeCloseTo(1, 12);
    expect(fitPowerLaw(x, [1, -1, 0, 1, 1]).exponent).toBeNaN();
  });
});

describe("asymmetries", () => {
  it("sees the longer tail and the deeper fall", () => {
    const sample = normals(N, "tails").map((x) => (x < -2 ? 2 * x : x));
    expect(tailRatio(sample)).toBeGreaterThan(1.5);
    expect(tailRatio(normals(N, "even"))).toBeCloseTo(1, 1);
    expect(drawdownRatio(Float64Array.of(1, 1, -3, 1))).toBe(1.5);
  });

  it("sees slow moves that foretell fast ones", () => {
    const random = stream("zumbach");
    // The hour's move, whatever its path, sets the noise of the next hour.
    const out: number[] = [];
    let noise = 1;
    for (let h = 0; h < 2000; h++) {
      const drift = 0.3 * random.normal();
      for (let m = 0; m < 60; m++) out.push(drift + noise * random.normal());
      noise = 0.5 + 4 * Math.abs(drift);
    }
    const value = Float64Array.from(out);
    const session = new Int32Array(value.length);
    const planted = timeScaleAsymmetry(value, session, 1440);
    expect(planted.value).toBeLessThan(-0.1);
    expect(planted.interval!.high).toBeLessThan(0);
    const even = timeScaleAsymmetry(normals(N, "no zumbach"), session.subarray(0, N), 1440);
    expect(even.interval!.low).toBeLessThan(0);
    expect(even.interval!.high).toBeGreaterThan(0);
    expect(timeScaleAsymmetry(value.subarray(0, 600), session.subarray(0, 600), 60).reason).toContain("fewer than 60");
  });
});

describe("minute returns", () => {
  it("span no halt, and count sessions where trading breaks", () => {
    const whole = market([1, 2, 3, 4, 5]);
    whole.series.phase[2] = 3;
    const returns = minuteReturns(whole);
    expect([...returns.value].map((r) => Math.round(r * 1e4))).toEqual([1, 4, 5]);
    expect(new Set([...returns.session]).size).toBe(2);
    expect(returns.session[1]).toBe(returns.session[2]);
    expect(returns.interval).toBe(MINUTE);
  });

  it("gather finer steps into minutes, with all their lots", () => {
    const fine = market([1, 2, 3, 4]);
    const time = fine.time.map((t, i) => fine.time[0] + (t - fine.time[0]) / 2 + 0 * i);
    const returns = minuteReturns({ ...fine, time });
    expect([...returns.value].map((r) => Math.round(r * 1e4))).toEqual([3, 7]);
    expect(returns.volume[0]).toBeCloseTo(10 + 5 + 10 + 10, 9);
  });

  it("lose the daily rhythm, and nothing else", () => {
    const busy = normals(20 * 1440, "rhythm").map((x, i) => x * (i % 1440 < 480 ? 4 : 1));
    const returns = minuteReturns(market(busy));
    expect(moments(returns.value).excessKurtosis).toBeGreaterThan(1.5);
    expect(Math.abs(moments(withoutTimeOfDay(returns)).excessKurtosis)).toBeLessThan(0.15);
  });
});
