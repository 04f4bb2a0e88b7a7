/** What a run yields. Everything that reads a run (analysis, charts, storage, the command line) knows only these types. */

import type { CallTable } from "../clearing/call-table.ts";
import type { WaterfallUse } from "../clearing/clearing.ts";
import type { LiquidationTable } from "../clearing/episodes.ts";
import type { WaterfallPayments } from "../clearing/waterfall/payments.ts";

export type { CallTable, LiquidationTable, WaterfallPayments, WaterfallUse };

/** One venue through the run; every array has a value for each step (of `RunResult.time`). Prices in the venue's currency and unit, volumes in lots; NaN where there is none. */
export interface VenueSeries {
  readonly name: string;
  readonly currency: string;
  /** What a price is for: "oz", "kg", "share". */
  readonly unit: string;
  /** 0 closed, 1 auction, 2 continuous, 3 halted: an index into VENUE_PHASES. */
  readonly phase: Uint8Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly mid: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  /** Lots resting within `recorder.depthWithin` (1% unless told otherwise) of the best bid. */
  readonly bidDepth: Float64Array;
  readonly askDepth: Float64Array;
  readonly volume: Float64Array;
  /** Of that, lots that forced orders (margin calls, position limits) took or gave. */
  readonly forcedVolume: Float64Array;
  readonly openInterest: Float64Array;
  /** Last settlement price known at the step. */
  readonly settlement: Float64Array;
  /** Margin rates in force, as fractions of notional. */
  readonly initialMargin: Float64Array;
  readonly maintenanceMargin: Float64Array;
  readonly limitLow: Float64Array;
  readonly limitHigh: Float64Array;
  /** Accounts in each state at the end of the step (defaulted: so far). */
  readonly called: Float64Array;
  readonly liquidating: Float64Array;
  readonly defaulted: Float64Array;
  /** Lots waiting on the side that a price limit locks (offered at limit-down, bid at limit-up); 0 when not locked. */
  readonly limitQueue: Float64Array;
}

export const VENUE_PHASES = ["closed", "auction", "continuous", "halted"] as const;

/** The world through the run, a value for each step. */
export interface WorldSeries {
  /** Consensus fair value, USD per ounce. */
  readonly fairValue: Float64Array;
  readonly gold: Float64Array;
  /** CNY per USD. */
  readonly fx: Float64Array;
  /** Tonnes of metal in free circulation, in the ETF's vault, and registered for delivery. */
  readonly floatT: Float64Array;
  readonly etfT: Float64Array;
  readonly deliverableT: Float64Array;
  /** Net asset value of the LOF that is published last, CNY per share. */
  readonly nav: Float64Array;
  /** LOF price over that value, less 1. */
  readonly premium: Float64Array;
  /** Social attention, 0 to 1. */
  readonly attention: Float64Array;
  /** Gold price over silver price. */
  readonly goldSilver: Float64Array;
  /** Realised volatility of the main venue, per day, exponentially weighted over a day. */
  readonly volatility: Float64Array;
  /** 14-day relative strength index of the main venue's settlements, 0 to 100. */
  readonly rsi: Float64Array;
  /** Main venue's price over its 200-day mean, less 1. */
  readonly deviation: Float64Array;
  /** Open interest of all futures, in tonnes, over deliverable stock. */
  readonly oiOverStock: Float64Array;
}

/** A row for each (quarter-hour, venue, population, cause) that traded. Columns of equal length. */
export interface FlowTable {
  /** Start of the quarter-hour, ms UTC. */
  readonly time: Float64Array;
  /** Index into RunResult.venues. */
  readonly venue: Uint8Array;
  /** Index into RunResult.populations; one beyond the last is the market, whose quotes moved without a trade. */
  readonly population: Uint16Array;
  /** Index into CAUSES (core/cause.ts); of the market's rows without a meaning. */
  readonly cause: Uint8Array;
  readonly buyVolume: Float64Array;
  readonly sellVolume: Float64Array;
  /** Lots bought less lots sold as the taker. */
  readonly aggressiveVolume: Float64Array;
  /** Price change attributed to this flow, in price. */
  readonly impact: Float64Array;
}

