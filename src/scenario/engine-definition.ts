/** What a scenario of this engine is. */
import { type Scenario, scenarioChecks, scenarioSchema } from "../engine/config.ts";
import type { ScenarioDefinition } from "./compile.ts";

export type { Scenario };

export const engineDefinition: ScenarioDefinition<typeof scenarioSchema> = {
  schema: scenarioSchema,
  checks: scenarioChecks,
  marks: { insideClock: ["shocks.*.at", "clock.refine.*.*"], keysNaming: { clearing: "venue" } },
};
