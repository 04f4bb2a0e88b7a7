/** What a formula may do with values: functions that make one number of a series, and functions of numbers. */
import { power } from "../../core/power.ts";
import { moments } from "../moments.ts";
import { quantile } from "../quantile.ts";

/** Values of a stretch, none of them NaN, each with the start of its step, ms UTC. Never empty, but for `sum` and `count`. */
export interface Values {
  readonly value: Float64Array;
  readonly time: Float64Array;
}

interface Aggregate {
  /** What it is, for the vocabulary's page. */
  readonly about: string;
  /** Whether it has a value where there are none: 0. */
  readonly ofNone: boolean;
  /** @param start first moment of the run, ms UTC */
  readonly of: (values: Values, start: number) => number;
}

const DAY = 86_400_000;
const best = ({ value }: Values, sign: number): number => {
  let at = 0;
  for (let i = 1; i < value.length; i++) if (sign * value[i] > sign * value[at]) at = i;
  return at;
};
const total = ({ value }: Values): number => value.reduce((sum, x) => sum + x, 0);

/** Functions of a series, by name. */
export const AGGREGATES: ReadonlyMap<string, Aggregate> = new Map<string, Aggregate>([
  ["min", { about: "its least value", ofNone: false, of: (v) => v.value[best(v, -1)] }],
  ["max", { about: "its greatest value", ofNone: false, of: (v) => v.value[best(v, 1)] }],
  ["mean", { about: "its mean", ofNone: false, of: (v) => total(v) / v.value.length }],
  ["median", { about: "its median", ofNone: false, of: (v) => quantile(v.value, 0.5) }],
  ["std", { about: "its standard deviation", ofNone: false, of: (v) => Math.sqrt(moments(v.value).variance) }],
  ["first", { about: "its first value", ofNone: false, of: (v) => v.value[0] }],
  ["last", { about: "its last value", ofNone: false, of: (v) => v.value[v.value.length - 1] }],
  ["sum", { about: "its sum (0 of none): volumes", ofNone: true, of: total }],
  ["count", { about: "how many values it has", ofNone: true, of: (v) => v.value.length }],
  [
    "timeOfMin",
    {
      about: "when it was least, in days since the run began",
      ofNone: false,
      of: (v, t) => (v.time[best(v, -1)] - t) / DAY,
    },
  ],
  [
    "timeOfMax",
    {
      about: "when it was greatest, in days since the run began",
      ofNone: false,
      of: (v, t) => (v.time[best(v, 1)] - t) / DAY,
    },
  ],
]);

interface NumberFunction {
  /** Fewest and most numbers that it takes. */
  readonly least: number;
  readonly most: number;
  readonly apply: (...numbers: number[]) => number;
}

/** Functions of numbers, by name. */
export const NUMBER_FUNCTIONS: ReadonlyMap<string, NumberFunction> = new Map([
  ["min", { least: 2, most: 64, apply: Math.min }],
  ["max", { least: 2, most: 64, apply: Math.max }],
  ["abs", { least: 1, most: 1, apply: Math.abs }],
  ["exp", { least: 1, most: 1, apply: Math.exp }],
  ["log", { least: 1, most: 1, apply: Math.log }],
  ["sqrt", { least: 1, most: 1, apply: Math.sqrt }],
]);

/** Operators by mathjs' name for them. */
export const ARITHMETIC: ReadonlyMap<string, (...numbers: number[]) => number> = new Map<
  string,
  (...numbers: number[]) => number
>([
  ["add", (a, b) => a + b],
  ["subtract", (a, b) => a - b],
  ["multiply", (a, b) => a * b],
  ["divide", (a, b) => a / b],
  ["pow", power],
  ["unaryMinus", (a) => -a],
  ["unaryPlus", (a) => a],
]);
