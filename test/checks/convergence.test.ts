/** How `npm run convergence` compares figures between steps of the clock. */
import { expect, it } from "vitest";
// @ts-expect-error a script in plain JavaScript, without declarations
import { compare, lines } from "../../scripts/convergence/compare.js";

const fall = { label: "fall", unit: "%", key: "pit.fall", low: null, high: null };
const runs = (...values: (number | null)[]) => values.map((value) => ({ "pit.fall": value }));

it("a figure agrees when its medians at other steps lie where four in five runs of the own step lie", () => {
  const own = runs(-0.1, -0.2, -0.3, -0.4, -0.5);
  const agrees = (other: ReturnType<typeof runs>) => compare([fall], [other, own], 1)[0].agrees;
  expect(agrees(runs(-0.45))).toBe(true);
  expect(agrees(runs(-0.47))).toBe(false);
  expect(agrees(runs(-0.15, -0.15, -0.9))).toBe(true);
  // Beyond the band, but by less than the figure's own range is wide in forty parts.
  expect(compare([{ ...fall, low: -0.6, high: -0.1 }], [runs(-0.47), own], 1)[0].agrees).toBe(true);
  // Without a value in half of the runs there is no median.
  expect(agrees(runs(-0.3, null))).toBe(false);
  expect(compare([fall], [runs(null), runs(null, -0.2)], 1)[0].agrees).toBe(true);
  expect(compare([fall], [runs(-0.2), runs(null)], 1)[0].agrees).toBe(false);
});

it("the table says what agrees and how many figures do", () => {
  const rows = compare([fall, { ...fall, label: "again" }], [runs(-0.3), runs(-0.2, -0.4), runs(-0.9)], 1);
  const [heading, first, , , last] = lines(rows, ["30s", "1m", "2m"], 1, 2);
  expect(heading).toMatch(/median over 2 seeds, by step +30s +1m +2m +10% to 90% at 1m$/);
  expect(first).toMatch(/^✗ +fall +-30\.0% +-30\.0% +-90\.0% +-38\.0% to -22\.0%$/);
  expect(last).toBe("0 of 2 figures (0.0%) agree: at every step the median lies where four in five runs at 1m lie");
});
