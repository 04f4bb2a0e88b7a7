import { type FactsReport, mustPassHolds, type StylisedFact } from "../../analysis/stylised-facts/index.ts";

/** The facts as JSON has them: what is not measurable is null, with its reason. */
export function factsJson({ venue, returns, facts, orderCurves }: FactsReport): Record<string, unknown> {
  return {
    venue,
    returns,
    orders: orderCurves?.orders ?? null,
    mustPass: mustPassHolds(facts),
    facts: facts.map(factJson),
  };
}

/** One fact as JSON has it. */
export const factJson = ({ claim, value, interval, verdict, reason }: StylisedFact) => ({
  key: claim.key,
  label: claim.label,
  must: claim.must,
  value: Number.isFinite(value) ? value : null,
  interval: interval && [interval.low, interval.high],
  range: [claim.low, claim.high],
  source: claim.source,
  verdict,
  reason: reason === "" ? null : reason,
});
