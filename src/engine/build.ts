/** Builds the world of a run from its scenario: venues, clearing, assets, populations, and who is who. */
import type { Population, View } from "../agents/population.ts";
import { type PopulationConfig, populationKinds } from "../agents/registry.ts";
import { ShortPool } from "../agents/short-pool.ts";
import { Assets } from "../assets/assets.ts";
import { Clearing } from "../clearing/clearing.ts";
import { type VenueClearingConfig, venueClearingConfig } from "../clearing/config.ts";
import { sampleMany } from "../core/distribution.ts";
import { deepFreeze } from "../core/freeze.ts";
import { RandomStream } from "../core/random.ts";
import { createVenue, type Venue } from "../market/index.ts";
import { VenueAttribution } from "./attribution.ts";
import type { Scenario } from "./config.ts";
import { ForcedPushes } from "./forced-pushes.ts";
import { KillLedger } from "./kill-matrix.ts";
import { ShapleyRule } from "./shapley.ts";
import type { ShockWorld } from "./shocks/shock.ts";

/** Operator-defined shocks by name. */
export type Operators = Readonly<
  Record<string, (world: ShockWorld, parameters: Readonly<Record<string, number | string>>) => void>
>;

type Note = (time: number, kind: string, subject: string | null, text: string) => void;

/** The world of one run. */
export interface World {
  readonly venues: readonly Venue[];
  readonly clearing: Clearing;
  readonly assets: Assets;
  readonly populations: readonly Population[];
  readonly names: readonly string[];
  readonly kinds: readonly string[];
  readonly counts: readonly number[];
  /** Whether each population acts (its mechanism is not switched off). Frozen: a snapshot leaves it as the scenario has it. */
  readonly acts: readonly boolean[];
  readonly populationOf: Uint16Array;
  readonly members: number;
  readonly attributions: readonly VenueAttribution[];
  readonly kills: KillLedger;
  readonly pushes: ForcedPushes;
  readonly shockWorld: ShockWorld;
  /** Number of the main venue. */
  readonly main: number;
  stream(name: string): RandomStream;
  venueIndex(name: string): number;
  /** USD for one unit of a currency now. */
  usdPer(currency: string): number;
  /** Gives shocks their view and the place where they write what they did. */
  watch(view: View, note: Note): void;
}

/**
 * Builds all parts and endows the populations. Throws an Error when the scenario contradicts itself (the loader finds that first).
 * @param endowed false for a world that a snapshot is restored into, which brings what members have
 */
