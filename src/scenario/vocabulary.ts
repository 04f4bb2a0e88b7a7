/** What an expression in a scenario may say: arithmetic on named numbers, and nothing that reaches outside it. */
import { power } from "../core/power.ts";

/** An expression, or the part of it at `char` (from 0), that means nothing here. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  readonly char: number;
  readonly hint: string;

  constructor(message: string, char = 0, hint = "") {
    super(message);
    this.char = char;
    this.hint = hint;
  }
}

interface NamedFunction {
  /** Fewest and most arguments. */
  readonly least: number;
  readonly most: number;
  readonly apply: (...numbers: number[]) => number;
}

const one = (apply: (x: number) => number): NamedFunction => ({ least: 1, most: 1, apply });

/** Functions by name. `round` rounds halves away from zero, as mathjs does; `clamp(x, low, high)` holds x between the two. */
export const FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map([
  ["min", { least: 1, most: 64, apply: Math.min }],
  ["max", { least: 1, most: 64, apply: Math.max }],
  ["abs", one(Math.abs)],
  ["exp", one(Math.exp)],
  ["log", one(Math.log)],
  ["sqrt", one(Math.sqrt)],
  ["floor", one(Math.floor)],
  ["ceil", one(Math.ceil)],
  ["round", one((x) => Math.sign(x) * Math.round(Math.abs(x)))],
  ["sign", one(Math.sign)],
  ["tanh", one(Math.tanh)],
  ["clamp", { least: 3, most: 3, apply: (x, low, high) => Math.min(high, Math.max(low, x)) }],
]);

/** Named numbers that are always there. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([["pi", Math.PI]]);

/** Operators of two numbers by mathjs' name for them. Comparisons are exact, as in JavaScript. */
export const OPERATORS: ReadonlyMap<string, (a: number, b: number) => number | boolean> = new Map<
  string,
  (a: number, b: number) => number | boolean
>([
  ["add", (a, b) => a + b],
  ["subtract", (a, b) => a - b],
  ["multiply", (a, b) => a * b],
  ["divide", (a, b) => a / b],
  ["mod", (a, b) => a - b * Math.floor(a / b)],
  ["pow", power],
  ["larger", (a, b) => a > b],
  ["largerEq", (a, b) => a >= b],
  ["smaller", (a, b) => a < b],
  ["smallerEq", (a, b) => a <= b],
  ["equal", (a, b) => a === b],
  ["unequal", (a, b) => a !== b],
]);

/** Words of the expression language: no param may take their names. */
export const WORDS: ReadonlySet<string> = new Set([
  ...["mod", "to", "in", "and", "xor", "or", "not", "true", "false", "null", "undefined", "end"],
  ...["NaN", "Infinity", "i", "e", "pi"],
]);
