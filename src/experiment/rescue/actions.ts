/** Kinds of action that might keep a fall small: what each is, its sizes, and what it lays upon the scenario. */
import type { Sizes } from "../../analysis/cause/index.ts";
import type { Scenario } from "../../engine/config.ts";
import type { ParameterValue } from "../design/design.ts";
import { momentText } from "../sweep/written-number.ts";

/** What an action is taken upon. */
export interface Scene {
  readonly scenario: Scenario;
  readonly venue: string;
  /** ms UTC: the action is taken then; runs end there. */
  readonly at: number;
  readonly until: number;
  /** Size of the fall that is to be kept under, a fraction above 0. */
  readonly fall: number;
  /** Most lots that bids may be of. */
  readonly lots: number;
}

export interface Action {
  readonly kind: string;
  readonly title: string;
  readonly unit: string;
  sizes(scene: Scene): Sizes;
  /** Why it cannot be taken, in one sentence; null when it can. */
  problem(scene: Scene): string | null;
  /** Values of the action's parameters; a size of 0 is no action. */
  values(scene: Scene, size: number): Partial<Record<Parameter, ParameterValue>>;
}

/** What actions change. The last three are paths beside those of the shocks, which stand last in the list. */
export const PARAMETERS = ["halt", "bids", "brokers", "liquidation"] as const;
export type Parameter = (typeof PARAMETERS)[number];

/** Population that places the bids. */
export const RESCUER = "rescuer";
const MINUTE = 60_000;
/** Longest halt, minutes. */
const LONGEST = 240;
/** Most points that margin is raised by. */
const MOST_MARGIN = 0.3;
/** The mechanism of actions that are not taken: it is off in every replay. */
export const NOT_TAKEN = "rescue-not-taken";
const taken = (size: number): { mechanism?: string } => (size > 0 ? {} : { mechanism: NOT_TAKEN });

const digits = (size: number): number => Number(size.toPrecision(3));

/** A halt of the venue; of no length it does not happen. */
export const haltAt = (scene: Scene, minutes: number): ParameterValue => ({
  kind: "halt",
  at: momentText(scene.at),
  ...taken(minutes),
  venue: scene.venue,
  duration: `${Math.max(1, minutes)}m`,
  collect: true,
  text: "to stop the fall",
});

/** Bids from the price down to the fall that is to be kept under; of no lots they are not placed. */
export const bidsAt = (scene: Scene, lots: number): ParameterValue => ({
  kind: "standing-bids",
  at: momentText(scene.at),
  ...taken(lots),
  population: RESCUER,
  venue: scene.venue,
  lots,
  within: scene.fall,
});

/** All of them. A new one is one entry here. */
export const ACTIONS: readonly Action[] = [
  {
    kind: "margin",
    title: "more margin",
    unit: "points of margin",
    sizes: () => ({ most: MOST_MARGIN, round: (size) => Math.round(size * 1000) / 1000 }),
    problem: ({ scenario, venue }) => (nobodyIsCalled(scenario, venue) ? "nobody is called for margin there" : null),
    values: ({ scenario, venue }, size) => ({
      brokers: scenario.clearing[venue].brokers.map(({ addOn, ...broker }) => ({
        ...writtenBroker(broker),
        addOn: Math.min(0.9, addOn + size),
      })) as unknown as ParameterValue,
    }),
  },
  {
    kind: "halt",
    title: "a trading halt",
    unit: "minutes of halt",
    // As long after it as it lasts, so that a fall is not merely put off beyond the end.
    sizes: ({ at, until }) => ({
      most: Math.min(LONGEST, Math.floor((until - at) / 2 / MINUTE)),
      round: (size) => Math.round(size),
    }),
    problem: ({ at, until }) =>
      until - at < 2 * MINUTE ? "less than two minutes are left, and a halt needs as long after it as it lasts" : null,
    values: (scene, size) => ({ halt: haltAt(scene, size) }),
  },
  {
    kind: "slow",
    title: "slower liquidation",
    unit: "of the desk's pace less",
    sizes: () => ({ most: 1, round: digits }),
    problem({ scenario, venue }) {
      const clearing = scenario.clearing[venue];
      if (nobodyIsCalled(scenario, venue)) return "nobody is sold by force there";
      const { style } = clearing.liquidation;
      return style === "sliced" || style === "floor" ? null : `accounts are closed ${style}, which has no pace to slow`;
    },
    values({ scenario, venue }, size) {
      const { liquidation } = scenario.clearing[venue];
      const { participation, least } = liquidation;
      return {
        liquidation: {
          ...liquidation,
          participation: participation * (1 - size),
          least: least * (1 - size),
        } as unknown as ParameterValue,
      };
    },
  },
  {
    kind: "bids",
    title: "bids that stand",
    unit: "lots of bids",
    sizes: ({ lots }) => ({ most: lots, round: (size) => Math.round(size) }),
    problem: ({ lots }) => (lots < 1 ? "nothing was traded that day, so there is no measure of bids" : null),
    values: (scene, size) => ({ bids: bidsAt(scene, size) }),
  },
];

/** By the house's own rule, or because the run goes without. */
const nobodyIsCalled = ({ clearing, without }: Scenario, venue: string): boolean =>
  clearing[venue]?.forcedLiquidation === false || without.includes("forced-liquidation");

/** A broker as a scenario writes it: what is not there is left out. */
const writtenBroker = (broker: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(broker).filter(([, value]) => value !== undefined));
