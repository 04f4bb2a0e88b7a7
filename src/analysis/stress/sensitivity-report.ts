/** How much a study's figures hang on single assumptions: each at a low and a high value, the others as they are. */
import { RandomStream } from "../../core/random.ts";
import { bootstrapInterval, type Estimate } from "../sensitivity/index.ts";
import { valuesOf } from "./policy-report.ts";
import type { Figures } from "./stress-terms.ts";

/** Figures that are told. */
export const SENSITIVE = ["fall", "forced.share", "credit.defaults", "credit.loss", "liquidity.peak5d"] as const;

/** An assumption, and what its two values are called. */
export interface Variation {
  readonly title: string;
  readonly low: string;
  readonly high: string;
}

/** Mean of a figure as things are, and its mean changes on the same seeds. */
export interface VariedFigure {
  readonly asIs: number;
  readonly low: Estimate;
  readonly high: Estimate;
}

export interface SensitivityReport {
  readonly policy: string;
  readonly seeds: readonly number[];
  /** In the order of the file, each with its figures by name. */
  readonly rows: readonly { readonly variation: Variation; readonly figures: ReadonlyMap<string, VariedFigure> }[];
}

/** `runs[0]` as things are, then two for each variation: low and high; by seed, null for one that failed. */
export function sensitivityReport(
  policy: string,
  seeds: readonly number[],
  variations: readonly Variation[],
  runs: readonly (readonly (Figures | null)[])[],
): SensitivityReport {
  const [asIs, ...varied] = runs;
  const rows = variations.map((variation, v) => ({
    variation,
    figures: new Map(
      SENSITIVE.map((key) => {
        const own = valuesOf(asIs, key);
        const change = (other: readonly (Figures | null)[], end: string): Estimate => {
          const paired = valuesOf(other, key).map((value, i) => value - own[i]);
          return bootstrapInterval(paired, "mean", new RandomStream(0, `stress/sensitivity/${v}/${key}/${end}`));
        };
        const known = own.filter((value) => !Number.isNaN(value));
        const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
        return [key, { asIs: mean, low: change(varied[2 * v], "low"), high: change(varied[2 * v + 1], "high") }];
      }),
    ),
  }));
  return { policy, seeds, rows };
}
