import { expect, it } from "vitest";
import { type Experiment, measure, signTest } from "./dose-response.ts";
import { crowding } from "./experiments/crowding.ts";

/** The first experiment of the crowd, at doses of the test's own. */
function experiment(members: readonly number[], direction: "rises" | "falls" = "falls"): Experiment {
  const doses = members.map((n) => ({ name: `${n}`, set: [`populations.longs.members=${n}`] }));
  return { ...crowding[0], doses, direction, seeds: 5 };
}

it("tosses a coin exactly", () => {
  expect(signTest(10, 10)).toBe(1 / 1024);
  expect(signTest(9, 10)).toBe(11 / 1024);
  expect(signTest(0, 10)).toBe(1);
  expect(signTest(5, 6)).toBeCloseTo(7 / 64, 12);
});

it("finds no effect where doses are equal, whichever sign is claimed", async () => {
  for (const direction of ["rises", "falls"] as const) {
    const { holds, agreeing, p, effect } = await measure(experiment([1200, 1200], direction));
    expect({ holds, agreeing, p, effect: effect.value }).toEqual({ holds: false, agreeing: 0, p: 1, effect: 0 });
  }
});

it("refuses an effect of the wrong sign, and one too small to count", async () => {
  expect((await measure(experiment([200, 1200]))).holds).toBe(true);
  expect((await measure(experiment([200, 1200], "rises"))).holds).toBe(false);
  expect((await measure({ ...experiment([200, 1200]), least: 0.9 })).holds).toBe(false);
});

it("takes the trend over all doses, not the last of them alone", async () => {
  const { medians, responses } = await measure(experiment([200, 1200, 200]));
  expect(responses[0]).toEqual(responses[2]);
  expect(medians[1]).toBeLessThan(medians[0]);
});
