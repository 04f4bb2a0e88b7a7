import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { simulate } from "../../src/engine/simulate.ts";
import { loadScenario } from "../../src/scenario/index.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/spirals/main.js", import.meta.url));
const MARKET = fileURLToPath(new URL("./markets/spirals.yaml", import.meta.url));
const SEEDS = 8;

interface Row {
  readonly fall: number;
  readonly loss: number;
  readonly margin: number;
  readonly both: number;
  readonly excess: number;
  readonly forced: Readonly<Record<string, number>>;
}

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("the loss spiral and the margin spiral (Brunnermeier and Pedersen 2009)", () => {
  let rows: Row[] = [];
  // In a process of its own: whole runs are several times faster there than in modules that vitest rewrote.
  beforeAll(() => {
    const run = spawnSync(process.execPath, ["--single-threaded-gc", SCRIPT, String(SEEDS), "--json"], {
      encoding: "utf8",
    });
    expect(run.stderr).toBe("");
    rows = JSON.parse(run.stdout);
  }, 300_000);

  it("each deepens a fall that nobody was forced to deepen", () => {
    expect(rows).toHaveLength(SEEDS);
    for (const { fall, forced } of rows) {
      expect(fall).toBeLessThan(-0.05);
      expect(forced.none).toBe(0);
      for (const cell of ["loss", "margin", "both"]) expect(forced[cell]).toBeGreaterThan(0);
    }
    expect(mean(rows.map(({ loss }) => loss))).toBeGreaterThan(1.05);
    expect(mean(rows.map(({ margin }) => margin))).toBeGreaterThan(1.05);
  });

  it("together amplify more than the sum of each alone, over common seeds", () => {
    const excess = rows.map((row) => row.both - (row.loss + row.margin - 1));
    // Twelve points in the mean over twenty seeds, and on each of them; here a standard error leaves no doubt either.
    const error = Math.sqrt(mean(excess.map((x) => (x - mean(excess)) ** 2)) / (SEEDS - 1));
    expect(mean(excess)).toBeGreaterThan(4 * error);
    expect(excess.filter((x) => x > 0).length).toBeGreaterThanOrEqual(SEEDS - 1);
  });
});

describe("margin through a rally and a crash", () => {
  const NEWS = (name: string, day: number, size: number) => ({
    kind: "news",
    name,
    at: `2026-01-${day}T10:00 America/New_York`,
    size,
    absorption: "30m",
  });
  /** A rally of 8% a day for three days, and a crash of 30% on the last. */
  const run = async (margin: Record<string, unknown>) => {
    const { scenario } = await loadScenario(MARKET, {
      without: ["forced-liquidation"],
      overrides: {
        "clock.end": "2026-01-30T17:00 America/New_York",
        "clearing.pit.margin": margin,
        shocks: [NEWS("up1", 27, 0.08), NEWS("up2", 28, 0.08), NEWS("up3", 29, 0.08), NEWS("crash", 30, -0.36)],
        twin: null,
      },
    });
    const result = simulate(scenario, { seed: 1 });
    const [pit] = result.venues;
    // Per lot of 1,000 ounces, at the end of each day: what margin stands at, in per cent and in money.
    return [26, 27, 28, 29, 30].map((day) => {
      const i = result.time.findLastIndex((t) => t < Date.UTC(2026, 0, day, 22));
      return {
        rate: pit.maintenanceMargin[i],
        price: pit.settlement[i],
        money: pit.maintenanceMargin[i] * pit.settlement[i] * 1000,
      };
    });
  };

  it("a VaR in per cent rises with the rally, before anything has fallen", async () => {
    const days = await run({ kind: "ewma", lookback: 40, lambda: 0.94, confidence: "99%" });
    for (const d of [1, 2, 3]) {
      expect(days[d].price).toBeGreaterThan(days[d - 1].price);
      expect(days[d].rate).toBeGreaterThan(days[d - 1].rate);
    }
    expect(days[3].rate / days[0].rate).toBeGreaterThan(1.5);
  });

  it("a fixed percentage rises in money with the rally and falls in the crash, though a hike is made of it", async () => {
    const steps = [{ effective: "2026-01-30T12:00 America/New_York", maintenance: "15%" }];
    const days = await run({ kind: "schedule", maintenance: "11%", steps });
    for (const d of [1, 2, 3]) {
      expect(days[d].rate).toBe(0.11);
      expect(days[d].money / days[d - 1].money).toBeCloseTo(days[d].price / days[d - 1].price, 12);
      expect(days[d].money).toBeGreaterThan(days[d - 1].money);
    }
    const [top, crash] = days.slice(3);
    expect(crash.price / top.price).toBeLessThan(11 / 15);
    expect(crash.rate).toBe(0.15);
    // 36% more in per cent, and less in money.
    expect(crash.money).toBeLessThan(top.money);
  });
});
