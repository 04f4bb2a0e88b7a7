import { describe, expect, it } from "vitest";
import { randomAgents } from "../../src/agents/random-agents.ts";
import { restoreSnapshot, takeSnapshot } from "../../src/core/snapshot.ts";
import { Side } from "../../src/orderbook/index.ts";
import { futures, MiniWorld } from "./mini-world.ts";

const config = { venue: "pit", lowest: 80, highest: 120, grid: 2, smallest: 10, largest: 19, activity: 0.8 };

function world(changes: Record<string, unknown> = {}): MiniWorld {
  return new MiniWorld({
    venues: { pit: futures({ tick: 1, multiplier: 1, price: 100, selfTrade: "none" }) },
    cast: [{ kind: randomAgents as never, members: 500, config: { ...config, ...changes } }],
    assets: { fairValue: { start: 100 } },
  });
}

describe("random agents", () => {
  it("send orders on both sides, at every level of the grid and of every size", () => {
    const w = world();
    const seen = { ticks: new Set<number>(), lots: new Set<number>(), buys: 0, orders: 0, steps: 0 };
    for (; seen.steps < 40; seen.steps++) {
      w.act();
      for (const { ticks, lots, side } of w.sent) {
        seen.ticks.add(ticks);
        seen.lots.add(lots);
        seen.buys += side === Side.Buy ? 1 : 0;
        seen.orders++;
      }
      w.tick();
    }
    expect([...seen.ticks].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => 80 + 2 * i));
    expect([...seen.lots].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => 10 + i));
    expect(seen.buys / seen.orders).toBeCloseTo(0.5, 1);
    w.clearing.ledger.checkConservation();
  });

  it("take their order out before they send another, and have one at most", () => {
    const w = world({ activity: 1 });
    w.act();
    expect(w.sent).toHaveLength(500);
    const resting = (): number => {
      const owners: number[] = [];
      for (const side of [Side.Buy, Side.Sell])
        w.venues[0].book.forEachResting(side, (id) => owners.push(w.venues[0].book.ownerOf(id)));
      expect(new Set(owners).size).toBe(owners.length);
      return owners.length;
    };
    const left = resting();
    expect(left).toBeGreaterThan(10);
    w.tick();
    w.act();
    // Who had an order left took it out; the others sent one.
    expect(w.sent).toHaveLength(500 - left);
    resting();
  });

  it("act as often in an interval whatever the length of a step", () => {
    const sent = (minutes: number): number => {
      const w = world({ activity: 0.3, interval: "4m" });
      w.minutes = minutes;
      let count = 0;
      for (let t = 0; t < 400; t += minutes) {
        count += w.desk.count;
        for (const population of w.populations) population.act(w, w.desk);
        count += w.desk.count;
        w.desk.clear();
        w.tick(minutes);
      }
      return count;
    };
    // Nothing reaches the book, so everybody who is active sends an order.
    expect(sent(4) / (500 * 100 * 0.3)).toBeCloseTo(1, 1);
    expect(sent(1) / (-Math.log(0.7) * 500 * 100)).toBeCloseTo(1, 1);
  });

  it("go on from a snapshot as if nothing had been", () => {
    const w = world();
    for (let s = 0; s < 5; s++, w.tick()) w.act();
    const other = world();
    restoreSnapshot(other, takeSnapshot(w));
    w.act();
    other.act();
    expect(w.sent.length).toBeGreaterThan(200);
    expect(other.sent).toEqual(w.sent);
  });

  it("refuse a range that is empty", () => {
    const said = randomAgents.config.safeParse({
      venue: "pit",
      lowest: 5,
      highest: 5,
      grid: 1,
      smallest: 3,
      largest: 2,
    });
    expect(said.error?.issues.map(({ path }) => path.join("."))).toEqual(["highest", "largest"]);
  });
});
