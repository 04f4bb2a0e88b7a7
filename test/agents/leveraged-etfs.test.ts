import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type LeveragedEtfs, leveragedEtfs } from "../../src/agents/leveraged-etfs.ts";
import { Cause } from "../../src/core/cause.ts";
import { futures, MiniWorld, type Sent } from "./mini-world.ts";

const P0 = 16_000;
const LOT = 80 * 5000;

function world(config: Record<string, unknown> = {}, without: string[] = []): MiniWorld {
  const funds = (config.funds as unknown[] | undefined) ?? [
    { leverage: 2, assets: 2e9 },
    { leverage: -2, assets: 4e8 },
    { leverage: 3, assets: 1e9 },
  ];
  return new MiniWorld({
    venues: { comex: futures() },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex", interval: "100000d" } },
      {
        kind: leveragedEtfs as never,
        members: funds.length,
        config: { venue: "comex", flow: 0, participation: 1, slip: "5%", ...config, funds },
      },
    ],
    without,
  });
}

const funds = (w: MiniWorld): LeveragedEtfs => w.populations[1] as LeveragedEtfs;
const position = (w: MiniWorld, i: number): number => w.clearing.position(0, w.first(1) + i);

/** A day to noon: quotes at `ticks`, with trading by others so that there is volume to take part in. */
function day(w: MiniWorld, ticks: number, minutes: number): Sent[] {
  const all: Sent[] = [];
  for (let s = 0; s < minutes; s++) {
    w.print(0, ticks, 2000);
    w.quote(0, ticks);
    w.act();
    all.push(...w.sent.filter((o) => o.population === 2));
    w.tick();
  }
  return all;
}

describe("leveraged funds", () => {
  it("start at their leverage, inverse ones short", () => {
    const w = world();
    expect(position(w, 0)).toBe((2 * 2e9) / LOT);
    expect(position(w, 1)).toBe((-2 * 4e8) / LOT);
    expect(position(w, 2)).toBe((3 * 1e9) / LOT);
    expect(w.lots(0)).toBe(-w.lots(1));
    w.clearing.ledger.checkConservation();
  });

  it.each([-0.2, -0.05, 0.08])("trade L(L-1) r A into the settlement for a return of %f", (r) => {
    const w = world();
    const before = [0, 1, 2].map((i) => position(w, i));
    const ticks = Math.round(P0 * (1 + r));
    const early = day(w, ticks, 660);
    expect(early).toEqual([]);
    const sent = day(w, ticks, 75);
    const value = ticks * 0.005 * 5000;
    for (const [i, leverage, assets] of [
      [0, 2, 2e9],
      [1, -2, 4e8],
      [2, 3, 1e9],
    ]) {
      const expected = (leverage * (leverage - 1) * (ticks / P0 - 1) * assets) / value;
      const traded = position(w, i) - before[i];
      expect(Math.abs(traded - expected)).toBeLessThan(1 + 0.002 * Math.abs(expected));
      expect(Math.sign(traded)).toBe(Math.sign(r));
    }
    expect(sent.length).toBeGreaterThan(60);
    expect(sent.every((o) => o.cause === Cause.Rebalancing)).toBe(true);
    w.clearing.ledger.checkConservation();
  });

  it("take part in the market's volume only so far, and finish after the settlement", () => {
    const w = world({ participation: 0.01, overtime: "1h" });
    const ticks = Math.round(P0 * 0.9);
    day(w, ticks, 660);
    for (let s = 0; s < 60; s++) {
      w.print(0, ticks, 2000);
      w.quote(0, ticks);
      w.act();
      for (const o of w.sent) expect(o.lots).toBeLessThanOrEqual(Math.ceil(0.01 * w.venues[0].minuteVolume));
      w.tick();
    }
    const left = Math.abs(funds(w).gap(0, ticks));
    expect(left).toBeGreaterThan(50);
    day(w, ticks, 30);
    expect(Math.abs(funds(w).gap(0, ticks))).toBeLessThan(left / 2);
  });

  it("are wound up when their assets are gone, and trade no more", () => {
    const w = world({ funds: [{ leverage: 3, assets: 1e9 }] });
    day(w, Math.round(P0 * 0.6), 700);
    expect(funds(w).assets(0)).toBeLessThan(0);
    const sent = day(w, Math.round(P0 * 0.6), 1500);
    expect(sent).toEqual([]);
    // Nor when the price comes back: the fund is closed.
    expect(day(w, Math.round(P0 * 1.1), 1500)).toEqual([]);
    expect(funds(w).assets(0)).toBeGreaterThan(0);
  });

  it("are not saved by investors' money when the house calls", () => {
    const w = world({ funds: [{ leverage: 3, assets: 1e9 }], reserve: 5 });
    const purse = w.clearing.wallet(w.first(1), "USD");
    for (let s = 0; s < 120; s++) {
      w.quote(0, Math.round(P0 * 0.7));
      w.clear();
      w.tick();
    }
    expect(w.clearing.breaches(0)).toBeGreaterThan(0);
    expect(position(w, 0)).toBeLessThan((3 * 1e9) / LOT);
    expect(w.clearing.wallet(w.first(1), "USD")).toBe(purse);
  });

  it("grow with investors' money after a rise, out of a finite purse", () => {
    const w = world({ funds: [{ leverage: 2, assets: 2e9 }], flow: 1, mostFlow: "5%", reserve: 0.12 });
    const member = w.first(1);
    const sent: Sent[] = [];
    for (let d = 0; d < 14; d++) {
      const ticks = Math.round(P0 * (1 + 0.02 * d));
      sent.push(...day(w, ticks, 720 * (d === 0 ? 1 : 2)));
      expect(w.clearing.wallet(member, "USD")).toBeGreaterThanOrEqual(0);
    }
    expect(sent.some((o) => o.cause === Cause.Subscription)).toBe(true);
    expect(w.clearing.wallet(member, "USD")).toBe(0);
    w.clearing.ledger.checkConservation();
  });

  it("return money after a fall", () => {
    const w = world({ funds: [{ leverage: 2, assets: 2e9 }], flow: 1, mostFlow: "2%" });
    const member = w.first(1);
    const purse = w.clearing.wallet(member, "USD");
    const sent: Sent[] = [];
    for (let d = 0; d < 9; d++) sent.push(...day(w, Math.round(P0 * (1 - 0.01 * d)), 720 * (d === 0 ? 1 : 2)));
    expect(w.clearing.wallet(member, "USD")).toBeGreaterThan(purse * 1.02);
    expect(sent.some((o) => o.cause === Cause.Redemption)).toBe(true);
    w.clearing.ledger.checkConservation();
  });

  it("do nothing without the mechanism", () => {
    const w = world({ flow: 1 }, ["leveraged-etf"]);
    expect(day(w, Math.round(P0 * 0.8), 800)).toEqual([]);
  });

  it("refuse a number of members that is not the number of funds", () => {
    const kind = leveragedEtfs as never;
    expect(
      () =>
        new MiniWorld({
          venues: { comex: futures() },
          cast: [{ kind, members: 3, config: { venue: "comex" } }],
        }),
    ).toThrow(/expected as many members as funds \(2\), got 3/);
  });
});
