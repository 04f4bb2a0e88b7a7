/** Mistakes in a calibration block: all of them at once, each at its place. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CalibrationRequest, planCalibration } from "../../src/experiment/calibration/plan-calibration.ts";
import { planValidation } from "../../src/experiment/validation/plan-validation.ts";

const TINY = fileURLToPath(new URL("../experiment/tiny-market.yaml", import.meta.url));
const FIGURES = `reported:
  - { key: low, label: lowest price, value: 85, unit: USD/oz, low: 80, high: 90, of: min(pit.close), source: nobody }
  - { key: margin, label: margin rate, value: 9%, unit: "%", low: 8%, high: 10%, of: first(pit.maintenance_margin), input: true, source: the scenario }
`;

let out: string;
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "stampede-calibration-"));
});
afterAll(() => rmSync(out, { recursive: true }));

/** What is said of a scenario with that block, or the plan of its calibration. */
async function plan(block: string, free: string, request: Partial<CalibrationRequest> = {}, figures = FIGURES) {
  const config = join(out, "x.yaml");
  writeFileSync(config, `extends: ${TINY}\nname: x\n${figures}calibration:\n${block}  free:\n${free}`);
  return await planCalibration({ config, out: join(out, "runs"), ...request });
}

const said = async (...args: Parameters<typeof plan>): Promise<string> =>
  await plan(...args).then(
    () => "nothing",
    (error: Error) => error.message.replaceAll(`${out}/`, ""),
  );

const HOLDERS = "    populations.longs.holders: { min: 50%, max: 95%, reason: unknown }\n";

it("tells everything that is wrong at once, each at its place", async () => {
  const free = `    populations.nose.members: { min: 20, max: 200, reason: a slip }
    populations.longs.leverage: { min: 5, max: 9, reason: a distribution }
    populations.noise.members: { min: 200, max: 20, reason: upside down }
    populations.value.members: { min: 20, max: 30, reason: the start is 12 }
    populations.longs.holders: { min: 0, max: 1, scale: log, reason: no logarithm }
    validation.seeds: { min: 1, max: 1000, reason: no behaviour }
`;
  const lines = (await said("  figures: [lw, margin]\n  firstSeed: 998\n", free)).split("\n");
  const expected = [
    "8:14  calibration.firstSeed: seed 1001 is one of those that validate; begin where none is shared",
    '7:13  calibration.figures.0: no reported figure is called "lw"; did you mean "low"?',
    '7:17  calibration.figures.1: the figure "margin" does not count: it claims no range or restates an input',
    '10:5  calibration.free.populations.nose.members: the scenario has no number "populations.nose.members" that could be calibrated; did you mean "populations.noise.members"?',
    '11:5  calibration.free.populations.longs.leverage: the scenario has no number "populations.longs.leverage" that could be calibrated; did you mean "populations.longs.leverage.uniform.0"?',
    "12:39  calibration.free.populations.noise.members.min: the bounds end before they begin: 200 to 20",
    "13:5  calibration.free.populations.value.members: the scenario's own value, 12, lies outside the bounds, 20 to 30",
    "14:57  calibration.free.populations.longs.holders.scale: a log scale needs bounds above 0, got 0",
    '15:5  calibration.free.validation.seeds: the scenario has no number "validation.seeds" that could be calibrated',
  ];
  expect(lines.sort()).toEqual(expected.map((line) => `x.yaml:${line}`).sort());
  expect(readdirSync(out)).toEqual(["x.yaml"]);
});

it.each([
  ["no free parameter", "    {}\n", {}, /calibration\.free: there is no free parameter; name at least one/],
  [
    "a bound that the scenario refuses",
    HOLDERS.replace("95%", "200%"),
    {},
    /^x\.yaml:\d+:\d+ {2}calibration\.free\.populations\.longs\.holders\.max: the scenario refuses 2: /,
  ],
  [
    "a seed that validates",
    HOLDERS,
    { seeds: [7, 1003] },
    /^seed 1003 is one of those that validate, 1001 to 1200: calibrate on others$/,
  ],
  [
    "a bound without a reason",
    HOLDERS.replace(", reason: unknown", ""),
    {},
    /calibration\.free\.populations\.longs\.holders.*reason/,
  ],
])("%s is refused", async (_, free, request, message) => {
  expect(await said("  seeds: 2\n", free, request)).toMatch(message);
});

it("a scenario without a figure that counts has nothing to fit", async () => {
  expect(await said("  seeds: 2\n", HOLDERS, {}, "")).toMatch(/reports nothing to be fitted/);
});

it("begins at what the scenario says, in whole numbers and durations where it takes such", async () => {
  const free = `${HOLDERS}    populations.noise.members: { min: 20, max: 200, scale: log, reason: unknown }
    shocks.0.absorption: { min: 1m, max: 20m, reason: unknown }
`;
  const { parameters, targets, runs, evaluations } = await plan("  seeds: 3\n  firstSeed: 11\n", free);
  expect(parameters.map(({ start, low, high, kind, whole }) => [start, low, high, kind, whole])).toEqual([
    [0.8, 0.5, 0.95, "plain", false],
    [60, 20, 200, "plain", true],
    [300_000, 60_000, 1_200_000, "duration", false],
  ]);
  expect([targets.map(({ key }) => key), runs.seeds, evaluations]).toEqual([["reported.low"], [11, 12, 13], 200]);
});

it("is no part of what a validation's runs depend on", async () => {
  const config = join(out, "y.yaml");
  const hash = async (more: string): Promise<string> => {
    writeFileSync(config, `extends: ${TINY}\n${FIGURES}${more}`);
    return (await planValidation({ config, out })).hash;
  };
  expect(await hash(`calibration:\n  free:\n${HOLDERS}`)).toBe(await hash(""));
});
