/** A figure's expression made into a formula: mathjs parses the arithmetic, references to series are read by us. */
import type { Formula } from "../../analysis/reported/formula.ts";
import { AGGREGATES, ARITHMETIC, NUMBER_FUNCTIONS } from "../../analysis/reported/words.ts";
import { type ExpressionParser, LONGEST_EXPRESSION } from "../expression.ts";
import { listNames, nearestName, suggest } from "../nearest-name.ts";
import { findIn, type Syntax } from "../syntax.ts";
import { ExpressionError } from "../vocabulary.ts";
import { type Reading, readSource, type SeriesScenario } from "./read-source.ts";
import { type MaskedText, maskReferences, type SeriesReference } from "./series-reference.ts";

/** What is wrong with an expression, each thing at its own place. */
export class FormulaErrors extends Error {
  override readonly name = "FormulaErrors";
  readonly errors: readonly ExpressionError[];

  constructor(errors: readonly ExpressionError[]) {
    super(errors.map(({ message }) => message).join("; "));
    this.errors = errors;
  }
}

/** Reads it. Throws FormulaErrors, whose places count characters of `text`: of every reference, or of what stands around them. */
export function readFormula(text: string, scenario: SeriesScenario, parse: ExpressionParser): Formula {
  const masked = maskReferences(text);
  const wrong = [...masked.references.values()].flatMap((one) => errorsOf(() => readSource(one, scenario)));
  if (wrong.length > 0) throw new FormulaErrors(wrong);
  let formula: Formula | undefined;
  const others = errorsOf(() => {
    if (text.trim() === "") throw new ExpressionError("expected an expression over the run's series, got nothing");
    if (text.length > LONGEST_EXPRESSION)
      throw new ExpressionError(`an expression may have at most ${LONGEST_EXPRESSION} characters, got ${text.length}`);
    formula = new FormulaReader(text, masked, scenario).number(parseMasked(text, masked, parse));
  });
  if (formula === undefined) throw new FormulaErrors(others);
  return formula;
}

function errorsOf(read: () => void): ExpressionError[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ExpressionError) return [error];
    throw error;
  }
}

function parseMasked(text: string, masked: MaskedText, parse: ExpressionParser): Syntax {
  try {
    return parse(masked.text) as unknown as Syntax;
  } catch (error) {
    const { message, char } = error as Error & { char?: number };
    const words = masked.unmask(message.replace(/\s*\(char \d+\)\s*$/, "").replace(/^./, (c) => c.toLowerCase()));
    throw new ExpressionError(`cannot read "${text.trim()}": ${words}`, Math.max(0, (char ?? 1) - 1));
  }
}

const FUNCTIONS = [...new Set([...AGGREGATES.keys(), ...NUMBER_FUNCTIONS.keys()])];

class FormulaReader {
  private readonly text: string;
  private readonly masked: MaskedText;
  private readonly scenario: SeriesScenario;

  constructor(text: string, masked: MaskedText, scenario: SeriesScenario) {
    this.text = text;
    this.masked = masked;
    this.scenario = scenario;
  }

  /** A node that must be a number. */
  number(node: Syntax): Formula {
    switch (node.type) {
      case "ConstantNode":
        if (typeof node.value === "number" && Number.isFinite(node.value)) return { kind: "number", value: node.value };
        return this.refuse(`text or a special value (${String(node.value)})`, String(node.value));
      case "ParenthesisNode":
        return this.number(node.content!);
      case "SymbolNode":
        return this.symbol(node);
      case "OperatorNode":
        return this.operator(node);
      case "FunctionNode":
        return this.call(node);
      default:
        return this.refuse(REFUSED[node.type] ?? "this", "");
    }
  }

