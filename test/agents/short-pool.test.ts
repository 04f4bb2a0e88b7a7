import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { ShortPool } from "../../src/agents/short-pool.ts";
import { futures, MiniWorld } from "./mini-world.ts";

function world(): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    cast: [{ kind: commercials as never, members: 5, config: { venue: "comex", money: 1e9 } }],
  });
}

describe("the pool of shorts", () => {
  it("spreads lots evenly and goes on where it stopped", () => {
    const w = world();
    const pool = new ShortPool(w.clearing);
    pool.offer(0, w.first(0), 5);
    for (const lots of [7, 1, 1, 3, 13]) pool.take(0, 6, lots, 16_000);
    const shorts = [0, 1, 2, 3, 4].map((i) => w.clearing.position(0, w.first(0) + i));
    expect(shorts).toEqual([-5, -5, -5, -5, -5]);
    expect(w.clearing.position(0, 6)).toBe(25);
    expect(pool.taken(0)).toBe(25);
    w.clearing.ledger.checkConservation();
  });

  it("brings the cushion for each lot out of the short's wallet, as far as it reaches", () => {
    const w = world();
    const pool = new ShortPool(w.clearing);
    pool.offer(0, w.first(0), 1, 0.25);
    pool.take(0, 6, 100, 16_000);
    // 100 lots at $80 are $40m; a quarter of it in cents.
    expect(w.clearing.ledger.collateral(0, w.first(0))).toBe(1e9);
    pool.take(0, 6, 100_000, 16_000);
    expect(w.clearing.ledger.collateral(0, w.first(0))).toBe(1e11);
    expect(w.clearing.wallet(w.first(0), "USD")).toBe(0);
    w.clearing.ledger.checkConservation();
  });

  it("gives lots back to those who start short", () => {
    const w = world();
    const pool = new ShortPool(w.clearing);
    pool.offer(0, w.first(0), 5);
    pool.take(0, 6, 50, 16_000);
    pool.give(0, 7, 13, 16_000);
    expect(w.clearing.position(0, 7)).toBe(-13);
    expect(w.lots(0)).toBe(-37);
    expect(pool.taken(0)).toBe(37);
    for (let i = 0; i < 5; i++) expect(w.clearing.position(0, w.first(0) + i)).toBeGreaterThanOrEqual(-8);
    w.clearing.ledger.checkConservation();
  });

  it("says so when nobody was offered", () => {
    const w = world();
    const pool = new ShortPool(w.clearing);
    expect(() => pool.take(0, 6, 1, 16_000)).toThrow(/offers the short side/);
    expect(() => pool.next(0)).toThrow(/offers the short side/);
    expect(pool.size(0)).toBe(0);
    expect(pool.taken(0)).toBe(0);
  });
});
