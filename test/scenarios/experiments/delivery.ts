/** Bettors on a squeeze into delivery: what holds them, and what makes them close out together. */
import type { Experiment } from "../dose-response.ts";
import { fallTo, flow, valueAt } from "../figures.ts";

const DELIVERY = "test/scenarios/markets/delivery.yaml";
const OPEN = "2026-01-29T11:58-05:00";
const CLOSE = "2026-01-30T16:50-05:00";
const cut = (lots: number) =>
  `{ kind: position-limit, at: 2026-01-29T12:00 America/New_York, venue: pit, lots: ${lots}, deadline: 4h, populations: [bettors] }`;
const release = (tonnes: number) => `{ kind: float, at: 2026-01-29T09:00 America/New_York, tonnes: ${tonnes} }`;
const CUTS = [1000, 10, 3].map((lots) => ({ name: `${lots} lots`, set: [`shocks=[${cut(lots)}]`] }));
const RELEASES = [0, 20, 55].map((tonnes) => ({
  name: `${tonnes} t`,
  set: [
    `shocks=[${release(tonnes)}, { kind: news, at: 2026-01-30T10:00 America/New_York, size: -0.06, absorption: 20m }]`,
  ],
}));

export const delivery: readonly Experiment[] = [
  {
    facts: ["M10", "F30"],
    claim: "position limits cut before delivery make the bettors close out: less open interest is left",
    files: ["src/clearing/position-limits.ts", "src/engine/shocks/position-limit.ts"],
    parameter: "position-limit `lots`",
    scenario: DELIVERY,
    doses: CUTS,
    response: {
      name: "change of open interest",
      unit: "%",
      of: (r) => valueAt(r, "pit", "openInterest", CLOSE) / valueAt(r, "pit", "openInterest", OPEN) - 1,
    },
    direction: "falls",
    least: 0.05,
    seeds: 8,
  },
  {
    facts: ["M10", "F30"],
    claim: "and since they all sell at once, the price falls without any news",
    files: ["src/clearing/position-limits.ts", "src/engine/shocks/position-limit.ts"],
    parameter: "position-limit `lots`",
    scenario: DELIVERY,
    doses: CUTS,
    response: { name: "largest fall from the cut on", unit: "%", of: (r) => fallTo(r, "pit", OPEN, CLOSE) },
    direction: "falls",
    least: 0.02,
    seeds: 8,
  },
  {
    facts: ["M10", "F46"],
    claim: "the more of them bet on the squeeze, the deeper the same cut makes it fall",
    files: ["src/agents/leveraged-longs.ts", "src/clearing/position-limits.ts"],
    parameter: "leveraged-longs `members`, with `delivery`",
    scenario: DELIVERY,
    set: [`shocks=[${cut(3)}]`],
    doses: [10, 30, 60].map((n) => ({ name: `${n}`, set: [`populations.bettors.members=${n}`] })),
    response: { name: "largest fall from the cut on", unit: "%", of: (r) => fallTo(r, "pit", OPEN, CLOSE) },
    direction: "falls",
    least: 0.02,
    seeds: 8,
  },
  {
    facts: ["F31", "M10"],
    claim: "while stock is short they hold on; the more stock turns up, the more of them sell out on the next bad news",
    files: ["src/agents/leveraged-longs.ts", "src/assets/metal.ts"],
    parameter: "float `tonnes`",
    scenario: DELIVERY,
    doses: RELEASES,
    response: {
      name: "lots that bettors sold of themselves",
      unit: "lots",
      of: (r) => flow(r, { population: "bettors", cause: "panic" }).sold,
    },
    direction: "rises",
    least: 50,
    seeds: 8,
  },
  {
    facts: ["F31", "M10"],
    claim: "a shortage that does not come about is a fall of its own",
    files: ["src/assets/metal.ts", "src/agents/leveraged-longs.ts"],
    parameter: "float `tonnes`",
    scenario: DELIVERY,
    doses: RELEASES,
    response: {
      name: "largest fall from the release on",
      unit: "%",
      of: (r) => fallTo(r, "pit", "2026-01-29T08:58-05:00", CLOSE),
    },
    direction: "falls",
    least: 0.03,
    seeds: 8,
  },
  {
    facts: ["M10", "F53"],
    claim: "the belief is what holds them: the more it takes for them to call the market short, the more of them sell",
    files: ["src/agents/leveraged-longs.ts"],
    parameter: "leveraged-longs `shortage`",
    scenario: DELIVERY,
    set: ["shocks=[{ kind: news, at: 2026-01-30T10:00 America/New_York, size: -0.06, absorption: 20m }]"],
    doses: [3, 6.2, 20].map((shortage) => ({ name: `${shortage}`, set: [`populations.bettors.shortage=${shortage}`] })),
    response: {
      name: "lots that bettors sold of themselves",
      unit: "lots",
      of: (r) => flow(r, { population: "bettors", cause: "panic" }).sold,
    },
    direction: "rises",
    least: 50,
    seeds: 8,
  },
];
