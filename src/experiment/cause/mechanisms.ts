/** The mechanisms of a crash by name: what each is, and what of a scenario is changed so that it is off from a moment on. */
import type { Scenario } from "../../engine/config.ts";
import { dueFrom } from "../../engine/fork.ts";
import type { ParameterValue } from "../design/design.ts";

/** What is laid upon a scenario so that a mechanism is off. */
export interface SwitchedOff {
  /** Values by path. */
  readonly set: Readonly<Record<string, ParameterValue>>;
  /** Names that join the scenario's `without`. */
  readonly without: readonly string[];
  /** Shocks, by position, that do not happen. */
  readonly shocks: readonly number[];
}

/** A mechanism that may be switched off. */
export interface Mechanism {
  readonly name: string;
  /** What reports call it. */
  readonly title: string;
  /** What works when it is on, and how it is switched off. */
  readonly about: string;
  /** @param from moment from which it is off, ms UTC  @returns null where the scenario has nothing of it from then on */
  off(scenario: Scenario, from: number): SwitchedOff | null;
}

const nothing = { set: {}, without: [], shocks: [] };

/** Margined venues by name. */
const futures = ({ venues }: Scenario): string[] =>
  Object.keys(venues).filter((name) => venues[name].settles === "futures");

/** `clearing.<venue>.<key>: false` at every margined venue that has the mechanism. */
function clearingSwitch(
  scenario: Scenario,
  key: string,
  has: (clearing: Scenario["clearing"][string] | undefined, venue: string) => boolean,
): SwitchedOff | null {
  const found = futures(scenario).filter((venue) => has(scenario.clearing[venue], venue));
  if (found.length === 0) return null;
  return { ...nothing, set: Object.fromEntries(found.map((venue) => [`clearing.${venue}.${key}`, false])) };
}

/** Shocks of some kinds that can only be due from `from` on. */
function shocksOf(scenario: Scenario, from: number, which: (shock: Scenario["shocks"][number]) => boolean): number[] {
  const { shocks, clock } = scenario;
  return shocks.flatMap((shock, i) =>
    which(shock) && (from <= clock.start || dueFrom(scenario, i) >= from) ? [i] : [],
  );
}

/** Behaviour that the engine's populations ask for by this name. */
const behaviour = (name: string, title: string, about: string, kinds: readonly string[]): Mechanism => ({
  name,
  title,
  about,
  off(scenario) {
    const { populations, without } = scenario;
    const present = Object.values(populations).some(
      ({ kind, mechanism }) => kinds.includes(kind) || mechanism === name,
    );
    return present && !without.includes(name) ? { ...nothing, without: [name] } : null;
  },
});

/** Whether margin can move from `from` on: a model, a dated step to come, or a shock. */
function marginMoves(scenario: Scenario, venue: string, from: number): boolean {
  const clearing = scenario.clearing[venue];
  const shocked = shocksOf(
    scenario,
    from,
    (shock) => shock.kind === "margin" && (shock as { venue?: unknown }).venue === venue,
  );
  if (shocked.length > 0) return true;
  if (clearing === undefined) return false;
  const { margin } = clearing;
  if (margin.kind === "fixed" || margin.kind === "per-lot") return (margin.tools ?? []).length > 0;
  if (margin.kind !== "schedule") return true;
  const off = margin.mechanism !== undefined && scenario.without.includes(margin.mechanism);
  return !off && margin.steps.some(({ effective }) => effective >= from);
}

/** Limits and halts at these venues end at `from`. */
const limitsEnd = (venues: readonly string[], from: number): Record<string, ParameterValue> =>
  Object.fromEntries(venues.map((venue) => [`venues.${venue}.limitsUntil`, momentOf(from)]));

/** To the millisecond, so that it does not lie before the moment. */
const momentOf = (time: number): string => {
  const text = new Date(time).toISOString();
  return text.endsWith(".000Z") ? `${text.slice(0, 19)}Z` : text;
};

const limited = (scenario: Scenario, venue: string): boolean => {
  const { rules, limitsUntil } = scenario.venues[venue];
  const shocked = scenario.shocks.some(
    (shock) => /^(?:price-limit|velocity-halt)$/.test(shock.kind) && (shock as { venue?: unknown }).venue === venue,
  );
  return limitsUntil === undefined && (rules.length > 0 || shocked);
};

