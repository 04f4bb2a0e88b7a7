import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CAUSES } from "../../src/core/cause.ts";
import { WATERFALL_LAYERS } from "../../src/core/waterfall-layer.ts";
import { LIQUIDATION_TRIGGERS, VENUE_PHASES } from "../../src/engine/result.ts";
import { writeParquet } from "../../src/experiment/tables/parquet.ts";
import { runTables } from "../../src/experiment/tables/run-tables.ts";
import { makeTable, number, type Table } from "../../src/experiment/tables/table.ts";
import { START, syntheticResult } from "./synthetic-result.ts";

/** Rows of a Parquet file as objects of plain values; times as ms UTC. */
async function read(directory: string, name: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`SELECT * FROM '${join(directory, name)}.parquet'`);
  const rows = reader
    .getRowObjectsJS()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, value instanceof Date ? value.getTime() : value]),
      ),
    );
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const orNull = (x: number): number | null => (Number.isNaN(x) ? null : x);
const sha = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

describe("Parquet tables", () => {
  // More steps than one data chunk holds, and not a multiple of it.
  const result = syntheticResult(3001);
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "stampede-tables-"));
    await writeParquet(directory, runTables(result));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it("hold every venue's series, step by step and venue by venue", async () => {
    const rows = await read(directory, "venues");
    expect(rows).toHaveLength(3001 * 2);
    expect(Object.keys(rows[0])).toEqual(
      (
        "time venue phase open high low close mid bid ask bid_depth ask_depth volume forced_volume open_interest " +
        "settlement initial_margin maintenance_margin limit_low limit_high limit_queue called liquidating defaulted"
      ).split(" "),
    );
    rows.forEach((row, at) => {
      const venue = result.venues[at % 2];
      const i = Math.floor(at / 2);
      expect(row).toEqual({
        time: START + i * 60_000,
        venue: venue.name,
        phase: VENUE_PHASES[venue.phase[i]],
        open: orNull(venue.open[i]),
        high: orNull(venue.high[i]),
        low: orNull(venue.low[i]),
        close: orNull(venue.close[i]),
        mid: orNull(venue.mid[i]),
        bid: orNull(venue.bid[i]),
        ask: orNull(venue.ask[i]),
        bid_depth: orNull(venue.bidDepth[i]),
        ask_depth: orNull(venue.askDepth[i]),
        volume: orNull(venue.volume[i]),
        forced_volume: orNull(venue.forcedVolume[i]),
        open_interest: orNull(venue.openInterest[i]),
        settlement: orNull(venue.settlement[i]),
        initial_margin: orNull(venue.initialMargin[i]),
        maintenance_margin: orNull(venue.maintenanceMargin[i]),
        limit_low: orNull(venue.limitLow[i]),
        limit_high: orNull(venue.limitHigh[i]),
        limit_queue: orNull(venue.limitQueue[i]),
        called: venue.called[i],
        liquidating: venue.liquidating[i],
        defaulted: venue.defaulted[i],
      });
    });
  });

  it("hold the world's series", async () => {
    const rows = await read(directory, "world");
    const { world } = result;
    expect(rows).toHaveLength(3001);
    rows.forEach((row, i) => {
      expect(row).toEqual({
        time: START + i * 60_000,
        fair_value: orNull(world.fairValue[i]),
        gold: orNull(world.gold[i]),
        fx: orNull(world.fx[i]),
        float_t: orNull(world.floatT[i]),
        etf_t: orNull(world.etfT[i]),
        deliverable_t: orNull(world.deliverableT[i]),
        nav: orNull(world.nav[i]),
        premium: orNull(world.premium[i]),
        attention: orNull(world.attention[i]),
        gold_silver: orNull(world.goldSilver[i]),
        volatility: orNull(world.volatility[i]),
        rsi: orNull(world.rsi[i]),
        deviation: orNull(world.deviation[i]),
        oi_over_stock: orNull(world.oiOverStock[i]),
      });
    });
  });

  it("hold flows by name of venue, population and cause", async () => {
    const rows = await read(directory, "flows");
    expect(rows[1]).toEqual({
      time: START,
      venue: "lof",
      population: "longs",
      cause: CAUSES[5],
      buy_volume: 0,
      sell_volume: 7,
      aggressive_volume: -7,
      impact: -0.25,
    });
    expect(rows.map((row) => row.population)).toEqual(["it's noise", "longs", "longs"]);
  });

  it("hold who paid what in each default", async () => {
    expect(await read(directory, "waterfall-payments")).toEqual([
      {
        time: START + 60_000,
        venue: "comex",
        default: 1,
        member: 14,
        population: "longs",
        layer: WATERFALL_LAYERS[6],
        payer: "it's noise",
        asked: 20,
        paid: 12.5,
      },
    ]);
  });

  it("hold liquidations, an unfinished one without an end", async () => {
    const rows = await read(directory, "liquidations");
    // Without a record of the cascade there is no place in its tree.
    const tree = (
      "safe own_trades mark_gap raise_share push helped root_share depth parent parent_share chain " +
      "triggered_lots impact"
    ).split(" ");
    expect(rows[1]).toEqual({
      ...Object.fromEntries(tree.map((name) => [name, null])),
      episode: 1,
      member: 14,
      venue: "comex",
      population: "longs",
      triggered: START + 20 * 60_000,
      handed: START + 21 * 60_000,
      ended: null,
      trigger: LIQUIDATION_TRIGGERS[2],
      generation: 1,
      position: 5,
      closed: 1,
      mark_price: 90.25,
      fill_price: 89,
      loss: 2000,
      loss_by_forced: 1500,
      shortfall: 12.5,
      style: "auction",
      slippage: 125,
      fees: 1.5,
      auction_lots: 1,
      auction_concession: 4.25,
      deleveraged_lots: 0,
      deleveraged_taken: 0,
      deleveraged_shortfall: 0,
      unfilled_at_limit: 2,
    });
    expect(rows[0].ended).toBe(START + 3 * 60_000);
  });

  it("hold trades with both sides' population and cause", async () => {
    const rows = await read(directory, "trades");
    expect(rows[0]).toEqual({
      time: START,
      venue: "comex",
      price: 100.005,
      qty: 2,
      buyer: 1,
      seller: 11,
      taker_side: "buy",
      maker_population: "it's noise",
      maker_cause: CAUSES[0],
      taker_population: "longs",
      taker_cause: CAUSES[2],
      bid: 100,
      ask: 100.005,
    });
    expect(rows[1]).toMatchObject({ bid: null, ask: null });
  });

  it("hold events as they were said, losses by who made them, and the waterfall", async () => {
    expect(await read(directory, "events")).toEqual(result.events.map((event) => ({ ...event })));
    expect(await read(directory, "kill-matrix")).toEqual([
      { victim: "longs", killer: "longs", cause: "margin-call", loss_usd: 250_000 },
    ]);
    expect(await read(directory, "waterfalls")).toEqual([
      { venue: "comex", currency: "USD", layer: "margin", used: 12.5, available: 100 },
    ]);
    const call = { venue: "comex", population: "longs" };
    expect(await read(directory, "calls")).toEqual([
      { ...call, member: 11, made: START, ended: START + 60_000, outcome: "unmet", asked: 500, paid: 0 },
      { ...call, member: 14, made: START + 600_000, ended: null, outcome: "open", asked: 250.5, paid: 100.25 },
    ]);
    expect(await read(directory, "positions")).toEqual([
      { time: START, venue: "comex", population: "it's noise", long: 2, short: 10, wealth: 1e6 },
      { time: START, venue: "comex", population: "longs", long: 8, short: 0, wealth: 2500.75 },
    ]);
    expect(await read(directory, "falls")).toEqual([
      { time: START + 60_000, population: "it's noise", cause: CAUSES[0], buy_volume: 12, sell_volume: 0 },
      { time: START + 60_000, population: "longs", cause: CAUSES[5], buy_volume: 0, sell_volume: 12 },
    ]);
    expect(await read(directory, "ladder")).toEqual([
      { time: START + 60_000, venue: "comex", rung: -6, long_lots: 50, short_lots: 0 },
      { time: START + 60_000, venue: "comex", rung: 3, long_lots: 0, short_lots: 12 },
    ]);
    const [early, late] = await read(directory, "warnings");
    expect(early).toMatchObject({ time: START + 60_000, venue: "comex", long_share: 0.75, leverage: 8 });
    const { openInterest, low } = result.venues[0];
    expect(late).toMatchObject({ leverage_concentration: 0.125, forced_10: orNull(20 / openInterest[31]) });
    expect(late.low).toBe(Math.min(...low.subarray(2, 32).filter((x) => !Number.isNaN(x))));
  });

  it("are the same bytes when written again", async () => {
    const again = mkdtempSync(join(tmpdir(), "stampede-tables-"));
    await writeParquet(again, runTables(syntheticResult(3001)));
    for (const { name } of runTables(result))
      expect(sha(join(again, `${name}.parquet`)), name).toBe(sha(join(directory, `${name}.parquet`)));
    rmSync(again, { recursive: true });
  });

  it("may be empty", async () => {
    const empty: Table = makeTable("empty", [number("x", new Float64Array(0))]);
    await writeParquet(directory, [empty]);
    expect(await read(directory, "empty")).toEqual([]);
  });

  it("must have columns of one length", () => {
    expect(() => makeTable("bad", [number("x", [1, 2]), number("y", [1])])).toThrow(
      /column y has 1 values, expected 2/,
    );
  });

  it("that do not fit in memory spill each beside its own files, so that runs in one working directory do not meet", async () => {
    const rows = 1_200_000;
    const places = [1, 2].map(() => mkdtempSync(join(tmpdir(), "stampede-spill-")));
    const wide = (seed: number) =>
      Array.from({ length: 16 }, (_, c) =>
        number(
          `x${c}`,
          Float64Array.from({ length: rows }, (_, i) => i % (seed + c)),
        ),
      );
    try {
      await Promise.all(places.map((place, p) => writeParquet(place, [makeTable("wide", wide(1001 + p))])));
      for (const place of places) expect(readdirSync(place)).toEqual(["wide.parquet"]);
    } finally {
      for (const place of places) rmSync(place, { recursive: true });
    }
  });
});