/**
 * open; met by a payment; met by the price or by a smaller position; not met, though the owner would have paid after the
 * deadline; not met otherwise.
 */
export const CALL_OUTCOMES = ["open", "paid", "recovered", "late", "unmet"] as const;

/**
 * A row for each (settlement of a margined venue, population that may trade there): what its members hold. One more for the
 * start and one for the end of the run.
 */
export interface PositionTable {
  /** ms UTC */
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  readonly population: Uint16Array;
  /** Lots long and short, each 0 or more. */
  readonly long: Float64Array;
  readonly short: Float64Array;
  /** Money of the venue's currency, at all venues in that currency and in wallets, positions at the mark. */
  readonly wealth: Float64Array;
}

/**
 * How the accounts of a margined venue stand: a row for each (half hour, open venue), at the end of the first step of the
 * half hour. A fall of 2, 5, 10% is one of the mark at once, before anyone pays in or sells.
 */
export interface WarningTable {
  /** Start of the step, ms UTC. */
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  readonly mark: Float64Array;
  /** Accounts that hold a position of either side. */
  readonly longAccounts: Float64Array;
  readonly shortAccounts: Float64Array;
  /** Value of all long positions over the equity behind them, of accounts not in liquidation. */
  readonly leverage: Float64Array;
  /** Part of the long lots that is held on less than twice its maintenance margin. */
  readonly stretched: Float64Array;
  /** Lots of the long accounts that would be in breach after the fall. */
  readonly breached2: Float64Array;
  readonly breached5: Float64Array;
  readonly breached10: Float64Array;
  /** Of those, lots that would have to be closed to be back at initial margin. */
  readonly forced2: Float64Array;
  readonly forced5: Float64Array;
  readonly forced10: Float64Array;
}

/**
 * Who traded at the main venue while it fell, a row for each (step, population, cause) that did: from 20 minutes before its
 * price lies 2% below the highest of the hour before, until an hour after it last did.
 */
export interface FallTable {
  /** Start of the step, ms UTC. */
  readonly time: Float64Array;
  readonly population: Uint16Array;
  /** Index into CAUSES (core/cause.ts). */
  readonly cause: Uint8Array;
  /** Lots. */
  readonly bought: Float64Array;
  readonly sold: Float64Array;
}

/** The liquidation ladder, at the moments of the warnings: lots of accounts by where they come into breach. A row for each rung that anyone stands on. */
export interface LadderTable {
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  /** Distance from the mark in whole per cent, -50 to 49: rung -3 is from 3% to 2% below it. Who is in breach already stands nearest. */
  readonly rung: Int32Array;
  /** Lots of longs and of shorts. */
  readonly longs: Float64Array;
  readonly shorts: Float64Array;
}

export const LIQUIDATION_TRIGGERS = ["price", "margin-raise", "call-unmet", "position-limit"] as const;

/** Losses of liquidated accounts by who made them: rows are victims' populations, columns (population, cause) pairs and "re-pricing". */
export interface KillMatrix {
  readonly victims: readonly string[];
  readonly killers: readonly { readonly population: string; readonly cause: string }[];
  /** USD, row-major: victims x killers. */
  readonly loss: Float64Array;
}

/**
 * Where each forced episode's loss came from, from when its account was last safe until it was handed to the desk. Moves are
 * in ticks of the venue, whole multiples of 2^-16, so that sums of them are exact.
 */
export interface CascadeRecord {
  /** Tick of each venue in its currency and unit, and cents of its currency for a tick and lot. */
  readonly tick: Float64Array;
  readonly centsPerTick: Float64Array;
  readonly windows: FallWindowTable;
  readonly causes: WindowCauseTable;
  readonly episodes: EpisodeLossTable;
  readonly pushes: PushTable;
}

