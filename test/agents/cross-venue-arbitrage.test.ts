import { describe, expect, it } from "vitest";
import { type CrossVenueArbitrage, crossVenueArbitrage } from "../../src/agents/cross-venue-arbitrage.ts";
import { lotOunces } from "../../src/agents/metal-units.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const COMEX = 0;
const SHFE = 1;
const P0 = 16_000; // $80 an ounce
const FX = 7;
/** Yuan per kilogram with a basis of 9%. */
const S0 = Math.round(80 * FX * (1000 / 31.1034768) * 1.09);

function world(config: Record<string, unknown> = {}, shfe: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: {
      comex: futures(),
      shfe: futures({ currency: "CNY", unit: "kg", tick: 1, multiplier: 15, price: S0, ...shfe }),
    },
    assets: { fx: { start: FX } },
    cast: [
      {
        kind: crossVenueArbitrage as never,
        members: 10,
        config: { base: "comex", other: "shfe", cost: 0.005, lots: 100, funding: 1, ...config },
      },
    ],
  });
}

/** Ounces of all members at both venues: 0 when hedged. */
function openOunces(w: MiniWorld): number {
  return w.lots(0, COMEX) * lotOunces(w.venues[COMEX]) + w.lots(0, SHFE) * lotOunces(w.venues[SHFE]);
}

/** Steps at given prices of both venues, as multiples of the first ones. */
function run(w: MiniWorld, steps: number, comex: number, shfe: number): ReturnType<MiniWorld["run"]> {
  return w.run(steps, (_, v) => Math.round(v === COMEX ? P0 * comex : S0 * shfe));
}

describe("cross-venue arbitrage", () => {
  it("takes the first ratio for normal and leaves it alone inside its costs", () => {
    const w = world();
    expect(run(w, 20, 1, 1)).toEqual([]);
    expect((w.populations[0] as CrossVenueArbitrage).normal).toBeCloseTo(Math.log(1.09), 4);
    expect(run(w, 20, 1, 1.004)).toEqual([]);
    expect(w.lots(0, COMEX)).toBe(0);
  });

  it.each([1.02, 0.98])("buys the cheap and sells the dear with as much metal on both sides (other at %f)", (dear) => {
    const w = world();
    run(w, 5, 1, 1);
    const sent = run(w, 60, 1, dear);
    const way = dear > 1 ? 1 : -1;
    expect(way * w.lots(0, COMEX)).toBeGreaterThan(500);
    expect(way * w.lots(0, SHFE)).toBeLessThan(0);
    expect(Math.abs(openOunces(w))).toBeLessThan(10 * lotOunces(w.venues[SHFE]));
    expect(sent.every((o) => o.cause === Cause.Arbitrage)).toBe(true);
    expect(sent.filter((o) => o.venue === COMEX).every((o) => o.side === (way > 0 ? Side.Buy : Side.Sell))).toBe(true);
    w.clearing.ledger.checkConservation();
  });

  it("closes when the ratio is back", () => {
    const w = world();
    run(w, 5, 1, 1);
    run(w, 60, 1, 1.02);
    run(w, 90, 1, 1);
    expect(w.lots(0, COMEX)).toBe(0);
    expect(w.lots(0, SHFE)).toBe(0);
  });

  it("never holds more than its lots, nor more than its money carries on either side", () => {
    const w = world();
    run(w, 5, 1, 1);
    run(w, 120, 1, 1.2);
    for (let i = 0; i < 10; i++) expect(w.clearing.position(COMEX, w.first(0) + i)).toBeLessThanOrEqual(100);
    const poor = world({ funding: 0.1, leverage: 3 });
    run(poor, 5, 1, 1);
    run(poor, 120, 1, 1.1);
    for (let i = 0; i < 10; i++) {
      const held = poor.clearing.position(COMEX, poor.first(0) + i);
      expect(held).toBeGreaterThan(20);
      expect(held).toBeLessThanOrEqual(30);
    }
  });

  it("does not sell where a limit locks the venue, but closes there when it must buy", () => {
    const w = world({}, { rules: [{ kind: "daily-limit", down: "5%", up: "5%" }] });
    run(w, 5, 1, 1);
    // COMEX falls by 15%; SHFE hangs at its limit with sellers only.
    const low = w.venues[SHFE].limitLowTicks;
    for (let s = 0; s < 30; s++) {
      w.quote(COMEX, Math.round(P0 * 0.85));
      w.clearHand(SHFE);
      w.order(SHFE, Side.Sell, low, 10_000);
      w.act();
      expect(w.sent).toEqual([]);
      w.tick();
    }
    expect(w.lots(0, COMEX)).toBe(0);
    expect(w.lots(0, SHFE)).toBe(0);
  });

  it("stops while one venue is closed, and does not take the other's move for a new basis", () => {
    const shut = { sessions: [{ from: "00:00", to: "01:00" }], settlement: { at: "01:00" } };
    const w = world({}, shut);
    run(w, 60, 1, 1);
    const basis = (w.populations[0] as CrossVenueArbitrage).normal;
    expect(run(w, 120, 0.8, 1)).toEqual([]);
    expect((w.populations[0] as CrossVenueArbitrage).normal).toBe(basis);
  });

  it("repairs a leg that did not fill", () => {
    const w = world();
    run(w, 5, 1, 1);
    for (let s = 0; s < 10; s++) {
      w.quote(COMEX, P0);
      w.quote(SHFE, Math.round(S0 * 1.02), { lots: 3 });
      w.act();
      w.tick();
    }
    expect(Math.abs(openOunces(w))).toBeGreaterThan(20_000);
    run(w, 60, 1, 1.02);
    expect(Math.abs(openOunces(w))).toBeLessThan(10 * lotOunces(w.venues[SHFE]));
  });

  it("keeps both legs even while it builds up and closes", () => {
    const w = world();
    run(w, 5, 1, 1);
    for (let s = 0; s < 60; s++) {
      run(w, 1, 1, s < 30 ? 1.03 : 1);
      expect(Math.abs(openOunces(w))).toBeLessThanOrEqual(10 * lotOunces(w.venues[SHFE]));
    }
  });

  it("does not send the missing leg into a lock", () => {
    const w = world({}, { rules: [{ kind: "daily-limit", down: "5%", up: "5%" }] });
    run(w, 5, 1, 1);
    for (let s = 0; s < 10; s++) {
      w.quote(COMEX, P0);
      w.quote(SHFE, Math.round(S0 * 1.02), { lots: 3 });
      w.act();
      w.tick();
    }
    expect(openOunces(w)).toBeGreaterThan(20_000);
    for (let s = 0; s < 10; s++) {
      w.quote(COMEX, Math.round(P0 * 0.93));
      w.clearHand(SHFE);
      w.order(SHFE, Side.Sell, w.venues[SHFE].limitLowTicks, 10_000);
      w.act();
      expect(w.sent.filter((o) => o.venue === SHFE)).toEqual([]);
      w.tick();
    }
  });

  it("lets the basis follow what is observed, slowly", () => {
    const w = world({ memory: "2h", cost: 0.5 });
    run(w, 5, 1, 1);
    run(w, 120, 1, 1.1);
    const moved = (w.populations[0] as CrossVenueArbitrage).normal - Math.log(1.09);
    expect(moved / Math.log(1.1)).toBeCloseTo(1 - Math.exp(-1), 2);
  });
});
