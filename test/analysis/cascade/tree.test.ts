import { describe, expect, it } from "vitest";
import {
  branching,
  branchingPeak,
  cascadeTree,
  chains,
  forcedFall,
  generations,
  killRows,
  rootName,
} from "../../../src/analysis/cascade/index.ts";
import { plantedRun } from "./planted.ts";

/*
 * The plan by hand. Bids of 2 lots at 999, 998, …; offers of 10 lots at 1001 and 1000 at 1003; the mid is 1000. Ai is
 * long 2 lots (A3: 4; A7: short 2) and sells all of them when the mark, which is the last trade, reaches Ti:
 * A0 998; A1, A2 997; A3, A4 995; A5 991; A6 989; A7 (buys) 1001; A8 never; A9 991, but it comes by its 2 lots at 08:04.
 *
 *            round                            trades at         bid   mid      moved by (ticks)             triggers
 *   08:03    seller sells 4                   999, 998          997   999      voluntary -1                 A0
 *            A0 sells 2                       997               996   998.5    A0 -1/2                      A1, A2
 *            A1 and A2 sell 2 each            996, 995          994   997.5    A1 -1/2, A2 -1/2             A3, A4
 *            A3 sells 4, A4 2                 994 … 992         991   996      A3 -1, A4 -1/2               -
 *   08:04    buyer takes 10 at 1001           1001              991   997      value +1                     A7 (mark 1001)
 *            A7 buys 2                        1003              991   997      A7 0                         -
 *   08:05    seller sells 2                   991               990   996.5    voluntary -1/2               A5, A9
 *            A5 and A9 sell 2 each            990, 989          988   995.5    A5 -1/2, A9 -1/2             A6
 *            A6 sells 2                       988               987   995      A6 -1/2                      -
 *
 * All were safe at the start, at 1000, but A9, which is safe once it has its position, after 08:04's first round.
 *   A0: voluntary 1                                                        push 1      no parent      depth 0
 *   A1, A2: voluntary 1, A0 1/2                                            push 3/2    1/3 A0         depth 1/3
 *   A3, A4: voluntary 1, A0, A1, A2 1/2 each                               push 5/2    1/5 each       1/5 + 2/5 x 4/3 = 11/15
 *   A7: value 1; it was helped by 1 + 3                                    push 1                     depth 0
 *   A5: voluntary 3/2, A0, A1, A2, A4 1/2 each, A3 1; helped by 1          push 9/2    1/9; A3 2/9    (1 + 2 x 4/3 + 3 x 26/15) / 9
 *   A9: voluntary 1/2                                                      push 1/2                   depth 0
 *   A6: as A5, and A5, A9 1/2 each                                         push 11/2   1/11; A3 2/11
 */
const D1 = 1 / 3;
const D3 = 11 / 15;
const D5 = (1 + 2 * (1 + D1) + 3 * (1 + D3)) / 9;
const D6 = (1 + 2 * (1 + D1) + 3 * (1 + D3) + (1 + D5) + 1) / 11;

const run = plantedRun();
const tree = cascadeTree(run);
if (tree === null || run.cascade === null) throw new Error("the run has a tree");
const { liquidations, cascade } = run;
const rowOf = (member: number): number => liquidations.member.indexOf(member);
const names = run.populations.map(({ name }) => name);

/** Edges of a member's sale by who pushed: "A3" or the root's cause. */
function edgesOf(member: number): Record<string, number> {
  const { edges } = tree as NonNullable<typeof tree>;
  const found: Record<string, number> = {};
  edges.child.forEach((row, i) => {
    if (row !== rowOf(member)) return;
    const parent = edges.parent[i];
    const key =
      parent >= 0 ? `A${liquidations.member[parent]}` : rootName(edges.population[i], edges.cause[i], names).cause;
    found[key] = edges.weight[i];
    expect(edges.sales[i]).toBe(parent >= 0 ? 1 : 0);
  });
  return found;
}

