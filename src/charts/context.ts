import { type CrashProfile, crashProfile } from "../analysis/crash-profile.ts";
import type { ReportedFigure } from "../analysis/reported/reported-figure.ts";
import type { RunResult, VenueSeries } from "../engine/result.ts";
import { LocalTime } from "./local-time.ts";
import { populationColours } from "./palette.ts";

/** What charts need of a venue and a result does not carry. */
export interface VenueFacts {
  /** IANA zone of its calendar. */
  readonly zone: string;
  /** Units of the underlying in a lot: 5000 ounces, 15 kilograms, 100 shares. */
  readonly multiplier: number;
  /** Whether it trades margined futures rather than shares. */
  readonly futures: boolean;
}

/** What charts need of a scenario. */
export interface ChartScenario {
  /** One line that says what the scenario is. */
  readonly title: string;
  /** What is traded, as a title calls it: "silver". */
  readonly subject: string;
  readonly venues: Readonly<Record<string, VenueFacts>>;
  /** Venue that titles and zooms speak of; the first one unless told otherwise. */
  readonly mainVenue?: string;
  /** Venue of the listed fund whose value and premium the world series holds. */
  readonly fundVenue?: string;
  /** Trading day of the main venue to zoom into, such as `2026-01-30`; its worst day unless told otherwise. */
  readonly crashDay?: string;
  readonly reported?: readonly ReportedFigure[];
}

/** Everything that charts of one run share, worked out once. */
export interface ChartContext {
  readonly scenario: ChartScenario;
  readonly main: VenueSeries;
  readonly mainIndex: number;
  readonly fund: VenueSeries | null;
  /** Clock of the main venue: every axis shows it. */
  readonly clock: LocalTime;
  /** Worst day of the main venue; null when it never fell. */
  readonly crash: CrashProfile | null;
  /** A colour for each population, by its number. */
  readonly colours: readonly string[];
  /** The run without one mechanism (or with it, when this run lacks it). */
  readonly twin: RunResult | null;
  facts(venue: VenueSeries): VenueFacts;
}

const UNKNOWN: VenueFacts = { zone: "UTC", multiplier: 1, futures: false };

/** Prepares a run for its charts. Throws a RangeError when the scenario names a main venue that the run lacks. */
export function chartContext(result: RunResult, scenario: ChartScenario, twin: RunResult | null = null): ChartContext {
  const facts = (venue: VenueSeries): VenueFacts => scenario.venues[venue.name] ?? UNKNOWN;
  const mainIndex = scenario.mainVenue ? result.venues.findIndex((v) => v.name === scenario.mainVenue) : 0;
  const main = result.venues[mainIndex];
  if (!main) throw new RangeError(`expected a venue of the run, got ${scenario.mainVenue ?? "a run without venues"}`);
  const zone = facts(main).zone;
  return {
    scenario,
    main,
    mainIndex,
    fund: result.venues.find((v) => v.name === scenario.fundVenue) ?? null,
    clock: new LocalTime(result.time, zone),
    crash: crashProfile(result, main, zone, scenario.crashDay),
    colours: populationColours(result.populations),
    twin,
    facts,
  };
}
