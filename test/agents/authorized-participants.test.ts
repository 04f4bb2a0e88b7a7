import { describe, expect, it } from "vitest";
import type { AuthorizedParticipants } from "../../src/agents/authorized-participants.ts";
import { Account } from "../../src/assets/metal.ts";
import { Cause } from "../../src/core/cause.ts";
import { HOUR } from "../../src/core/time.ts";
import { COMEX, ETF, etfWorld, follow, PARTICIPANTS } from "../assets/etf-world.ts";
import { type MiniWorld, START } from "./mini-world.ts";

/** ETF lots as heavy as a futures lot, in this world. */
const PER_LOT = 5000 / 90;

const participants = (w: MiniWorld): AuthorizedParticipants => w.populations[PARTICIPANTS] as AuthorizedParticipants;

/** Ounces of shares and futures of all participants beyond the shares that they keep. */
function exposure(w: MiniWorld, start: number): { shares: number; futures: number } {
  return { shares: (w.lots(PARTICIPANTS, ETF) - start) * 90, futures: w.lots(PARTICIPANTS, COMEX) * 5000 };
}

/** The lots of those who trade: the trust's own negative position apart. */
function kept(w: MiniWorld): number {
  let lots = 0;
  for (let i = 1; i < 5; i++) lots += w.clearing.position(ETF, w.first(PARTICIPANTS) + i);
  return lots;
}

describe("authorised participants", () => {
  it("leave the ETF alone while it is worth its metal", () => {
    expect(follow(etfWorld(), 100, () => 0).filter((o) => o.population === PARTICIPANTS + 1)).toEqual([]);
  });

  it("buy shares that are cheap and sell futures, the same ounces of both", () => {
    const w = etfWorld();
    const before = kept(w);
    const orders = follow(w, 60, () => 0, -0.01);
    const bought = kept(w) - before;
    expect(bought).toBeGreaterThan(1000);
    const { futures } = exposure(w, 0);
    expect(Math.abs(bought * 90 + futures)).toBeLessThan(4 * (40 * 5000 + 2500));
    expect(orders.some((o) => o.venue === ETF && o.cause === Cause.Arbitrage)).toBe(true);
    expect(
      orders
        .filter((o) => o.population === PARTICIPANTS + 1 && o.venue === COMEX)
        .every((o) => o.cause === Cause.Hedge),
    ).toBe(true);
    w.tick();
    w.act();
    for (let i = 1; i < 5; i++) expect(Math.abs(participants(w).hedgeGap(i, w))).toBeLessThanOrEqual(41);
  });

  it("sell shares that are dear and buy futures, only what they have", () => {
    const w = etfWorld({ participants: { inventory: 300 } });
    follow(w, 60, () => 0, 0.01);
    expect(kept(w)).toBe(0);
    expect(Math.abs(w.lots(PARTICIPANTS, COMEX) - 1200 / PER_LOT)).toBeLessThanOrEqual(4);
  });

  it("hand in whole baskets after the close: metal comes out with a delay, futures go at once", () => {
    const w = etfWorld();
    const { metal, trust } = w.assets;
    const start = kept(w);
    follow(w, 60, () => 0, -0.01);
    const vault = metal.held(Account.Etf);
    const short = w.lots(PARTICIPANTS, COMEX);
    expect(short).toBeLessThan(-20);
    while (w.time < START + 20 * HOUR + 120_000) follow(w, 1, () => 0);
    expect(trust.netBaskets).toBeLessThan(0);
    expect(kept(w) - start).toBeLessThan(4 * 500);
    expect(metal.held(Account.Etf)).toBe(vault);
    const left = w.lots(PARTICIPANTS, COMEX);
    expect(left).toBeGreaterThan(short / 3);
    for (let i = 1; i < 5; i++) expect(participants(w).hedgeGap(i, w)).toBe(0);
    while (w.time < START + 45 * HOUR) follow(w, 1, () => 0);
    expect(vault - metal.held(Account.Etf)).toBe(-trust.netBaskets * trust.gramsPerBasket);
    w.clearing.ledger.checkConservation();
  });

  it("create whole baskets from metal that their futures bring; without metal they cannot", () => {
    for (const float of [6000, 0]) {
      const w = etfWorld({ metal: { float, mines: 0, recycling: 0 } });
      const { metal, trust } = w.assets;
      follow(w, 60, () => 0, 0.01);
      const before = metal.totalGrams;
      const consumed = metal.consumedGrams;
      while (w.time < START + 20 * HOUR + 120_000) follow(w, 1, () => 0);
      if (float === 0) expect(trust.netBaskets).toBe(0);
      else expect(trust.netBaskets).toBeGreaterThan(5);
      for (let i = 1; i < 5; i++) expect(Math.abs(participants(w).hedgeGap(i, w))).toBeLessThanOrEqual(1);
      while (w.time < START + 45 * HOUR) follow(w, 1, () => 0);
      expect(trust.pendingLots(w.first(PARTICIPANTS) + 1)).toBe(0);
      expect(metal.totalGrams).toBe(before - metal.consumedGrams + consumed);
      w.clearing.ledger.checkConservation();
    }
  });

  it("keep the hedge within their money", () => {
    const w = etfWorld({ participants: { money: 2e7, most: 0.5, size: 1000 } });
    follow(w, 120, () => 0, -0.02);
    for (let i = 1; i < 5; i++) {
      const lots = Math.abs(w.clearing.position(COMEX, w.first(PARTICIPANTS) + i));
      expect(lots * 400_000).toBeLessThanOrEqual(0.55 * 2e7 + 400_000);
    }
    expect(w.lots(PARTICIPANTS, COMEX)).toBeLessThan(-40);
  });

  it("act again in the rounds of a cascade, at the pace of its simulated time", () => {
    const bought = (rounds: number): number => {
      const w = etfWorld();
      const start = kept(w);
      w.quote(COMEX, 16_000);
      w.quote(ETF, 7_100);
      w.tick();
      for (let r = 0; r < rounds; r++) w.act(r, 1 / rounds);
      return kept(w) - start;
    };
    const whole = bought(1);
    expect(whole).toBeGreaterThan(4 * 30 * PER_LOT);
    expect(bought(8)).toBeLessThan(1.05 * whole);
    expect(bought(8)).toBeGreaterThan(0.3 * whole);
  });
});
