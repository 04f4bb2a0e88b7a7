/** With feedback off, a clearing house and a file of prices must come to the same margin: every model under every tool. */
import { describe, expect, it } from "vitest";
import { marginPolicyConfig } from "../../src/clearing/margin/registry.ts";
import { marginPath } from "../../src/experiment/margin/margin-path.ts";
import { garchPrices } from "../clearing/price-path.ts";
import { AT_ONCE, SILVER, TinyMarket } from "../clearing/tiny-market.ts";

const MODELS = [
  { kind: "fixed", maintenance: 0.1 },
  { kind: "per-lot", amount: 4000 },
  { kind: "ewma", lookback: 50, lambda: 0.9 },
  { kind: "historical", lookback: 60 },
  { kind: "filtered", lookback: 50, warmUp: 30 },
  { kind: "span", lookbacks: [30, 60], review: 5 },
];
const TOOLS: readonly Record<string, unknown>[] = [
  {},
  { kind: "floor", days: 60 },
  { kind: "buffer", days: 60, factor: 1.1 },
  { kind: "stressed", days: 60, window: 20 },
  { kind: "cap", days: 60 },
  { kind: "speed-limit", days: 2, limit: 1.05 },
  { kind: "step-hikes" },
];
const PAST = 90;
const DAYS = 12;
const prices = [...garchPrices(PAST + DAYS, 21)].map((price) => Math.round(price * 10));

/** Rates after each settlement of a venue whose book trades at the given prices and holds nobody's forced order. */
function traded(margin: Record<string, unknown>) {
  const venue = { ...SILVER, history: prices.slice(0, PAST + 1), price: prices[PAST] };
  const m = new TinyMarket({ members: 2, venues: [venue], clearing: { ...AT_ONCE, margin } });
  const [{ settlements }] = m.venues;
  const rates: number[][] = [];
  m.step(10 * 60);
  for (let day = 1; rates.length < DAYS; day++) {
    m.print(prices[PAST + Math.min(day, DAYS)]);
    m.step(24 * 60);
    if (settlements.count > PAST + 1 + rates.length)
      rates.push([m.clearing.initialRate(0), m.clearing.maintenanceRate(0)]);
  }
  return { rates, settled: Array.from({ length: settlements.count }, (_, i) => settlements.at(i)) };
}

describe("the engine's margin path is that of the same prices in a file, bit for bit", () => {
  it.each(MODELS.flatMap((model) => TOOLS.map((tool) => [model, tool] as const)))("%o under %o", (model, tool) => {
    const margin = { ...model, ...(tool.kind === undefined ? {} : { tools: [tool] }) };
    const { rates, settled } = traded(margin);
    expect(new Set(settled.slice(PAST)).size).toBeGreaterThan(5);
    const times = settled.map((_, i) => i);
    const path = marginPath(marginPolicyConfig.parse(margin), {
      times,
      prices: settled,
      multiplier: 100,
      notice: null,
    });
    const days = rates.map((_, i) => PAST + 1 + i);
    expect(rates).toEqual(days.map((i) => [path.initial[i], path.maintenance[i]]));
    if (model.kind !== "fixed") expect(new Set(rates.map(([initial]) => initial)).size).toBeGreaterThan(0);
  });
});
