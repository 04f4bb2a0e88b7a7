import { describe, expect, it } from "vitest";
import { type CryptoTraders, cryptoTraders } from "../../src/agents/crypto-traders.ts";
import { Cause } from "../../src/core/cause.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const P0 = 16_000;

function world(config: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { comex: futures() },
    cast: [
      {
        kind: cryptoTraders as never,
        members: 50,
        config: { venue: "comex", wealth: 2e6, leverage: 5, lookback: 30, interval: "10m", ...config },
      },
    ],
  });
}
const climb = (i: number): number => Math.round(P0 * (1 + 0.002 * Math.min(i, 30)));

describe("traders from the crypto markets", () => {
  it("wait while nothing moves", () => {
    expect(world().run(120, () => P0)).toEqual([]);
  });

  it("jump on a move, up or down", () => {
    const up = world({ gain: 5, loss: 0.9, patience: "100d" });
    const bought = up.run(60, climb);
    expect(bought.length).toBeGreaterThan(0);
    expect(bought.every((o) => o.side === Side.Buy && o.cause === Cause.Momentum)).toBe(true);
    expect(up.lots(0)).toBeGreaterThan(0);
    const down = world({ gain: 5, loss: 0.9, patience: "100d" });
    down.run(60, (i) => 2 * P0 - climb(i));
    expect(down.lots(0)).toBeLessThan(0);
    down.clearing.ledger.checkConservation();
  });

  it("close on a loss", () => {
    const w = world({ gain: 5, loss: 0.01, patience: "100d", trigger: 3 });
    w.run(60, climb);
    const held = w.lots(0);
    expect(held).toBeGreaterThan(0);
    const closed = w.run(60, () => Math.round(P0 * 0.98)).filter(({ cause }) => cause === Cause.Stop);
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.every(({ side }) => side === Side.Sell)).toBe(true);
    expect(w.lots(0)).toBeLessThan(held / 2);
  });

  it("lose patience with what neither gains nor loses", () => {
    const w = world({ gain: 5, loss: 0.9, patience: "1h" });
    w.run(60, climb);
    const held = w.lots(0);
    w.run(400, () => climb(60));
    expect(w.lots(0)).toBeLessThan(held / 4);
  });

  it("measure a move against the usual noise over their own time of watching", () => {
    const traders = world({ trigger: 2, lookback: 25 }).populations[0] as CryptoTraders;
    const w = world();
    const usual = w.venues[0].sigma0 * 5;
    expect(traders.signal(0, 1.9 * usual)).toBe(0);
    expect(traders.signal(0, 2.1 * usual)).toBe(1);
    expect(traders.signal(0, -2.1 * usual)).toBe(-1);
  });
});