describe("the cascade of the planted market", () => {
  it("takes the accounts that it was planned for, in the planned waves", () => {
    expect([...liquidations.member].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9]);
    const minutes = new Map([...liquidations.member].map((m, i) => [m, new Date(tree.triggered[i]).getUTCMinutes()]));
    expect([0, 1, 2, 3, 4, 7, 5, 9, 6].map((m) => minutes.get(m))).toEqual([3, 3, 3, 3, 3, 4, 5, 5, 5]);
    expect([0, 3, 6, 7, 9].map((m) => liquidations.closed[rowOf(m)])).toEqual([2, 4, 2, 2, 2]);
    const mids = run.venues[0].mid;
    expect([...mids].slice(1, 6)).toEqual([1000, 1000, 996, 997, 995]);
  });

  it("gives each sale the part of the move that it made", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 9].map((m) => tree.impact[rowOf(m)])).toEqual([
      -0.5, -0.5, -0.5, -1, -0.5, -0.5, -0.5, 0, -0.5,
    ]);
  });

  it("hangs every sale on the sales and the roots that pushed it, weighted by how far", () => {
    expect(edgesOf(0)).toEqual({ voluntary: 1 });
    expect(edgesOf(1)).toEqual({ voluntary: 1 / 1.5, A0: 0.5 / 1.5 });
    expect(edgesOf(2)).toEqual(edgesOf(1));
    expect(edgesOf(3)).toEqual({ voluntary: 0.4, A0: 0.2, A1: 0.2, A2: 0.2 });
    expect(edgesOf(4)).toEqual(edgesOf(3));
    expect(edgesOf(7)).toEqual({ value: 1 });
    expect(edgesOf(9)).toEqual({ voluntary: 1 });
    const nine = 0.5 / 4.5;
    expect(edgesOf(5)).toEqual({ voluntary: 1.5 / 4.5, A0: nine, A1: nine, A2: nine, A3: 1 / 4.5, A4: nine });
    const eleven = 0.5 / 5.5;
    expect(edgesOf(6)).toEqual({
      voluntary: 1.5 / 5.5, A0: eleven, A1: eleven, A2: eleven, A3: 1 / 5.5, A4: eleven, A5: eleven, A9: eleven,
    }); // biome-ignore format: one line a row of the plan
  });

  it("knows what pushed and what helped, and when each account was last safe", () => {
    const of = (column: Float64Array): number[] => [0, 1, 3, 7, 5, 9, 6].map((m) => column[rowOf(m)]);
    expect(of(tree.push)).toEqual([1, 1.5, 2.5, 1, 4.5, 0.5, 5.5]);
    expect(of(tree.helped)).toEqual([0, 0, 0, 4, 1, 0, 1]);
    expect(of(tree.safe).map((at) => new Date(at).getUTCMinutes())).toEqual([0, 0, 0, 0, 0, 4, 0]);
  });

  it("counts generations as the sales on the way back to a root", () => {
    const depths = [0, 1, 2, 3, 4, 7, 9, 5, 6].map((m) => tree.depth[rowOf(m)]);
    [0, D1, D1, D3, D3, 0, 0, D5, D6].forEach((due, i) => {
      expect(depths[i]).toBeCloseTo(due, 12);
    });
    const rows = generations(run, tree, 0);
    const sold = rows.map(({ lots }) => lots);
    expect(sold.reduce((a, b) => a + b, 0)).toBeCloseTo(20, 9);
    // A root pushed first: all of A0's, A7's and A9's lots, 2/3 of A1's and A2's, 2/5 of A3's and A4's, 1/3 of A5's, 3/11 of A6's.
    expect(sold[0]).toBeCloseTo(6 + (2 / 3) * 4 + 0.4 * 6 + 2 / 3 + (3 / 11) * 2, 12);
  });

  it("counts the contracts that each sale made others sell", () => {
    const due: Record<number, number> = {
      0: 4 / 3 + 6 / 5 + 2 / 9 + 2 / 11, 1: 6 / 5 + 2 / 9 + 2 / 11, 3: 4 / 9 + 4 / 11, 4: 2 / 9 + 2 / 11, 5: 2 / 11, 6: 0, 7: 0, 9: 2 / 11,
    }; // biome-ignore format: a table
    for (const [member, lots] of Object.entries(due))
      expect(tree.triggeredLots[rowOf(Number(member))]).toBeCloseTo(lots, 12);
    const [window] = branching(liquidations, tree, 0);
    expect(window).toMatchObject({ episodes: 9, lots: 20 });
    const byForced = [...liquidations.member].map((_, i) => tree.lots[i] * (1 - tree.rootShare[i]));
    expect(window.triggeredLots).toBeCloseTo(
      byForced.reduce((a, b) => a + b, 0),
      12,
    );
    expect(window.ratio).toBe(window.triggeredLots / 20);
  });

  it("joins windows with too few accounts with their neighbours, and leaves those with enough alone", () => {
    const minute = 60_000;
    // Accounts a quarter-hour: 4, 4, 4, then 12, then 3 that nobody follows, and 5 two hours later.
    const counts = [4, 4, 4, 12, 3, 0, 0, 0, 0, 0, 0, 0, 0, 5];
    const at = counts.flatMap((count, q) => new Array<number>(count).fill(q * 15 * minute));
    const lots = new Float64Array(at.length).fill(2);
    const made = new Float64Array(at.length).fill(1);
    // Nothing of the last one was sold: it is no sale.
    lots[at.length - 1] = 0;
    const planted = { ...tree, lots, triggered: Float64Array.from(at), triggeredLots: made };
    const table = { ...liquidations, episode: Int32Array.from(at.keys()), venue: new Uint8Array(at.length) };
    const windows = branching(table, planted, 0);
    expect(windows.map(({ from, to, episodes }) => [from / minute, to / minute, episodes])).toEqual([
      [0, 45, 12],
      [45, 75, 15],
      [195, 210, 4],
    ]);
    expect(windows.map(({ low }) => Number.isNaN(low))).toEqual([false, false, true]);
    // The peak needs ten accounts, and a hundredth of all that was sold.
    const [first, second, third] = windows;
    expect(branchingPeak([first, { ...second, ratio: 2 }, { ...third, ratio: 9 }])?.ratio).toBe(2);
    expect(
      branchingPeak([
        { ...first, lots: 1e4 },
        { ...second, ratio: 2 },
      ])?.ratio,
    ).toBe(first.ratio);
    expect(branchingPeak([third])).toBeNull();
  });

  it("leaves out accounts of which nothing was sold", () => {
    const row = rowOf(9);
    const unsold = { ...tree, lots: tree.lots.map((lots, i) => (i === row ? 0 : lots)) };
    const rows = generations(run, unsold, 0);
    expect(rows.reduce((sum, { episodes }) => sum + episodes, 0)).toBeCloseTo(8, 9);
    const all = generations(run, tree, 0);
    expect(all.reduce((sum, { episodes }) => sum + episodes, 0)).toBeCloseTo(9, 9);
    for (const { first, median, last } of all) expect(first <= median && median <= last).toBe(true);
    expect(chains(unsold).map(({ first }) => first)).not.toContain(row);
    expect(chains(tree).map(({ first }) => first)).toContain(row);
  });

  it("finds the first sale of each chain", () => {
    const first = (member: number): number => liquidations.member[tree.chain[rowOf(member)]];
    // A1 and A2 were pushed by roots more than by A0; of A3's and A4's parents, which weigh the same, A0 is the earliest.
    expect([0, 1, 2, 3, 4, 7, 5, 9, 6].map(first)).toEqual([0, 1, 2, 0, 0, 7, 0, 9, 0]);
    expect(liquidations.member[tree.parent[rowOf(6)]]).toBe(3);
    expect(chains(tree)[0]).toMatchObject({ episodes: 5, lots: 12 });
  });

  it("shares out the fall among generations and roots", () => {
    const fall = forcedFall(run, tree, 0);
    // From 1000 to 995: forced sales made 3 ticks at 08:03 and 1.5 at 08:05; the sellers' 1.5 and the buyer's -1 are the rest.
    expect(fall?.fall).toBe(5);
    expect(fall?.forcedShare).toBeCloseTo(4.5 / 5, 12);
    expect([...(fall?.byGeneration ?? [])].reduce((a, b) => a + b, 0)).toBeCloseTo(0.9, 12);
  });

  it("says of every account's loss who made it, to the cent that the ledger booked", () => {
    const rows = killRows(cascade, liquidations, names.length);
    const total = (at: number): number => rows.loss.reduce((sum, x, i) => (rows.time[i] === at ? sum + x : sum), 0);
    // 08:03: A0 2 x 2, A1 and A2 2 x 3 each, A3 4 x 5, A4 2 x 5. 08:04: A7 2 x 1. 08:05: A5 2 x 9, A9 2 x 10, A6 2 x 11.
    const at = (minute: number): number => Date.parse("2026-01-29T08:00:00Z") + minute * 60_000;
    expect([at(3), at(4), at(5)].map(total)).toEqual([46, 2, 60]);
    expect(liquidations.loss.reduce((a, b) => a + b, 0)).toBe(108);
  });

  it("is the same by the Shapley rule, where every round is one-sided and walks the book as it stood", () => {
    const shapley = plantedRun("shapley");
    const other = cascadeTree(shapley);
    expect([...(other?.depth ?? [])]).toEqual([...tree.depth]);
    expect([...(other?.impact ?? [])]).toEqual([...tree.impact]);
  });
});
