/** Numbers as a sweep file writes them: plain, as a duration or as a moment; and back again for the scenario. */
import { parseDuration } from "../../core/quantity.ts";
import { parseInstant } from "../../core/time.ts";

/** What a number stands for. Durations and moments are counted in milliseconds. */
export type NumberKind = "plain" | "duration" | "moment";

export interface WrittenNumber {
  readonly kind: NumberKind;
  readonly value: number;
}

/** Reads a number, a duration (`90m`) or a moment (`2026-01-30T09:00Z`); null when it is none. */
export function readNumber(value: unknown): WrittenNumber | null {
  if (typeof value === "number") return { kind: "plain", value };
  if (typeof value !== "string") return null;
  const duration = parseDuration(value);
  if (!Number.isNaN(duration)) return { kind: "duration", value: duration };
  const moment = parseInstant(value);
  return Number.isNaN(moment) ? null : { kind: "moment", value: moment };
}

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** Milliseconds as a duration, `1d6h30m`, to the nearest millisecond. */
export function durationText(ms: number): string {
  let rest = Math.max(0, Math.round(ms));
  let text = "";
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text === "" ? "0s" : text;
}

/** A moment in UTC, to the nearest second. */
export function momentText(ms: number): string {
  return `${new Date(Math.round(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** How the scenario wants a sampled number. Durations of minutes and more are rounded to the second. */
export function presenter(kind: NumberKind, largest: number): (x: number) => number | string {
  if (kind === "plain") return (x) => x;
  if (kind === "moment") return momentText;
  const grain = largest >= 600_000 ? 1000 : 1;
  return (x) => durationText(Math.round(x / grain) * grain);
}
