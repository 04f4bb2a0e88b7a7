/** Every combination of mechanisms of the scenarios that ship is a scenario. */
import { describe, expect, it } from "vitest";
import { planCause } from "../../../src/experiment/cause/plan-cause.ts";
import { pointScenario } from "../../../src/experiment/sweep/point-scenario.ts";

const config = (name: string): string => new URL(`../../../configs/${name}.yaml`, import.meta.url).pathname;

describe("a study of causes", () => {
  it.each(["small-crash", "silver-2026", "hunt-1980", "silver-2011"])(
    "of %s compiles with each mechanism off alone, all off and none",
    async (name) => {
      const { runs, mechanisms, plays } = await planCause({
        config: config(name),
        seeds: [1],
        orders: 2,
        out: "runs",
      });
      const [{ combinations }] = plays;
      const all = 2 ** mechanisms.length - 1;
      const asked = combinations.filter((on: number) => on === 0 || on === all || isPower(all ^ on));
      expect(asked).toHaveLength(mechanisms.length + 2);
      for (const on of asked) {
        const { without } = pointScenario(runs, runs.values[combinations.indexOf(on)], 1);
        const news = mechanisms.findIndex(({ mechanism }) => mechanism.name === "news");
        expect(without.includes("without-news")).toBe((on & (1 << news)) === 0);
      }
    },
  );
});

const isPower = (bits: number): boolean => bits > 0 && (bits & (bits - 1)) === 0;
