/** A value of a run: one of its figures, or an expression over several. */
import { Expression } from "../../scenario/expression.ts";
import { mathjsParser } from "../../scenario/mathjs.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { ExpressionError } from "../../scenario/vocabulary.ts";

type Figures = Readonly<Record<string, number | string | null>>;

/** Figures that count something: a run that lacks one had none of it. */
const COUNTED = /^(?:credit\.defaults\.|gains\.)/;

export class RunValue {
  /** Keys of the figures that it needs. */
  readonly keys: readonly string[];
  private readonly expression: Expression | null;
  /** Key by short name. */
  private readonly names: ReadonlyMap<string, string>;

  /**
   * @param text a figure's key, or an expression that begins with `=` @param names figures' keys by short name
   * Throws an ExpressionError for what it cannot mean.
   */
  constructor(text: string, names: ReadonlyMap<string, string>) {
    this.names = names;
    if (!text.trimStart().startsWith("=")) {
      const key = text.trim();
      this.expression = null;
      this.keys = [names.get(key) ?? key];
      return;
    }
    this.expression = new Expression(text.replace(/^\s*=/, ""), mathjsParser());
    this.keys = this.expression.names().map((name) => {
      const key = names.get(name);
      if (key !== undefined) return key;
      const hint = suggest(name, [...names.keys()]) || "give a figure a short name under `figures`";
      throw new ExpressionError(`there is no short name "${name}"`, this.expression!.text.indexOf(name), hint);
    });
  }

  /** The value of a run; NaN where it has none. Null is a run that failed. */
  of(figures: Figures | null): number {
    if (figures === null) return Number.NaN;
    const { expression, names, keys } = this;
    if (expression === null) return numberOf(figures, keys[0]);
    if (keys.some((key) => Number.isNaN(numberOf(figures, key)))) return Number.NaN;
    try {
      return expression.evaluate((name) => numberOf(figures, names.get(name) as string), [...names.keys()]);
    } catch (error) {
      // A division by zero, say: this run has no such value.
      if (error instanceof ExpressionError) return Number.NaN;
      throw error;
    }
  }
}

function numberOf(figures: Figures, key: string): number {
  const value = figures[key];
  if (typeof value === "number") return value;
  return value === undefined && COUNTED.test(key) ? 0 : Number.NaN;
}
