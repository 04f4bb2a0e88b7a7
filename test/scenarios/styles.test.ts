import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { summarise } from "../../src/analysis/summary.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { Simulation } from "../../src/engine/simulation.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const SMALL = fileURLToPath(new URL("../../configs/small-crash.yaml", import.meta.url));
const STYLES = {
  "at-once": { style: "at-once" },
  floor: { style: "floor" },
  auction: { style: "auction", auction: { wait: 10 } },
  deleverage: { style: "deleverage" },
  "last resort": { style: "floor", deleverage: { lastResort: "patience" } },
};
type Style = keyof typeof STYLES;

interface Run {
  readonly result: RunResult;
  /** Figure of the summary, by its key at the venue. */
  readonly fall: number;
  readonly cost: (figure: string) => number;
}

/** The same seed under a style; everything is conserved all along. */
async function run(style: Style): Promise<Run> {
  const overrides = { "clearing.pit.liquidation": STYLES[style], "clock.step": "2m", twin: null };
  const { scenario } = await loadScenario(SMALL, { overrides });
  const simulation = new Simulation(scenario, 1);
  for (let step = 0; !simulation.ended; step++) {
    simulation.step();
    if (step % 25 === 0) simulation.world.clearing.ledger.checkConservation();
  }
  simulation.world.clearing.ledger.checkConservation();
  const result = simulation.result();
  const summary = summarise(result, scenario);
  return {
    result,
    fall: Number(summary["pit.fallToLow"]),
    cost: (figure) => Number(summary[`liquidations.pit.${figure}`]),
  };
}

describe("ways of closing the same accounts in the same crash", () => {
  const runs = {} as Record<Style, Run>;
  beforeAll(async () => {
    for (const style of Object.keys(STYLES) as Style[]) runs[style] = await run(style);
  }, 120_000);
  const bookLots = (style: Style): number =>
    runs[style].result.venues[0].forcedVolume.reduce((sum, lots) => sum + lots, 0);

  it("market orders at once make the deepest fall, the less is sold in the book the shallower it is", () => {
    expect(runs["at-once"].fall).toBeLessThan(runs.floor.fall - 0.1);
    expect(runs.floor.fall).toBeLessThan(runs.auction.fall - 0.05);
    expect(runs["at-once"].cost("slippage")).toBeGreaterThan(runs.floor.cost("slippage"));
    expect(runs.floor.cost("slippage")).toBeGreaterThan(runs.auction.cost("slippage"));
  });

  it("an auction sells most of it to others, at a price; the rest goes to the book", () => {
    const { cost, result } = runs.auction;
    expect(cost("auctionLots")).toBeGreaterThan(0.5 * cost("lots"));
    expect(cost("auctionConcession")).toBeGreaterThan(0);
    expect(bookLots("auction")).toBe(cost("lots") - cost("auctionLots"));
    // What they gave up in the auction is inside the reserve of a tenth.
    const { liquidations: t } = result;
    t.auctionLots.forEach((lots, i) => {
      expect(t.auctionConcession[i]).toBeLessThanOrEqual(0.1 * lots * 110_000);
    });
  });

  it("deleveraging sends no order, and nobody loses by it while the closed account has equity", () => {
    const { cost } = runs.deleverage;
    expect(cost("deleveragedLots")).toBe(cost("lots"));
    expect(cost("lots")).toBeGreaterThan(50);
    expect(bookLots("deleverage")).toBe(0);
    expect(cost("shortfall")).toBe(0);
  });

  it("as the last resort it takes from those who gained what the waterfall would have paid", () => {
    const { cost } = runs["last resort"];
    expect(cost("deleveragedTaken")).toBeGreaterThan(0);
    expect(cost("shortfall")).toBeLessThan(0.5 * runs.floor.cost("shortfall"));
    expect(Math.abs(cost("deleveragedOvershoot"))).toBeLessThan(0.2 * cost("deleveragedTaken"));
  });
});
