/** What a scenario of this engine is. */
import { type Scenario, scenarioChecks, scenarioSchema } from "../engine/config.ts";
import { checkCalibration } from "./calibration/check-calibration.ts";
import type { ScenarioDefinition } from "./compile.ts";
import { readFigures } from "./figures/reported-figures.ts";

export type { Scenario };

export const engineDefinition: ScenarioDefinition<typeof scenarioSchema> = {
  schema: scenarioSchema,
  checks: [...scenarioChecks, (scenario, report) => checkCalibration(scenario as unknown as Scenario, report)],
  finish: (scenario, parser, report) => readFigures(scenario as unknown as Scenario, parser, report) as never,
  marks: { insideClock: ["shocks.*.at", "clock.refine.*.*"], keysNaming: { clearing: "venue" } },
};
