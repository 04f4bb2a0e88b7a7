/** A value of a scenario that a search is free to choose, and its place on an axis of the unit cube. */
import { type NumberKind, presenter } from "../sweep/written-number.ts";

export interface FreeParameter {
  /** Where it stands in the scenario, `populations.longs.members`. */
  readonly path: string;
  readonly low: number;
  readonly high: number;
  readonly scale: "linear" | "log";
  /** Whether only whole numbers may stand there. */
  readonly whole: boolean;
  /** How the scenario writes it; durations are counted in milliseconds here. */
  readonly kind: NumberKind;
  /** Where a search begins. */
  readonly start: number;
}

/** Significant digits of a value: finer than any record tells, and short enough to be written down. */
const DIGITS = 5;

/** The value at `unit`, 0 to 1 from the lower bound to the upper one. */
export function valueAt({ low, high, scale, whole }: FreeParameter, unit: number): number {
  const u = Math.min(1, Math.max(0, unit));
  const raw = scale === "log" ? low * Math.exp(u * Math.log(high / low)) : low + u * (high - low);
  const value = whole ? Math.round(raw) : Number(raw.toPrecision(DIGITS));
  return Math.min(high, Math.max(low, value));
}

/** The place of a value on its axis, 0 to 1. */
export function unitOf({ low, high, scale }: FreeParameter, value: number): number {
  const at = scale === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.min(1, Math.max(0, at));
}

/** The value as a scenario file writes it. */
export const writtenValue = ({ kind, high }: FreeParameter, value: number): number | string =>
  presenter(kind, high)(value);
