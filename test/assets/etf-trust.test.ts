import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EtfTrust, trustConfig } from "../../src/assets/etf-trust.ts";
import { Account, Metal, metalConfig } from "../../src/assets/metal.ts";
import { HOUR } from "../../src/core/time.ts";
import { futures, MiniWorld, START } from "../agents/mini-world.ts";

const ISSUER = 0;
const HOLDER = 1;

function trust(float = 100) {
  const shares = { unit: "share", settles: "cash", price: 72, tick: 0.01, multiplier: 100 };
  const w = new MiniWorld({ venues: { comex: futures(), etf: futures(shares) }, cast: [] });
  const metal = new Metal(metalConfig.parse({ float }), 80, START);
  const config = trustConfig.parse({ venue: "etf", reference: "comex", ounces: 0.9 });
  const fund = new EtfTrust(config, w.venues, w.clearing, metal);
  fund.issue(ISSUER);
  return { w, metal, fund };
}

describe("the ETF", () => {
  it("is worth its ounces", () => {
    const { w, fund } = trust();
    w.clearing.setIssuer(1, 1, 1e7);
    w.quote(0, 16_000);
    w.quote(1, 7_250);
    expect(fund.nav).toBeCloseTo(72, 10);
    expect(fund.premium).toBeCloseTo(72.5 / 72 - 1, 10);
    expect(fund.gramsPerBasket).toBe(Math.round(500 * 100 * 0.9 * 31.1034768));
  });

  it("locks metal away at once when shares are created, and delivers them later", () => {
    const { w, metal, fund } = trust();
    const basket = fund.gramsPerBasket;
    fund.allot(HOLDER, 1000);
    const float = metal.held(Account.Float);
    expect(fund.create(HOLDER, 3, START)).toBe(3);
    expect(float - metal.held(Account.Float)).toBe(3 * basket);
    expect(metal.held(Account.Etf)).toBe(5 * basket);
    expect(fund.pendingLots(HOLDER)).toBe(1500);
    fund.step(START + 23 * HOUR);
    expect(w.clearing.position(1, HOLDER)).toBe(1000);
    fund.step(START + 24 * HOUR);
    expect(w.clearing.position(1, HOLDER)).toBe(2500);
    expect(fund.lots).toBe(2500);
    expect(fund.pendingLots(HOLDER)).toBe(0);
  });

  it("takes shares at once when they are redeemed, and lets the metal out later", () => {
    const { w, metal, fund } = trust();
    fund.allot(HOLDER, 2200);
    const float = metal.held(Account.Float);
    expect(fund.redeem(HOLDER, 9, START)).toBe(4);
    expect(w.clearing.position(1, HOLDER)).toBe(200);
    expect(metal.held(Account.Float)).toBe(float);
    fund.step(START + 25 * HOUR);
    expect(metal.held(Account.Float)).toBe(float + 4 * fund.gramsPerBasket);
    expect(fund.netBaskets).toBe(-4);
  });

  it("creates no share without metal", () => {
    const { fund, metal } = trust(5);
    const possible = Math.floor(metal.held(Account.Float) / fund.gramsPerBasket);
    expect(fund.create(HOLDER, 50, START)).toBe(possible);
    expect(possible).toBeLessThan(50);
    expect(fund.create(HOLDER, 1, START)).toBe(0);
  });

  it("has the metal behind every share that is out or on its way", () => {
    const op = fc.record({
      create: fc.boolean(),
      baskets: fc.integer({ min: 0, max: 40 }),
      hours: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(op, { maxLength: 60 }), (ops) => {
        const { w, metal, fund } = trust();
        fund.allot(HOLDER, 20_000);
        const total = metal.totalGrams;
        let time = START;
        for (const { create, baskets, hours } of ops) {
          if (create) fund.create(HOLDER, baskets, time);
          else fund.redeem(HOLDER, baskets, time);
          time += hours * HOUR;
          fund.step(time);
          expect(metal.totalGrams).toBe(total);
          expect(w.clearing.position(1, HOLDER) + w.clearing.position(1, ISSUER)).toBe(0);
          const claims = ((fund.lots + fund.pendingLots(HOLDER)) / 500) * fund.gramsPerBasket;
          expect(metal.held(Account.Etf)).toBeGreaterThanOrEqual(claims);
        }
        fund.step(time + 48 * HOUR);
        expect(metal.held(Account.Etf)).toBe((fund.lots / 500) * fund.gramsPerBasket);
      }),
      { numRuns: 40 },
    );
  });

  it("says when nobody issues the shares", () => {
    const { w, metal } = trust();
    const orphan = new EtfTrust(trustConfig.parse({ venue: "etf", reference: "comex" }), w.venues, w.clearing, metal);
    expect(() => orphan.allot(HOLDER, 1)).toThrow("no issuer");
  });
});
