/** The normal distribution from which CMA-ES draws its points, and how a ranked generation changes it. Equations of Hansen 2016. */
import type { RandomStream } from "../../core/random.ts";
import { type Eigen, symmetricEigen } from "./symmetric-eigen.ts";

/** A step longer than this many standard deviations, which reflection at a wall can make, is cut. */
const LONGEST = 4;

export class StepDistribution {
  private readonly n: number;
  private readonly weights: Float64Array;
  private readonly parents: number;
  /** Variance-effective number of parents. */
  private readonly effective: number;
  private readonly mean: Float64Array;
  private sigma: number;
  private readonly covariance: Float64Array;
  private eigen: Eigen;
  private readonly pathSigma: Float64Array;
  private readonly pathC: Float64Array;
  private generations = 0;

  constructor(mean: Float64Array, sigma: number, population: number) {
    const n = mean.length;
    this.n = n;
    this.mean = Float64Array.from(mean);
    this.sigma = sigma;
    this.parents = Math.max(1, Math.floor(population / 2));
    const raw = Float64Array.from({ length: this.parents }, (_, i) => Math.log((population + 1) / 2) - Math.log(i + 1));
    const sum = raw.reduce((a, b) => a + b, 0);
    this.weights = raw.map((w) => w / sum);
    this.effective = 1 / this.weights.reduce((a, w) => a + w * w, 0);
    this.covariance = new Float64Array(n * n);
    for (let i = 0; i < n; i++) this.covariance[i * n + i] = 1;
    this.eigen = symmetricEigen(this.covariance, n);
    this.pathSigma = new Float64Array(n);
    this.pathC = new Float64Array(n);
  }

  /** Standard deviation along its longest axis. */
  get spread(): number {
    return this.sigma * Math.sqrt(Math.max(...this.eigen.values));
  }

  /** A point, in the cube or out of it. */
  draw(stream: RandomStream): Float64Array {
    const { n, eigen, mean, sigma } = this;
    const z = Float64Array.from({ length: n }, (_, k) => Math.sqrt(Math.max(0, eigen.values[k])) * stream.normal());
    return mean.map((m, i) => m + sigma * along(eigen.vectors, z, i));
  }

  /** @param ranked points of a generation, the best first */
  update(ranked: readonly Float64Array[]): void {
    const { n, weights, parents, effective, mean, sigma, covariance } = this;
    const steps = ranked.slice(0, parents).map((x) => this.cut(x.map((v, i) => (v - mean[i]) / sigma)));
    const y = mean.map((_, i) => steps.reduce((sum, step, k) => sum + weights[k] * step[i], 0));
    for (let i = 0; i < n; i++) mean[i] = Math.min(1, Math.max(0, mean[i] + sigma * y[i]));
    this.generations++;
    // Rates, all from the tutorial's table 1.
    const cs = (effective + 2) / (n + effective + 5);
    const ds = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cs;
    const cc = (4 + effective / n) / (n + 4 + (2 * effective) / n);
    const c1 = 2 / ((n + 1.3) * (n + 1.3) + effective);
    const cmu = Math.min(1 - c1, (2 * (effective - 2 + 1 / effective)) / ((n + 2) * (n + 2) + effective));
    const expected = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    const white = this.whitened(y);
    for (let i = 0; i < n; i++)
      this.pathSigma[i] = (1 - cs) * this.pathSigma[i] + Math.sqrt(cs * (2 - cs) * effective) * white[i];
    const length = norm(this.pathSigma);
    const decay = 1 - Math.exp(2 * this.generations * Math.log(1 - cs));
    const steady = length / Math.sqrt(decay) < (1.4 + 2 / (n + 1)) * expected ? 1 : 0;
    for (let i = 0; i < n; i++)
      this.pathC[i] = (1 - cc) * this.pathC[i] + steady * Math.sqrt(cc * (2 - cc) * effective) * y[i];
    const kept = 1 - c1 - cmu + (1 - steady) * c1 * cc * (2 - cc);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        const spread = steps.reduce((sum, step, k) => sum + weights[k] * step[i] * step[j], 0);
        covariance[i * n + j] = kept * covariance[i * n + j] + c1 * this.pathC[i] * this.pathC[j] + cmu * spread;
      }
    // Half the cube's width is as far as a step can sensibly go.
    this.sigma = Math.min(0.5, sigma * Math.exp(Math.min(1, (cs / ds) * (length / expected - 1))));
    this.eigen = symmetricEigen(covariance, n);
  }

  /** A step no longer than a distribution's own would be. */
  private cut(step: Float64Array): Float64Array {
    const most = LONGEST * Math.sqrt(this.n);
    const length = norm(this.whitened(step));
    return length > most ? step.map((v) => (v * most) / length) : step;
  }

  /** C^(-1/2) times a step. */
  private whitened(step: Float64Array): Float64Array {
    const { n, eigen } = this;
    const z = Float64Array.from({ length: n }, (_, k) => {
      let dot = 0;
      for (let i = 0; i < n; i++) dot += eigen.vectors[i * n + k] * step[i];
      return dot / Math.sqrt(Math.max(1e-20, eigen.values[k]));
    });
    return step.map((_, i) => along(eigen.vectors, z, i));
  }
}

/** Component i of the sum of eigenvectors, weighted by z. */
function along(vectors: Float64Array, z: Float64Array, i: number): number {
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += vectors[i * z.length + k] * z[k];
  return sum;
}

const norm = (v: Float64Array): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