  private symbol(node: Syntax): Formula {
    const reference = this.masked.references.get(node.name!);
    if (reference !== undefined) {
      const reading = readSource(reference, this.scenario);
      if (reading.kind === "number") return reading.formula;
      throw new ExpressionError(
        `${this.written(reference)} is a series, and a number is asked for`,
        reference.at,
        `say which: last(${this.written(reference)}), min, max, mean, …`,
      );
    }
    const at = findIn(this.text, node.name!);
    if (FUNCTIONS.includes(node.name!)) throw new ExpressionError(`${node.name} stands without its values`, at);
    const heads = [...Object.keys(this.scenario.venues), "world", "summary"];
    if (heads.includes(node.name!))
      throw new ExpressionError(`${node.name} needs a column`, at, "comex.close and world.gold have one");
    throw new ExpressionError(`"${node.name}" means nothing here`, at, suggest(node.name!, [...heads, ...FUNCTIONS]));
  }

  private operator(node: Syntax): Formula {
    if (node.implicit === true)
      return this.refuse("two values side by side", "", "write the multiplication sign, as in 2 * x");
    if (node.isPercentage === true) return this.refuse("a percentage", "%", "write 0.05 for 5%");
    const name = node.fn as string;
    if (!ARITHMETIC.has(name)) return this.refuse(`the operator ${node.op}`, node.op ?? "");
    return { kind: "call", name, values: node.args!.map((one) => this.number(one)) };
  }

  private call(node: Syntax): Formula {
    const callee = node.fn as Syntax;
    const name = callee.type === "SymbolNode" ? this.masked.unmask(callee.name!) : "";
    const at = findIn(this.text, name);
    if (!FUNCTIONS.includes(name)) {
      const nearest = nearestName(name, FUNCTIONS);
      const hint = nearest === undefined ? `there is ${listNames(FUNCTIONS)}` : `did you mean "${nearest}"?`;
      return this.refuse(
        name === "" ? "the call of something that is not a named function" : `the function ${name}`,
        name,
        hint,
      );
    }
    const values = node.args!;
    const series = values.length === 1 && AGGREGATES.has(name) ? this.series(values[0]) : null;
    if (series !== null) {
      const { source, from, until } = series;
      return { kind: "aggregate", by: name, of: { source, from, until } };
    }
    const known = NUMBER_FUNCTIONS.get(name);
    if (known === undefined) throw new ExpressionError(`${name} takes one series`, at, `${name}(comex.close), say`);
    if (values.length < known.least || values.length > known.most) {
      const wanted = known.least === known.most ? `${known.least}` : `a series, or ${known.least} or more numbers`;
      const many = known.least === known.most ? ` value${known.least === 1 ? "" : "s"}` : "";
      throw new ExpressionError(`${name} takes ${wanted}${many}, got ${values.length}`, at);
    }
    return { kind: "call", name, values: values.map((one) => this.number(one)) };
  }

  /** The series that a node is; null when it is something else. */
  private series(node: Syntax): Extract<Reading, { kind: "series" }> | null {
    if (node.type === "ParenthesisNode") return this.series(node.content!);
    const reference = node.type === "SymbolNode" ? this.masked.references.get(node.name!) : undefined;
    if (reference === undefined) return null;
    const reading = readSource(reference, this.scenario);
    return reading.kind === "series" ? reading : null;
  }

  private written({ at, names, window }: SeriesReference): string {
    const last = names[names.length - 1];
    const end = window === undefined ? last.at + last.text.length : window.at + window.text.length + 1;
    return this.text.slice(at, end);
  }

  private refuse(what: string, token: string, hint = ""): never {
    throw new ExpressionError(`an expression may not hold ${what}`, findIn(this.text, token), hint);
  }
}

/** What mathjs can parse and a figure may not say. */
const REFUSED: Record<string, string> = {
  AccessorNode: "the inside of a value",
  ArrayNode: "a list",
  AssignmentNode: "an assignment",
  BlockNode: "more than one statement",
  ConditionalNode: "a condition",
  FunctionAssignmentNode: "the definition of a function",
  IndexNode: "brackets",
  ObjectNode: "an object",
  RangeNode: "a range",
  RelationalNode: "a comparison",
};
