/** The value of a checked expression. */
import { listNames, nearestName } from "./nearest-name.ts";
import { findIn, type Syntax } from "./syntax.ts";
import { CONSTANTS, ExpressionError, FUNCTIONS, OPERATORS } from "./vocabulary.ts";

/** A number by its name, where the scenario has one. */
export type Lookup = (name: string) => number | undefined;

/** One evaluation of an expression whose syntax has been checked. */
export class Evaluation {
  private readonly text: string;
  private readonly lookup: Lookup;
  private readonly candidates: readonly string[];

  /** @param text the expression, for messages  @param candidates names of params, to find the nearest of a misspelt one */
  constructor(text: string, lookup: Lookup, candidates: readonly string[]) {
    this.text = text;
    this.lookup = lookup;
    this.candidates = candidates;
  }

  /** @throws ExpressionError for an unknown name, a division by zero, or a value that is not a finite number */
  valueOf(node: Syntax): number | boolean {
    switch (node.type) {
      case "ConstantNode":
        return node.value as number | boolean;
      case "SymbolNode":
        return this.named(node.name!);
      case "ParenthesisNode":
        return this.valueOf(node.content!);
      case "ConditionalNode": {
        const holds = this.truthOf(node.condition!);
        return this.valueOf(holds ? node.trueExpr! : node.falseExpr!);
      }
      case "FunctionNode": {
        const name = (node.fn as Syntax).name!;
        const values = node.args!.map((a) => this.numberOf(a));
        return this.finite(FUNCTIONS.get(name)!.apply(...values), name, `${name}(${values.join(", ")})`);
      }
      default:
        return this.operated(node);
    }
  }

  private operated(node: Syntax): number | boolean {
    const fn = node.fn as string;
    const [left, right] = node.args!;
    if (fn === "and") return this.truthOf(left) && this.truthOf(right);
    if (fn === "or") return this.truthOf(left) || this.truthOf(right);
    if (fn === "not") return !this.truthOf(left);
    const a = this.numberOf(left);
    if (fn === "unaryMinus") return -a;
    if (fn === "unaryPlus") return a;
    const b = this.numberOf(right);
    if ((fn === "divide" || fn === "mod") && b === 0)
      throw new ExpressionError(`division by zero in "${this.text.trim()}"`, findIn(this.text, node.op ?? ""));
    const value = OPERATORS.get(fn)!(a, b);
    return typeof value === "boolean" ? value : this.finite(value, node.op ?? "", `${a} ${node.op} ${b}`);
  }

  private named(name: string): number {
    const value = this.lookup(name) ?? CONSTANTS.get(name);
    if (value !== undefined) return value;
    const nearest = nearestName(name, this.candidates);
    const hint = nearest === undefined ? paramList(this.candidates) : `did you mean "${nearest}"?`;
    throw new ExpressionError(`there is no param "${name}"`, findIn(this.text, name), hint);
  }

  private numberOf(node: Syntax): number {
    const value = this.valueOf(node);
    if (typeof value === "number") return value;
    throw new ExpressionError(`a comparison stands where a number is asked for in "${this.text.trim()}"`);
  }

  private truthOf(node: Syntax): boolean {
    const value = this.valueOf(node);
    if (typeof value === "boolean") return value;
    throw new ExpressionError(`a condition must compare, and ${value} stands there in "${this.text.trim()}"`);
  }

  private finite(value: number, token: string, what: string): number {
    if (Number.isFinite(value)) return value;
    throw new ExpressionError(`${what} is not a finite number`, findIn(this.text, token));
  }
}

function paramList(candidates: readonly string[]): string {
  if (candidates.length === 0) return "the scenario has no params";
  return candidates.length <= 12 ? `there is ${listNames(candidates)}` : "";
}
