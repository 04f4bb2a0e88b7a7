/** The moment from which the points of a sweep can differ, found from the parameters that it touches. */
import { parseDuration } from "../../core/quantity.ts";
import { parseInstant } from "../../core/time.ts";
import type { Scenario } from "../../engine/config.ts";
import type { ParameterValue } from "../design/design.ts";

/** A path in the scenario and all values that it takes in the sweep; none where only the path is known. */
export interface TouchedPath {
  readonly path: string;
  readonly values: readonly ParameterValue[];
}

const FROM_START = Number.NEGATIVE_INFINITY;
const NEVER = Number.POSITIVE_INFINITY;

/**
 * The earliest moment (ms UTC) at which any of the paths can act, over the base's own values and the sweep's; null when
 * one acts from the start, or when nothing would be shared. Steps before that moment are the same at every point. Known
 * to act late are the keys of a shock (from its first due date, announcements and leaks included, since a shock is dated
 * at its leak), of a dated step of a margin schedule, and the notice that such steps are given.
 */
export function forkMoment(base: Scenario, touched: readonly TouchedPath[]): number | null {
  let moment = NEVER;
  for (const one of touched) moment = Math.min(moment, actsFrom(one, base, touched));
  return moment > base.clock.start && moment < base.clock.end ? moment : null;
}

function actsFrom(one: TouchedPath, base: Scenario, all: readonly TouchedPath[]): number {
  const [head, second, third, fourth, fifth] = one.path.split(".");
  if (head === "shocks" && second !== undefined) return shockFrom(one, Number(second), base);
  if (head !== "clearing" || !(second in base.clearing)) return FROM_START;
  if (third === "notice") return noticeFrom(second, base, all);
  const step = third === "margin" && fourth === "steps" && fifth !== undefined ? Number(fifth) : Number.NaN;
  return Number.isInteger(step) ? stepFrom(second, step, base, all) : FROM_START;
}

/** Keys by which a shock, or one that follows it, comes to be due otherwise. */
const REDATING = new Set(["name", "when", "after", "after.shock"]);

/** A shock acts from the first moment at which it can be due. */
function shockFrom({ path, values }: TouchedPath, index: number, base: Scenario): number {
  const own = dueFrom(base, index);
  const key = path.split(".").slice(2).join(".");
  if (key === "at" || key === "when.from") return least(own, values, momentOf);
  if (key === "offset") return least(own, values, (v) => base.clock.start + durationOf(v));
  // A whole shock may be dated in any way.
  if (key === "") return least(own, values, (v) => momentOf((v as { at?: unknown } | null)?.at));
  return REDATING.has(key) ? FROM_START : own;
}

/** The first moment at which a shock can be due; of one that follows another, the moment of that other. */
function dueFrom(base: Scenario, index: number, followed: readonly number[] = []): number {
  const shock = base.shocks[index];
  if (shock === undefined || followed.includes(index)) return FROM_START;
  const { at, offset, after, when } = shock;
  if (at !== undefined) return at;
  if (offset !== undefined) return base.clock.start + offset;
  if (after === undefined) return when?.from ?? FROM_START;
  const cause = base.shocks.findIndex(({ name }) => name === after.shock);
  return dueFrom(base, cause, [...followed, index]);
}

interface Schedule {
  readonly kind: string;
  readonly steps?: readonly { readonly effective: number; readonly announced?: number | undefined }[];
}

const scheduleOf = (base: Scenario, venue: string): Schedule => base.clearing[venue].margin as Schedule;

/** A notice dates every announced step anew. */
function noticeFrom(venue: string, base: Scenario, all: readonly TouchedPath[]): number {
  const { kind, steps = [] } = scheduleOf(base, venue);
  if (kind !== "schedule") return FROM_START;
  return Math.min(NEVER, ...steps.map((_, i) => stepFrom(venue, i, base, all)));
}

/** The first moment at which a dated step can take effect, over all dates and notices that the sweep gives it. */
function stepFrom(venue: string, index: number, base: Scenario, all: readonly TouchedPath[]): number {
  const step = scheduleOf(base, venue).steps?.[index];
  if (step === undefined) return FROM_START;
  const prefix = `clearing.${venue}.margin.steps.${index}`;
  if (all.some(({ path }) => path === prefix)) return FROM_START;
  const given = (path: string): readonly ParameterValue[] =>
    all.filter((one) => one.path === path).flatMap((one) => one.values);
  const effective = least(step.effective, given(`${prefix}.effective`), momentOf);
  const announced = least(step.announced ?? NEVER, given(`${prefix}.announced`), momentOf);
  const notice = least(base.clearing[venue].notice ?? NEVER, given(`clearing.${venue}.notice`), durationOf);
  return Math.min(effective, announced + notice);
}

function least(own: number, values: readonly ParameterValue[], read: (value: ParameterValue) => number): number {
  return values.reduce<number>((moment, value) => Math.min(moment, read(value)), own);
}

const momentOf = (value: unknown): number => {
  const moment = typeof value === "string" ? parseInstant(value) : Number.NaN;
  return Number.isNaN(moment) ? FROM_START : moment;
};

const durationOf = (value: unknown): number => {
  const duration = typeof value === "string" ? parseDuration(value) : Number.NaN;
  return Number.isNaN(duration) ? FROM_START : duration;
};
