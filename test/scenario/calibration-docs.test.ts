/** What docs/calibration.md says of the block is what the loader takes. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { calibrationConfig } from "../../src/engine/calibration-config.ts";
import { engineDefinition, type Scenario } from "../../src/scenario/engine-definition.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { parseScenario } from "../../src/scenario/parse-scenario.ts";

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const GUIDE = text("docs/calibration.md");

test("its block is a scenario's, and every key of it is explained", () => {
  const [block] = [...GUIDE.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map((match) => match[1]);
  const options = { ...engineDefinition, file: "x.yaml", parser: mathjsParser };
  const { scenario } = parseScenario(`${text("configs/small-crash.yaml")}${block}`, options);
  const { calibration } = scenario as unknown as Scenario;
  expect(calibration).toMatchObject({ seeds: 8, firstSeed: 1, evaluations: 200, seed: 1 });
  expect(Object.keys(calibration?.free ?? {})).toEqual(["populations.longs.members", "populations.longs.holders"]);
  const table = GUIDE.slice(GUIDE.indexOf("| key |"), GUIDE.indexOf("What the block says"));
  for (const key of Object.keys(calibrationConfig.shape)) expect(table).toContain(`\`${key}\``);
});
