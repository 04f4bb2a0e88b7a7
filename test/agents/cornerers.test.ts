import { describe, expect, it } from "vitest";
import { commercials } from "../../src/agents/commercials.ts";
import { type Cornerers, cornerers } from "../../src/agents/cornerers.ts";
import { Account } from "../../src/assets/metal.ts";
import { AccountState } from "../../src/clearing/account-state.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld, type Sent } from "./mini-world.ts";

/** 80 dollars in ticks of half a cent: a lot is worth 400,000 dollars. */
const P0 = 16_000;
const LOT = 400_000;

/** Two cornerers and their banks against producers who do not move. */
function world(config: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    clearing: {
      margin: { kind: "fixed", maintenance: 0.1, initial: 0.11 },
      brokers: [{ share: 1, call: { deadline: 90 } }],
    },
    cast: [
      { kind: commercials as never, members: 10, config: { venue: "comex", interval: "100000d" } },
      {
        kind: cornerers as never,
        members: 3,
        config: { venue: "comex", money: 1e8, lots: 200, pace: 400, looks: 24, ...config },
      },
    ],
  });
}

const corner = (w: MiniWorld): Cornerers => w.populations[1] as Cornerers;
const own = (sent: readonly Sent[]): Sent[] => sent.filter((o) => o.population === 2);
const at = (ticks: number) => () => ticks;
/** Cents of all the corner's members, in wallets and accounts. */
function wealth(w: MiniWorld): number {
  let cents = 0;
  for (let m = w.first(1); m < w.first(1) + 3; m++) cents += w.clearing.wallet(m, "USD") + w.clearing.equity(0, m);
  return cents;
}

describe("cornerers", () => {
  it("buy at their pace and never sell", () => {
    const w = world();
    w.minutes = 5;
    const sent = own(w.run(288, at(P0)));
    expect(sent.every((o) => o.side === Side.Buy)).toBe(true);
    const bought = sent.reduce((sum, o) => sum + o.lots, 0);
    // Two of them, 400 lots a day each, until four times their money is in it.
    expect(bought).toBeGreaterThan(600);
    expect(bought).toBeLessThan(1000);
  });

  it("stop where money, gains and loans carry no more, and go on when a gain carries more", () => {
    const w = world({ leverage: 1, pace: 4000, deliveries: 0 });
    w.minutes = 5;
    w.run(100, at(P0));
    expect(w.lots(1)).toBeLessThanOrEqual(2 * Math.floor(1e8 / LOT));
    expect(w.lots(1)).toBeGreaterThan(480);
    const before = w.lots(1);
    // A rise of 10% adds a tenth of the position to their money, and a lot costs a tenth more.
    const levered = world({ leverage: 3, pace: 4000, deliveries: 0 });
    levered.minutes = 5;
    levered.run(100, at(P0));
    const carried = levered.lots(1);
    levered.run(100, at(P0 * 1.1));
    expect(carried).toBeGreaterThan(2.9 * before);
    expect(levered.lots(1)).toBeGreaterThan(carried * 1.1);
  });

  it("take delivery out of the registered stock, pay for it, and keep the metal", () => {
    const w = world({ deliveries: 0.1, pace: 0 });
    w.minutes = 60;
    const { metal } = w.assets;
    const stock = metal.held(Account.Deliverable);
    const money = wealth(w);
    w.run(30, at(P0));
    const grams = corner(w).held(0) + corner(w).held(1);
    const lots = 400 - w.lots(1);
    expect(lots).toBe(40);
    expect(grams / lots).toBeCloseTo(5000 * 31.1034768, -2);
    expect(metal.held(Account.Deliverable)).toBeLessThan(stock - grams * 0.9);
    expect((money - wealth(w)) / 100 / lots).toBeCloseTo(LOT, -2);
    w.clearing.ledger.checkConservation();
  });

  it("borrow on metal, no more than the banks lend on it and no more than the line", () => {
    const w = world({ hoards: 0.1, credit: 5e6, advance: 0.5 });
    const value = (w.assets.metal.held(Account.Hoards) * 0.05 * 80) / 31.1034768;
    expect(corner(w).undrawn(0)).toBe(5e8);
    const short = world({ hoards: 0.001, credit: 1e9, advance: 0.5 });
    expect(short.clearing.wallet(short.first(1) + 2, "USD")).toBe(2e11);
    expect(corner(short).undrawn(0) / 100).toBeCloseTo((value / 100) * 0.5, -3);
  });

  it("meet calls from cash and credit, and fail when both are used up", () => {
    const failedAt = (credit: number): number => {
      const w = world({
        lots: 1000,
        cushion: 0.15,
        money: 7e7,
        pace: 0,
        deliveries: 0,
        credit,
        advance: 1,
        hoards: 0.2,
      });
      for (let m = w.first(1); m < w.first(1) + 3; m++) w.clearing.setOwner(m, 30, 1);
      w.minutes = 10;
      let fell = 0;
      for (let step = 0; step < 400 && fell === 0; step++) {
        const ticks = Math.round(P0 * (1 - step / 1000));
        w.print(0, ticks);
        w.quote(0, ticks);
        w.act();
        w.clear();
        w.tick();
        if (w.clearing.accountState(0, w.first(1)) >= AccountState.Liquidating) fell = step / 1000;
      }
      w.clearing.ledger.checkConservation();
      expect(corner(w).owed(0) / 100).toBeLessThanOrEqual(credit);
      return fell;
    };
    // 70 million behind 400 million of silver: it is gone at about -9%, and every 40 million lent carry 10% more.
    const alone = failedAt(0);
    const helped = failedAt(4e7);
    const rich = failedAt(2e9);
    expect(alone).toBeGreaterThan(0.06);
    expect(alone).toBeLessThan(0.12);
    expect(helped).toBeGreaterThan(alone + 0.06);
    expect(helped).toBeLessThan(alone + 0.13);
    expect(rich).toBe(0);
  });

  it("lose their metal to the banks, who sell it, after a missed call", () => {
    const w = world({ lots: 1000, cushion: 0.15, money: 6e7, pace: 0, deliveries: 0, hoards: 0.2, foreclosure: "2d" });
    w.minutes = 30;
    const before = corner(w).held(0);
    w.run(4, (step) => P0 - step * 1000);
    w.print(0, 11_000);
    for (let step = 0; step < 200; step++) {
      w.quote(0, 11_000);
      w.act();
      w.clear();
      w.tick();
    }
    expect(own(w.sent)).toEqual([]);
    expect(corner(w).undrawn(0)).toBe(0);
    expect(corner(w).held(0)).toBeLessThan(0.4 * before);
    expect(w.assets.metal.totalGrams).toBe(
      world().assets.metal.totalGrams + w.assets.metal.suppliedGrams - w.assets.metal.consumedGrams,
    );
  });
});
