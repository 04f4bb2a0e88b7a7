/** The contract of a population, and nothing else: observe what is visible, put orders on the desk, hear of fills. */
import type { z } from "zod";
import type { Assets } from "../assets/assets.ts";
import type { Clearing } from "../clearing/clearing.ts";
import type { RandomStream } from "../core/random.ts";
import type { Venue } from "../market/venue.ts";
import type { Desk } from "./desk.ts";
import type { ShortPool } from "./short-pool.ts";

/** What a population may look at. All of it is as it stood when the round began. */
export interface View {
  /** When this visit to the market began, ms UTC, and how many minutes it stands for: a turn's for fast populations, a reaction time for others. */
  readonly time: number;
  readonly minutes: number;
  /** 0 for the turn's own round, 1, 2, … for the rounds of a cascade. */
  readonly round: number;
  /** Simulated minutes that this round stands for: `minutes` in round 0, less in the rounds of a cascade. */
  readonly roundMinutes: number;
  readonly venues: readonly Venue[];
  readonly assets: Assets;
  readonly clearing: Clearing;
}

/** What a population is made with. */
export interface PopulationContext {
  readonly name: string;
  /** Number among the run's populations; the upper part of an order's tag. */
  readonly index: number;
  /** Its members are numbered first … first+count-1 among all members of the run. */
  readonly first: number;
  readonly count: number;
  readonly rng: RandomStream;
  readonly venues: readonly Venue[];
  readonly assets: Assets;
  readonly clearing: Clearing;
  /** Those who take the other side of the positions that longs start with. */
  readonly shortPool: ShortPool;
  /** Number of the venue of that name. Throws for a name that the scenario does not have (the loader checks them). */
  venue(name: string): number;
  /** Whether a mechanism that `--without` may switch off is at work. */
  mechanism(name: string): boolean;
}

export interface Population {
  /**
   * Acts in every step and again in every round of a cascade: market makers, arbitrageurs, stop programs. Others come once in
   * a reaction time (`clock.reaction`).
   */
  readonly fast: boolean;
  /** Offers the short side of others' first positions; endowed before those who take it. */
  readonly offersShorts?: boolean;
  /** Gives members their money, first positions and metal. Called once, before the first step. */
  endow(): void;
  /** Looks and puts orders on the desk. */
  act(view: View, desk: Desk): void;
  /** Hears of a fill of one of its members: signed lots at a price in ticks. `order` is the id that the desk gave; 0 outside the book. */
  filled?(venue: number, member: number, lots: number, ticks: number, order: number): void;
  /** Told by a shock to do something that only it can do; kinds that do not concern it are ignored. */
  told?(what: Told, view: View): void;
  /** Called when a venue settles its trading day (after the settlement price is known). */
  settled?(venue: number, view: View): void;
}

/** What a shock may tell a population. */
export type Told =
  /** Pull quotes: a share of members (0 to 1) stays away until `until`, ms UTC. */
  | { readonly kind: "withdraw-liquidity"; readonly share: number; readonly until: number }
  /** Sell a share of all holdings over `duration` ms. */
  | { readonly kind: "outflow"; readonly share: number; readonly duration: number }
  /** Work an order: `lots` (negative sells) at the venue over `duration` ms, at most `participation` of its volume. */
  | {
      readonly kind: "program";
      readonly venue: number;
      readonly lots: number;
      readonly duration: number;
      readonly participation: number;
    }
  /** One mistaken order, priced `distance` (a fraction) through the market. */
  | { readonly kind: "fat-finger"; readonly venue: number; readonly lots: number; readonly distance: number }
  /** Place bids of `lots` in all that stand, the lowest `within` (a fraction) below the price. */
  | { readonly kind: "standing-bids"; readonly venue: number; readonly lots: number; readonly within: number };

/** What a kind of population registers: its name in scenarios, what may be configured, and how it is made. */
export interface PopulationKind<S extends z.ZodType = z.ZodType> {
  readonly kind: string;
  /** One line for the reference: who they are and what they do. */
  readonly about: string;
  /** Configuration beyond `kind`, `members` and `latency`, which all kinds have. Names of venues in it are checked by the loader: mark them with `venueName()`. */
  readonly config: S;
  create(config: z.output<S> & CommonConfig, context: PopulationContext): Population;
}

/** What every population's configuration has. */
export interface CommonConfig {
  readonly members: number;
  /** What they see is this old, ms. */
  readonly latency: number;
}

/** Keeps the schema's type when a kind is written down. */
export function definePopulation<S extends z.ZodType>(kind: PopulationKind<S>): PopulationKind<S> {
  return kind;
}
