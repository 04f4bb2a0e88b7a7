/** Phase 4, expressions: params first, each when it is needed; then every `=…` in the scenario becomes its number. */
import { parsePercent } from "../core/quantity.ts";
import { Expression, type ExpressionParser } from "./expression.ts";
import { type PathSegment, type Problem, problemAt } from "./problem.ts";
import { eachScalar, type MapNode, placeOf, type ScalarNode } from "./source-tree.ts";
import { ExpressionError, FUNCTIONS, WORDS } from "./vocabulary.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a scalar is an expression: text that begins with `=`. */
const isExpression = (value: unknown): value is string => typeof value === "string" && value.startsWith("=");

/** Replaces expressions and params by their numbers, in place. The parser is asked for only when an expression is met. */
export function evaluateTree(root: MapNode, parser: () => ExpressionParser, problems: Problem[]): void {
  const params = new Params(root, parser, problems);
  params.evaluateAll();
  eachScalar(root, (scalar, path) => {
    if (path[0] !== "params" && isExpression(scalar.value)) params.replace(scalar, path);
  });
}

class Params {
  private readonly scalars = new Map<string, ScalarNode>();
  private readonly names: string[] = [];
  private readonly values = new Map<string, number>();
  private readonly failed = new Set<string>();
  private readonly underWay: string[] = [];
  private readonly parser: () => ExpressionParser;
  private readonly problems: Problem[];

  constructor(root: MapNode, parser: () => ExpressionParser, problems: Problem[]) {
    this.parser = parser;
    this.problems = problems;
    const params = root.entries.get("params")?.value;
    if (params === undefined) return;
    if (params.type !== "map") {
      problems.push(problemAt(placeOf(root, ["params"]), ["params"], "expected a map of names and numbers"));
      return;
    }
    for (const [name, entry] of params.entries) {
      if (!NAME.test(name))
        this.refuseName(entry.keyAt, name, "must be letters, digits and _, beginning with a letter");
      else if (WORDS.has(name) || FUNCTIONS.has(name))
        this.refuseName(entry.keyAt, name, "is a word of the expression language");
      else {
        this.names.push(name);
        if (entry.value.type === "scalar") this.scalars.set(name, entry.value);
        else this.fail(entry.value.at, name, "expected a number");
      }
    }
  }

  evaluateAll(): void {
    for (const name of this.names) this.valueOf(name);
  }

  /** Puts the value of an expression in its place; a failed one is reported and marked. */
  replace(scalar: ScalarNode, path: readonly PathSegment[]): void {
    const value = this.evaluate(scalar, path);
    if (value === undefined) scalar.broken = true;
    else scalar.value = value;
  }

  /** The value of a param, evaluated when first asked for; undefined when it has none, which has been reported. */
  private valueOf(name: string): number | undefined {
    const known = this.values.get(name);
    const scalar = this.scalars.get(name);
    if (known !== undefined || scalar === undefined || this.failed.has(name)) return known;
    if (this.underWay.includes(name)) {
      const round = [...this.underWay.slice(this.underWay.indexOf(name)), name];
      for (const one of round) this.failed.add(one);
      this.problems.push(problemAt(scalar.at, ["params", name], `params go round in a circle: ${round.join(" -> ")}`));
      return undefined;
    }
    this.underWay.push(name);
    const value = this.readParam(scalar, name);
    this.underWay.pop();
    if (value === undefined) {
      this.failed.add(name);
      scalar.broken = true;
      return undefined;
    }
    scalar.value = value;
    this.values.set(name, value);
    return value;
  }

  private readParam(scalar: ScalarNode, name: string): number | undefined {
    if (isExpression(scalar.value)) return this.evaluate(scalar, ["params", name]);
    const value = typeof scalar.value === "string" ? parsePercent(scalar.value) : scalar.value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    this.fail(scalar.at, name, `expected a number, a percentage or an expression, got ${scalar.text || "nothing"}`);
    return undefined;
  }

  private evaluate(scalar: ScalarNode, path: readonly PathSegment[]): number | undefined {
    try {
      const expression = new Expression(String(scalar.value).slice(1), this.parser());
      const needed = expression.names().filter((n) => this.names.includes(n));
      for (const name of needed) this.valueOf(name);
      // What is wrong with a param has been said where the param stands.
      if (needed.some((n) => this.failed.has(n))) return undefined;
      return expression.evaluate((name) => this.values.get(name), this.names);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const at =
        scalar.textAt === undefined ? scalar.at : { ...scalar.textAt, column: scalar.textAt.column + 1 + error.char };
      this.problems.push(problemAt(at, path, error.message, error.hint));
      return undefined;
    }
  }

  private fail(at: ScalarNode["at"], name: string, message: string): void {
    this.failed.add(name);
    this.problems.push(problemAt(at, ["params", name], message));
  }

  private refuseName(at: ScalarNode["at"], name: string, why: string): void {
    this.problems.push(problemAt(at, ["params", name], `the name of a param ${why}`));
  }
}