export function buildWorld(scenario: Scenario, seed: number, operators: Operators, endowed: boolean): World {
  const stream = (name: string): RandomStream => new RandomStream(seed, name);
  const { clock } = scenario;
  const venueNames = Object.keys(scenario.venues);
  const venues = venueNames.map((name, v) => createVenue(name, v, scenario.venues[name], clock.start, clock.end));
  const venueIndex = (name: string): number => {
    const v = venueNames.indexOf(name);
    if (v < 0) throw new Error(`there is no venue "${name}"`);
    return v;
  };
  const off = new Set(scenario.without);
  const mechanism = (name: string): boolean => !off.has(name);

  const names = Object.keys(scenario.populations);
  const configs: PopulationConfig[] = names.map((name) => scenario.populations[name]);
  const counts = configs.map((config) => config.members);
  const members = counts.reduce((sum, count) => sum + count, 0);
  const populationOf = new Uint16Array(members);
  const firsts: number[] = [];
  let next = 0;
  counts.forEach((count, p) => {
    firsts.push(next);
    populationOf.fill(p, next, next + count);
    next += count;
  });

  const { attribution: rule } = scenario.record;
  const pushes = new ForcedPushes();
  const attributions = venues.map(
    ({ isFutures }, venue) =>
      new VenueAttribution({
        venue,
        populations: names.length,
        pushes: isFutures ? pushes : null,
        shapley: rule === "shapley" ? new ShapleyRule() : null,
        shares: rule !== "off",
      }),
  );
  const kills = new KillLedger(attributions);
  const clearing = new Clearing({
    configs: clearingOf(scenario, venueNames, mechanism),
    venues,
    members,
    populationOf,
    populations: names,
    explainer: kills,
    stream,
    start: clock.start,
  });
  kills.follow(clearing);
  const assets = new Assets(scenario.assets, {
    venues,
    clearing,
    rng: (name) => stream(`assets/${name}`),
    start: clock.start,
  });
  const shortPool = new ShortPool(clearing);
  const populations = configs.map((config, p) => {
    const kind = populationKinds.get(config.kind);
    if (!kind) throw new Error(`no kind of population is called "${config.kind}"`);
    return kind.create(config as never, {
      name: names[p],
      index: p,
      first: firsts[p],
      count: counts[p],
      rng: stream(`populations/${names[p]}`),
      venues,
      assets,
      clearing,
      shortPool,
      venue: venueIndex,
      mechanism,
    });
  });
  if (endowed) endow(populations, configs, firsts, clearing, (p) => stream(`owners/${names[p]}`));
  venues.forEach((venue, v) => {
    attributions[v].mid = venue.midTicks();
  });

  const usdPer = (currency: string): number => (currency === "CNY" ? 1 / assets.fx : 1);
  const population = (name: string): number => {
    const p = names.indexOf(name);
    if (p < 0) throw new Error(`there is no population "${name}"`);
    return p;
  };
  let view: View | null = null;
  let note: Note = () => {};
  const shockWorld: ShockWorld = {
    get time() {
      return (view as View).time;
    },
    get view() {
      return view as View;
    },
    venues,
    clearing,
    assets,
    venue: venueIndex,
    population: (name) => populations[population(name)],
    members: (name) => ({ first: firsts[population(name)], count: counts[population(name)] }),
    note: (kind, subject, text) => note((view as View).time, kind, subject, text),
    operator: (name) => {
      const found = operators[name];
      if (!found) throw new Error(`the scenario asks for the operator "${name}", which was not given to simulate()`);
      return found;
    },
  };
  return {
    venues,
    clearing,
    assets,
    populations,
    names,
    kinds: configs.map((config) => config.kind),
    counts,
    acts: Object.freeze(configs.map((config) => config.mechanism === undefined || mechanism(config.mechanism))),
    populationOf,
    members,
    attributions,
    kills,
    pushes,
    shockWorld: Object.freeze(shockWorld),
    main: venueIndex(scenario.main),
    stream,
    venueIndex,
    usdPer,
    watch(v, n) {
      view = v;
      note = n;
    },
  };
}

/** Each venue's clearing, without the forced liquidation and the dated margin steps of mechanisms that are off. */
function clearingOf(
  scenario: Scenario,
  venueNames: readonly string[],
  mechanism: (name: string) => boolean,
): VenueClearingConfig[] {
  return venueNames.map((name) => {
    const config = scenario.clearing[name] ?? venueClearingConfig.parse({});
    const { margin } = config;
    const stepsOff = margin.kind === "schedule" && margin.mechanism !== undefined && !mechanism(margin.mechanism);
    return deepFreeze({
      ...config,
      margin: stepsOff ? { ...margin, steps: [] } : margin,
      forcedLiquidation: config.forcedLiquidation && mechanism("forced-liquidation"),
    });
  });
}

/** First those who offer the short side of others' positions, then the rest, in the scenario's order. */
function endow(
  populations: readonly Population[],
  configs: readonly PopulationConfig[],
  firsts: readonly number[],
  clearing: Clearing,
  owners: (population: number) => RandomStream,
): void {
  for (const population of populations) if (population.offersShorts) population.endow();
  for (const population of populations) if (!population.offersShorts) population.endow();
  configs.forEach((config, p) => {
    const { payDelay, payWillingness, members } = config;
    if (payDelay === undefined && payWillingness === undefined) return;
    const rng = owners(p);
    const delay = sampleMany(payDelay ?? 0, members, rng, 0, 1e6);
    const willing = sampleMany(payWillingness ?? 1, members, rng, 0, 1);
    for (let i = 0; i < members; i++) clearing.setOwner(firsts[p] + i, delay[i], willing[i]);
  });
}
