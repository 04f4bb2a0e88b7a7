/** The runs of a validation held against what was reported. */

import { figureKey } from "../../analysis/reported/reported-figure.ts";
import {
  type DatedFigure,
  datedFigure,
  judgeAll,
  judgeFigure,
  judgeTwin,
  type TwinVerdict,
  type ValidationReport,
} from "../../analysis/validation/index.ts";
import type { Scenario } from "../../engine/config.ts";
import { figureOf } from "../sweep/read-samples.ts";
import { priceColumn } from "../tables/outline.ts";
import type { ValidationPlan } from "./plan-validation.ts";
import { readFans } from "./read-fans.ts";
import { storesOf, type ValidationRuns } from "./run-validation.ts";

/** Judges them, and reads the fans of the paths along which something was reported, and of the main venue's price. */
export async function judgeValidation(plan: ValidationPlan, made: ValidationRuns): Promise<ValidationReport> {
  const { scenario } = plan;
  const { runs } = made;
  const rows = scenario.reported.map((figure) => judgeFigure(figure, figureOf(runs, figureKey(figure))));
  const dated = scenario.reported.map(datedFigure).filter((figure): figure is DatedFigure => figure !== null);
  const paths = [...new Set([priceColumn(scenario.main), ...dated.map(({ path }) => path)])];
  const fans = await readFans(storesOf(plan).runs, runs.keys, paths);
  const units = Object.entries(scenario.venues).map(([name, { currency, unit }]) => [name, `${currency}/${unit}`]);
  return {
    scenario: scenario.name,
    title: scenario.title || scenario.name,
    main: scenario.main,
    crashDay: scenario.crashDay ?? null,
    zone: scenario.venues[scenario.main].zone,
    units: Object.fromEntries(units),
    without: plan.without,
    seeds: runs.seeds,
    failed: runs.seeds.length - runs.keys.length,
    failures: runs.failures,
    rows,
    verdict: judgeAll(rows, scenario.validation.pass),
    twin: twinOf(plan, made),
    fans: fans.map((fan) => ({ ...fan, reported: dated.filter(({ path }) => path === fan.path) })),
  };
}

function twinOf({ scenario, twin }: ValidationPlan, { runs, twins }: ValidationRuns): TwinVerdict | null {
  if (twin === null || twins === null) return null;
  const key = `${scenario.main}.fall`;
  return judgeTwin(twin.mechanism, figureOf(runs, key), figureOf(twins, key), reportedFall(scenario));
}

/** The fall that was reported of the crash day: the figure `VENUE.fall`. */
function reportedFall({ reported, main }: Scenario): number | null {
  return reported.find(({ key, of }) => of === undefined && key === `${main}.fall`)?.value ?? null;
}
