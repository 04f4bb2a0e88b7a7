import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type MarginPolicyConfig, marginPolicyConfig } from "../../../src/clearing/margin/registry.ts";
import { DAY, dayName, HOUR } from "../../../src/core/time.ts";
import { forkProblem } from "../../../src/engine/fork.ts";
import { simulate, simulateUntil } from "../../../src/engine/simulate.ts";
import { readDatedValues } from "../../../src/experiment/margin/dated-values.ts";
import { marginPath } from "../../../src/experiment/margin/margin-path.ts";
import { loadScenario } from "../../../src/scenario/index.ts";
import { garchPrices } from "../../clearing/price-path.ts";
import { AT_ONCE, SILVER, START, TinyMarket } from "../../clearing/tiny-market.ts";

const SMALL = new URL("../small-market.yaml", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "stampede-margin-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes settlements to a price file, a weekday each, and reads them back as the command does. */
function throughFile(prices: readonly number[]): readonly number[] {
  const file = join(folder, "prices.csv");
  let day = Date.UTC(2024, 0, 1);
  const lines = prices.map((price) => {
    while (new Date(day).getUTCDay() % 6 === 0) day += DAY;
    const line = `${dayName(day)},${price}`;
    day += DAY;
    return line;
  });
  writeFileSync(file, `date,close\n${lines.join("\n")}\n`);
  return readDatedValues(file, "close").values;
}

function pathOf(config: MarginPolicyConfig, prices: readonly number[], multiplier: number, times?: readonly number[]) {
  return marginPath(config, {
    times: times ?? prices.map((_, i) => i),
    prices: throughFile(prices),
    multiplier,
    notice: null,
  });
}

const TOOLS = [
  { kind: "floor", days: 60 },
  { kind: "buffer", days: 60, factor: 1.2 },
  { kind: "stressed", days: 60, window: 20 },
  { kind: "cap", days: 60 },
  { kind: "speed-limit", days: 3, limit: 1.1 },
  { kind: "step-hikes" },
];

describe("the engine and a price file give the same margin path, bit for bit", () => {
  it("in a whole simulation without forced sales: EWMA under five tools", async () => {
    const history = [...garchPrices(90, 4)].map((price) => Math.round(price * 100) / 100);
    const margin = { kind: "ewma", lookback: 40, confidence: "99.7%", holding: "2d", tools: TOOLS.slice(0, 5) };
    const { scenario } = await loadScenario(SMALL, {
      without: ["forced-liquidation"],
      overrides: {
        "clock.end": "2026-02-06T20:00Z",
        "venues.pit.history": history,
        "venues.pit.price": history[90],
        "assets.fairValue.start": history[90],
        "clearing.pit.margin": margin,
        twin: null,
        reported: [],
      },
    });
    const result = simulate(scenario, { seed: 3 });
    const [pit] = result.venues;
    // The last step of each day: settled at 13:30 in New York, open until 17:00.
    const days = [29, 30, 33, 34, 35, 36, 37].map((day) => {
      const end = Date.UTC(2026, 0, day, 22);
      let step = 0;
      while (step + 1 < result.time.length && result.time[step + 1] < end) step++;
      return step;
    });
    const settled = days.map((step) => pit.settlement[step]);
    expect(new Set(settled).size).toBeGreaterThan(4);
    const path = pathOf(marginPolicyConfig.parse(margin), [...history, ...settled], 1000);
    const shown = (step: number) => [pit.initialMargin[step], pit.maintenanceMargin[step]];
    expect(days.map(shown)).toEqual(days.map((_, i) => [path.initial[91 + i], path.maintenance[91 + i]]));
    // Before the first settlement of the run the last one of the history holds.
    expect(shown(0)).toEqual([path.initial[90], path.maintenance[90]]);
    expect(new Set(days.map((step) => pit.maintenanceMargin[step])).size).toBeGreaterThan(4);
    // Every change is among the run's events, with what it was and what moved it.
    const rates = pit.initialMargin.filter((rate, i) => i === 0 || rate !== pit.initialMargin[i - 1]);
    const words = [...rates].map((rate) => `${Number((rate * 100).toPrecision(4))}%`);
    expect(rates.length).toBeGreaterThan(4);
    expect(
      result.events
        .filter(({ kind }) => kind.startsWith("margin"))
        .map(({ kind, subject, text }) => [kind, subject, text]),
    ).toEqual(words.slice(1).map((to, i) => ["margin-model", "pit", `initial margin: ${words[i]} to ${to} by ewma`]));
  });

  it("tells of announced steps as of scheduled ones", () => {
    const settlements = [...garchPrices(120, 9)].map((price) => Math.round(price * 10));
    const tools = [{ kind: "step-hikes", low: 0.8, high: 1.05 }];
    const m = new TinyMarket({
      venues: [{ ...SILVER, history: settlements, price: settlements[120] }],
      clearing: { ...AT_ONCE, margin: { kind: "ewma", tools } },
    });
    const rates = [m.clearing.initialRate(0)];
    m.step(10 * 60);
    for (let day = 0; day < 25; day++) {
      m.print(Math.round(settlements[120] * (1 + 0.04 * (day % 2))));
      m.step(24 * 60);
      if (m.clearing.initialRate(0) !== rates[rates.length - 1]) rates.push(m.clearing.initialRate(0));
    }
    const notices = m.clearing.houses[0]?.notices ?? [];
    const shown = (rate: number) => `${Number((rate * 100).toPrecision(4))}%`;
    expect(rates.length).toBeGreaterThan(1);
    expect(notices.map(({ kind, text }) => [kind, text])).toEqual(
      rates.slice(1).map((rate, i) => ["margin", `initial margin: ${shown(rates[i])} to ${shown(rate)} by ewma`]),
    );
  });

  it("when a run with another policy is forked: the new one knows all settlements", async () => {
    const history = [...garchPrices(90, 4)].map((price) => Math.round(price * 100) / 100);
    const setting = (margin: Record<string, unknown>) =>
      loadScenario(SMALL, {
        overrides: {
          "clock.end": "2026-02-04T22:00Z",
          "venues.pit.history": history,
          "venues.pit.price": history[90],
          "assets.fairValue.start": history[90],
          "clearing.pit.margin": margin,
          twin: null,
          reported: [],
        },
      });
    const margin = { kind: "filtered", lookback: 40, warmUp: 30, tools: TOOLS };
    const base = (await setting({ kind: "fixed", maintenance: "9%" })).scenario;
    const fork = Date.UTC(2026, 1, 2, 16);
    const from = simulateUntil(base, fork, { seed: 3 });
    const { scenario } = await setting(margin);
    expect(forkProblem(base, scenario, fork)).toBeNull();
    const result = simulate(scenario, { seed: 3, from });
    const [pit] = result.venues;
    const lastStep = (end: number) => result.time.findLastIndex((time) => time < end);
    const steps = [29, 30, 33, 34, 35].map((day) => lastStep(Date.UTC(2026, 0, day, 22)));
    const settled = steps.map((step) => pit.settlement[step]);
    const path = pathOf(marginPolicyConfig.parse(margin), [...history, ...settled], 1000);
    const shown = steps.map((step) => pit.maintenanceMargin[step]);
    expect(shown).toEqual([0.09, 0.09, ...path.maintenance.slice(93)]);
    // Between the fork and the settlement of that day the one before it holds.
    expect(pit.maintenanceMargin[lastStep(Date.UTC(2026, 1, 2, 17))]).toBe(path.maintenance[92]);
  });

  const past = [...garchPrices(120, 9)].map((price) => Math.round(price * 10));
  const coming = [...garchPrices(25, 10)].map((price) => Math.round((price * past[120]) / 100));

  it.each<[string, Record<string, unknown>]>([
    ["EWMA", { kind: "ewma" }],
    ["historical simulation", { kind: "historical", lookback: 100, holding: 3, scaling: "overlapping" }],
    ["filtered historical simulation", { kind: "filtered", lookback: 60, warmUp: 40 }],
    ["a SPAN-like scan", { kind: "span", lookbacks: [40, 100], review: 5 }],
    ["money per lot under every tool", { kind: "per-lot", amount: 4000, tools: TOOLS }],
    ["filtered historical simulation under every tool", { kind: "filtered", lookback: 60, warmUp: 40, tools: TOOLS }],
    ["per cent under a weight of stress", { kind: "fixed", maintenance: 0.1, tools: [{ kind: "stressed", days: 90 }] }],
  ])("in a clearing house: %s", (_, margin) => {
    const m = new TinyMarket({
      venues: [{ ...SILVER, history: past, price: past[120] }],
      clearing: { ...AT_ONCE, margin },
    });
    const rates = () => [m.clearing.initialRate(0), m.clearing.maintenanceRate(0)];
    const seen = [rates()];
    m.step(10 * 60);
    for (const price of coming) {
      m.print(price);
      m.step(24 * 60);
      // Weekends have no settlement.
      if (m.venues[0].settlements.count > 120 + seen.length) seen.push(rates());
    }
    const settlements = Array.from({ length: m.venues[0].settlements.count }, (_, i) => m.venues[0].settlements.at(i));
    expect(new Set(settlements.slice(121)).size).toBeGreaterThan(12);
    const path = pathOf(marginPolicyConfig.parse(margin), settlements, 100);
    expect(seen).toEqual(seen.map((_, i) => [path.initial[120 + i], path.maintenance[120 + i]]));
    expect(new Set(seen.map(([rate]) => rate)).size).toBeGreaterThan(margin.kind === "fixed" ? 0 : 1);
  });

  it("with dated steps between the days, and with notice", () => {
    const at = (hours: number) => new Date(START + hours * HOUR).toISOString().replace(".000", "");
    const steps = [
      { effective: at(30), announced: at(4), maintenance: "11%" },
      { effective: at(60), maintenance: "15%" },
    ];
    const margin = {
      kind: "schedule",
      maintenance: "9%",
      steps,
      tools: [
        { kind: "buffer", rate: 0.14 },
        { kind: "speed-limit", days: 1, limit: 1.15 },
      ],
    };
    const m = new TinyMarket({ venues: [{ ...SILVER, history: [1000] }], clearing: { ...AT_ONCE, margin } });
    const [times, seen]: [number[], number[]] = [[START], []];
    for (let day = 0; day < 6; day++) {
      m.step((day === 0 ? 13 : 24) * 60);
      times.push(m.time);
      seen.push(m.clearing.maintenanceRate(0));
    }
    const path = pathOf(marginPolicyConfig.parse(margin), Array(7).fill(1000), 100, times);
    expect(seen).toEqual([...path.maintenance.slice(1)]);
    expect(new Set(seen).size).toBeGreaterThan(2);
  });
});
