/**
 * The stylised facts of several runs of one scenario that differ by their seed: the median of each figure over the runs. Five
 * weeks are one draw of what a market does, and figures of extremes and of long memory move a lot from draw to draw.
 */
import { quantile } from "../quantile.ts";
import { bootstrapStream, percentileInterval, REPLICATES } from "./block-bootstrap.ts";
import { type Interval, judge, measured, notMeasurable, type StylisedFact } from "./fact.ts";
import type { FactsReport } from "./measure.ts";

/** Fewer runs than this make no interval of their median. */
const FEWEST_RUNS = 5;

/**
 * Medians over the runs, each held against its claim. The interval is that of the median, by resampling runs (95%): a claim
 * such as "surely above 0" needs all of it. Not measurable where half of the runs or more cannot say.
 *
 * @param reports of the same scenario, one or more
 */
export function factsOverSeeds(reports: readonly FactsReport[]): StylisedFact[] {
  return reports[0].facts.map(({ claim }, f) => {
    const values = reports.map(({ facts }) => facts[f].value).filter(Number.isFinite);
    if (2 * values.length <= reports.length) {
      const reason = reports.map(({ facts }) => facts[f].reason).find((text) => text !== "") ?? "";
      return judge(claim, notMeasurable(`in ${reports.length - values.length} of ${reports.length} runs: ${reason}`));
    }
    return judge(claim, measured(quantile(values, 0.5), medianInterval(values, claim.key)));
  });
}

function medianInterval(values: readonly number[], key: string): Interval | null {
  if (values.length < FEWEST_RUNS) return null;
  const stream = bootstrapStream(`${key}/seeds`);
  const replicates = Array.from({ length: REPLICATES }, () =>
    quantile(
      values.map(() => values[stream.int(values.length)]),
      0.5,
    ),
  );
  return percentileInterval(replicates);
}
