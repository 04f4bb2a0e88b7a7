/** What studies of margin policies say alike: base, seeds, venue, and the moments that runs are measured by. */
import type { Scenario } from "../../engine/config.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import type { StudyFile } from "../sweep/study-file.ts";
import { type Overrides, SweepBase } from "../sweep/sweep-base.ts";
import { STRESS_FORMAT, type StressMeasure } from "./stress-measure.ts";
import type { StudyKeys } from "./study-config.ts";

/** What is laid upon a study file. */
export interface StudyRequest {
  /** Instead of the file's seeds: how many, or which. */
  readonly seeds?: number | readonly number[];
  /** `path=value` for the base; they win over the file's own `set`. */
  readonly set?: readonly string[];
  readonly without?: readonly string[];
}

type File = StudyFile<StudyKeys>;

/** The scenario that the study is about, with what holds in every run; undefined where it is none. */
export function readBase(file: File, { set = [], without = [] }: StudyRequest): SweepBase | undefined {
  const path = file.section("base");
  if (path === undefined) return undefined;
  const own = (file.section("set") ?? {}) as Overrides;
  const off = [...new Set([...(file.section("without") ?? []), ...without])];
  const base = new SweepBase(file, path, { set: own, given: set, without: off });
  return base.isSweep ? undefined : base;
}

/** Seeds of the study, each once. */
export function readSeeds(file: File, given: StudyRequest["seeds"]): readonly number[] | undefined {
  const asked = given ?? file.section("seeds");
  if (asked === undefined) return undefined;
  if (typeof asked === "number") return Array.from({ length: asked }, (_, i) => i + 1);
  const twice = asked.findIndex((seed, i) => asked.indexOf(seed) < i);
  if (twice >= 0 && given === undefined) file.report(["seeds", twice], `the seed ${asked[twice]} stands twice`);
  return [...new Set(asked)];
}

/** The venue that is studied: one with margin. */
export function readVenue(file: File, { main, venues }: Scenario): string | undefined {
  const venue = file.section("venue") ?? main;
  const margined = Object.keys(venues).filter((name) => venues[name].settles === "futures");
  if (margined.includes(venue)) return venue;
  const what = venue in venues ? `${venue} has no margin: its shares are fully paid` : `there is no venue "${venue}"`;
  file.report(["venue"], what, suggest(venue, margined));
  return undefined;
}

/** Moments and terms by which runs are measured. */
export function readMeasure(file: File, scenario: Scenario, venue: string): StressMeasure | undefined {
  const { start, end } = scenario.clock;
  const before = file.problems.length;
  const fork = file.section("fork");
  const shock = file.section("shock");
  const until = file.section("until") ?? end;
  const gainers = file.section("gainers") ?? null;
  const words = (time: number): string => new Date(time).toISOString();
  const clock = `the clock, ${words(start)} to ${words(end)}`;
  if (fork !== undefined && !(fork > start && fork < end))
    file.report(["fork"], `the fork does not lie inside ${clock}`);
  if (until > end) file.report(["until"], `runs cannot go on beyond ${clock}`);
  if (fork !== undefined && shock !== undefined && shock < fork)
    file.report(
      ["shock"],
      `the stress cannot begin before the fork, ${words(fork)}`,
      "falls are told of what policies act on",
    );
  if (shock !== undefined && shock >= until)
    file.report(["shock"], `the stress begins after the runs have stopped, at ${words(until)}`);
  const names = Object.keys(scenario.populations);
  gainers?.forEach((name, i) => {
    if (!names.includes(name)) file.report(["gainers", i], `there is no population "${name}"`, suggest(name, names));
  });
  const memory = file.section("volatility")?.memory;
  const wave = file.section("wave");
  if (fork === undefined || shock === undefined || memory === undefined || wave === undefined) return undefined;
  if (file.problems.length > before) return undefined;
  return { kind: "stress", format: STRESS_FORMAT, venue, fork, shock, until, gainers, memory, wave, path: true };
}