/** All of them, in the order in which reports tell them. A new one is one entry here. */
export const MECHANISMS: readonly Mechanism[] = [
  {
    name: "loss-spiral",
    title: "loss spiral",
    about:
      "Losses bring accounts under their margin, which are called and sold, which makes losses. Off: `clearing.VENUE.lossCalls: false` at every margined venue; only what a raise of margin has put in breach is called.",
    off: (scenario) =>
      scenario.without.includes("forced-liquidation")
        ? null
        : clearingSwitch(scenario, "lossCalls", (c) => c === undefined || (c.forcedLiquidation && c.lossCalls)),
  },
  {
    name: "margin-spiral",
    title: "margin spiral",
    about:
      "Margin is raised as prices swing, and those who cannot find more are sold. Off: `clearing.VENUE.marginChanges: false`; rates stay where they stand.",
    off: (scenario, from) =>
      scenario.without.includes("forced-liquidation")
        ? null
        : clearingSwitch(
            scenario,
            "marginChanges",
            (c, venue) => (c?.marginChanges ?? true) && marginMoves(scenario, venue, from),
          ),
  },
  behaviour(
    "stops",
    "stop orders",
    "Stop programs sell what has fallen a set part below its high. Off: the engine's mechanism `stops`; they hold what they have.",
    ["stop-programs"],
  ),
  behaviour(
    "momentum",
    "momentum",
    "Trend followers, chasing and pyramiding, and those who jump on moves of the price or of gold. Off: the engine's mechanism `momentum`; they stand still, and open no new position.",
    ["trend-followers", "leveraged-longs", "etf-holders", "crypto-traders", "haven-investors", "crossover-traders"],
  ),
  {
    name: "market-maker-withdrawal",
    title: "market makers' withdrawal",
    about:
      "Market makers shrink their quotes and leave when the price swings. Off: the engine's mechanism `market-maker-withdrawal`, and shocks by which makers pull their quotes do not happen.",
    off(scenario, from) {
      const name = "market-maker-withdrawal";
      const { populations, without } = scenario;
      const makers = Object.values(populations).some(({ kind }) => kind === "market-makers");
      if (!makers || without.includes(name)) return null;
      const shocks = shocksOf(scenario, from, ({ kind }) => kind === "liquidity-withdrawal");
      return { ...nothing, without: [name], shocks };
    },
  },
  behaviour(
    "leveraged-etf",
    "leveraged ETFs",
    "Leveraged funds sell after a fall, into the settlement. Off: the engine's mechanism `leveraged-etf`; they do not rebalance.",
    ["leveraged-etfs"],
  ),
  {
    name: "position-limits",
    title: "position limits",
    about:
      "What lies beyond a position limit is closed by force. Off: `clearing.VENUE.enforceLimits: false`; limits bind nobody.",
    off(scenario, from) {
      if (scenario.without.includes("position-limits")) return null;
      const { shocks, clock } = scenario;
      return clearingSwitch(scenario, "enforceLimits", (c, venue) => {
        if (c?.enforceLimits === false) return false;
        const dated = (c?.positionLimits ?? []).length > 0;
        const last = Math.max(from, clock.start);
        const shocked = shocks.some((shock) => {
          const { kind, at, offset, ...rest } = shock as typeof shock & { venue?: unknown; deadline?: number };
          if (kind !== "position-limit" || rest.venue !== venue) return false;
          const due = at ?? (offset === undefined ? Number.POSITIVE_INFINITY : clock.start + offset);
          return due + (rest.deadline ?? 0) >= last;
        });
        return dated || shocked;
      });
    },
  },
  {
    name: "price-limits",
    title: "price limits",
    about:
      "Daily price limits and halts on fast moves, the fund's venue apart. Off: `venues.VENUE.limitsUntil` is the moment.",
    off(scenario, from) {
      const found = Object.keys(scenario.venues).filter((v) => v !== scenario.fund && limited(scenario, v));
      return found.length === 0 ? null : { ...nothing, set: limitsEnd(found, from) };
    },
  },
  {
    name: "fund-lock-in",
    title: "fund lock-in",
    about:
      "Holders of the fund cannot sell while its shares are limit-down or halted. Off: its venue has no limits any more (`venues.VENUE.limitsUntil`) and is not halted.",
    off(scenario, from) {
      const { fund } = scenario;
      if (fund === undefined) return null;
      const isHalt = (shock: Scenario["shocks"][number]): boolean =>
        shock.kind === "halt" && (shock as { venue?: unknown }).venue === fund;
      const shocks = shocksOf(scenario, from, isHalt);
      const set = limited(scenario, fund) ? limitsEnd([fund], from) : {};
      return shocks.length === 0 && Object.keys(set).length === 0 ? null : { ...nothing, set, shocks };
    },
  },
  {
    name: "news",
    title: "the news",
    about:
      "What is heard of value. Off: the news that the scenario itself counts to its mechanism `news`, or all of it where it counts none, does not happen.",
    off(scenario, from) {
      if (scenario.without.includes("news")) return null;
      const all = shocksOf(scenario, from, ({ kind }) => kind === "news");
      const own = all.filter((i) => scenario.shocks[i].mechanism === "news");
      const shocks = own.length > 0 ? own : all;
      return shocks.length === 0 ? null : { ...nothing, shocks };
    },
  },
];

/** A mechanism that a scenario itself declares: switched off as `--without` does, where it has not begun before. */
export const declaredMechanism = (name: string, title: string): Mechanism => ({
  name,
  title,
  about: title,
  off: ({ without }) => (without.includes(name) ? null : { ...nothing, without: [name] }),
});
