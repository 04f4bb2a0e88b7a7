/** Everything that a run of a stress study is asked for, as flat figures. */
import type { RunResult } from "../../engine/result.ts";
import { accountCoverage } from "./account-coverage.ts";
import { callFigures } from "./calls.ts";
import { creditFigures } from "./credit.ts";
import { forcedFigures } from "./forced-flow.ts";
import { gainFigures } from "./gains.ts";
import { haltFigures } from "./halts.ts";
import { headlineFigures } from "./headline.ts";
import { type MarginDays, marginDays } from "./margin-days.ts";
import { marginFigures } from "./margin-figures.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";
import { systemLiquidity } from "./system-liquidity.ts";

export interface RunFigures {
  readonly figures: Figures;
  readonly days: MarginDays;
}

/** Measures a run on the venue of the terms. Throws an Error when the run has no such venue. */
export function runFigures(result: RunResult, terms: StressTerms): RunFigures {
  const venue = result.venues.find(({ name }) => name === terms.venue);
  if (venue === undefined) throw new Error(`the run has no venue ${terms.venue}`);
  const days = marginDays(result, venue, terms.zone);
  const figures = {
    ...headlineFigures(result, venue, terms),
    ...marginFigures(days, terms),
    ...accountCoverage(result, venue, terms),
    ...systemLiquidity(result, venue, days, terms),
    ...callFigures(result, venue, terms),
    ...forcedFigures(result, venue, terms),
    ...creditFigures(result, venue, terms),
    ...haltFigures(result, venue, terms),
    ...gainFigures(result, venue, terms),
  };
  return { figures, days };
}