/** A row for each (venue, first round, last round) over which some account lost its margin. */
export interface FallWindowTable {
  readonly venue: Uint8Array;
  /** It holds the rounds after `fromRound` up to `toRound`, of all rounds of the run. */
  readonly fromRound: Int32Array;
  readonly toRound: Int32Array;
  /** Steps of those rounds, ms UTC. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Ticks: the mid's move, and the part of it that forced trades made. */
  readonly move: Float64Array;
  readonly forced: Float64Array;
  /** USD for one tick and lot at its end. */
  readonly usdPerTick: Float64Array;
}

/** A row for each (window, kind of flow) that moved the price in it; their ticks sum to the window's move. */
export interface WindowCauseTable {
  readonly window: Int32Array;
  /** Index into RunResult.populations; one past the last is re-pricing. */
  readonly population: Uint16Array;
  /** Index into CAUSES (core/cause.ts). */
  readonly cause: Uint8Array;
  readonly ticks: Float64Array;
}

/** A row for each forced episode, in the order of all episodes of the run. */
export interface EpisodeLossTable {
  /** Row of its window. */
  readonly window: Int32Array;
  /**
   * Ticks x lots of its loss that came from its own trades since it was last safe, and from the mark, which is not the mid.
   * The rest is -position x the window's move; together they are what the ledger booked.
   */
  readonly own: Float64Array;
  readonly gap: Float64Array;
  /**
   * Part, 0 to 1, of the way from the safe mark to the price at which it would have breached with the margin before, that a
   * raise of margin since then took away; 0 where the price alone brought it down.
   */
  readonly raise: Float64Array;
}

/** A row for each (round, forced episode) in which the desk took for it: how far that moved the price. */
export interface PushTable {
  /** Row of all episodes of the run. */
  readonly episode: Int32Array;
  readonly venue: Uint8Array;
  readonly round: Int32Array;
  /** ms UTC */
  readonly time: Float64Array;
  /** Lots bought less sold. */
  readonly lots: Float64Array;
  readonly ticks: Float64Array;
}

/** Something that happened at a moment: a shock, a margin change, a halt, a limit lock, a re-valuation. */
export interface RunEvent {
  /** ms UTC */
  readonly time: number;
  /** news, margin, position-limit, price-limit, halt, subscription, revaluation, limit-lock, leak, … */
  readonly kind: string;
  /** Venue or population concerned, when there is one. */
  readonly subject: string | null;
  /** One short line for a person. */
  readonly text: string;
}

/** Trades, when `record.trades` asks for them. */
export interface TradeTable {
  readonly time: Float64Array;
  readonly venue: Uint8Array;
  readonly price: Float64Array;
  readonly qty: Float64Array;
  readonly buyer: Float64Array;
  readonly seller: Float64Array;
  readonly takerSide: Uint8Array;
  readonly makerTag: Int32Array;
  readonly takerTag: Int32Array;
  /** Best prices that the taker's order met when it reached the book; NaN in auctions, for stops, and where there was none. */
  readonly bid: Float64Array;
  readonly ask: Float64Array;
}

export interface RunResult {
  /** Scenario name, seed, and mechanisms switched off. */
  readonly scenario: string;
  readonly seed: number;
  readonly without: readonly string[];
  /** Start of each step, ms UTC. */
  readonly time: Float64Array;
  readonly venues: readonly VenueSeries[];
  readonly world: WorldSeries;
  readonly populations: readonly { readonly name: string; readonly kind: string; readonly members: number }[];
  readonly flows: FlowTable;
  readonly liquidations: LiquidationTable;
  readonly killMatrix: KillMatrix;
  /** null when `record.attribution` is off. */
  readonly cascade: CascadeRecord | null;
  readonly calls: CallTable;
  readonly positions: PositionTable;
  readonly warnings: WarningTable;
  readonly ladder: LadderTable;
  readonly falls: FallTable;
  readonly events: readonly RunEvent[];
  readonly trades: TradeTable | null;
  readonly waterfalls: readonly WaterfallUse[];
  readonly waterfallPayments: WaterfallPayments;
  /** Flat figures for a table; reported ones beside them are in the scenario. */
  readonly summary: Readonly<Record<string, number | string | null>>;
  /** Orders, cancels, replaces that reached a book. */
  readonly operations: number;
  readonly members: number;
}
