/** One expression: parsed by mathjs, checked node by node against a closed vocabulary, evaluated by us. */
import type { MathNode } from "mathjs";
import { Evaluation, type Lookup } from "./expression-value.ts";
import { listNames, nearestName } from "./nearest-name.ts";
import { findIn, operands, type Syntax } from "./syntax.ts";
import { CONSTANTS, ExpressionError, FUNCTIONS, OPERATORS } from "./vocabulary.ts";

/** Turns text into mathjs' syntax tree. Throws an Error with `char` (from 1) for what cannot be parsed. */
export type ExpressionParser = (text: string) => MathNode;

/** Longer ones are refused before they are parsed: parsing is quadratic, and recursive in the depth of parentheses. */
export const LONGEST_EXPRESSION = 500;

/** A checked expression, ready to be evaluated. */
export class Expression {
  /** Without the leading `=`. */
  readonly text: string;
  private readonly root: Syntax;

  /** @throws ExpressionError when it cannot be parsed or says what expressions may not say */
  constructor(text: string, parse: ExpressionParser) {
    if (text.trim() === "") throw new ExpressionError("there is no expression after =");
    if (text.length > LONGEST_EXPRESSION)
      throw new ExpressionError(`an expression may have at most ${LONGEST_EXPRESSION} characters, got ${text.length}`);
    this.text = text;
    this.root = parseText(text, parse);
    this.check(this.root);
  }

  /** Names of params in it, in the order in which they appear. */
  names(): string[] {
    const found: string[] = [];
    const gather = (node: Syntax): void => {
      if (node.type === "SymbolNode" && !CONSTANTS.has(node.name!) && !found.includes(node.name!))
        found.push(node.name!);
      for (const child of operands(node)) gather(child);
    };
    gather(this.root);
    return found;
  }

  /**
   * Its value, with JavaScript's arithmetic on doubles; of a condition only the branch that holds is evaluated.
   * @param lookup values of params  @param candidates names of params, to find the nearest of a misspelt one
   * @throws ExpressionError for an unknown name, a division by zero, or a value that is not a finite number
   */
  evaluate(lookup: Lookup, candidates: readonly string[]): number {
    const value = new Evaluation(this.text, lookup, candidates).valueOf(this.root);
    if (typeof value === "number") return value;
    throw new ExpressionError(`expected a number, and "${this.text.trim()}" is ${value}`, 0, "write condition ? a : b");
  }

  private check(node: Syntax): void {
    switch (node.type) {
      case "ConstantNode":
        if (typeof node.value === "boolean") return;
        if (typeof node.value !== "number") this.refuse(`text or a special value (${String(node.value)})`, "");
        if (!Number.isFinite(node.value)) this.refuse("a number that is not finite", "");
        return;
      case "SymbolNode":
        if (FUNCTIONS.has(node.name!)) this.refuse(`${node.name} without its arguments`, node.name!);
        return;
      case "ParenthesisNode":
      case "ConditionalNode":
        break;
      case "OperatorNode":
        this.checkOperator(node);
        break;
      case "FunctionNode":
        this.checkFunction(node);
        break;
      default:
        this.refuse(REFUSED[node.type] ?? "this", "");
    }
    for (const child of operands(node)) this.check(child);
  }

  private checkOperator(node: Syntax): void {
    const fn = node.fn as string;
    if (node.implicit === true)
      this.refuse("two values side by side", "", "write the multiplication sign, as in 2 * x");
    if (node.isPercentage === true) this.refuse("a percentage", "%", "write 0.05 for 5%");
    if (OPERATORS.has(fn) || UNARY.has(fn) || LOGICAL.has(fn)) return;
    this.refuse(`the operator ${node.op}`, node.op ?? "");
  }

  private checkFunction(node: Syntax): void {
    const callee = node.fn as Syntax;
    const name = callee.type === "SymbolNode" ? callee.name! : "";
    const known = FUNCTIONS.get(name);
    if (known === undefined) {
      const nearest = nearestName(name, FUNCTIONS.keys());
      const hint =
        nearest === undefined ? `there is ${listNames([...FUNCTIONS.keys()])}` : `did you mean "${nearest}"?`;
      this.refuse(
        name === "" ? "the call of something that is not a named function" : `the function ${name}`,
        name,
        hint,
      );
    }
    const count = node.args!.length;
    if (count >= known.least && count <= known.most) return;
    const wanted = known.least === known.most ? `${known.least}` : `${known.least} or more`;
    throw new ExpressionError(
      `${name} takes ${wanted} value${wanted === "1" ? "" : "s"}, got ${count}`,
      findIn(this.text, name),
    );
  }

  private refuse(what: string, token: string, hint = ""): never {
    throw new ExpressionError(`an expression may not hold ${what}`, findIn(this.text, token), hint);
  }
}

const UNARY: ReadonlySet<string> = new Set(["unaryMinus", "unaryPlus"]);
const LOGICAL: ReadonlySet<string> = new Set(["and", "or", "not"]);

/** What mathjs can parse and a scenario may not say. */
const REFUSED: Record<string, string> = {
  AccessorNode: "the inside of a value (a dot or brackets)",
  ArrayNode: "a list",
  AssignmentNode: "an assignment",
  BlockNode: "more than one statement",
  FunctionAssignmentNode: "the definition of a function",
  IndexNode: "brackets",
  ObjectNode: "an object",
  RangeNode: "a range",
  RelationalNode: "a chain of comparisons",
};

function parseText(text: string, parse: ExpressionParser): Syntax {
  try {
    return parse(text) as unknown as Syntax;
  } catch (error) {
    const { message, char } = error as Error & { char?: number };
    const words = message.replace(/\s*\(char \d+\)\s*$/, "").replace(/^./, (c) => c.toLowerCase());
    throw new ExpressionError(`cannot read "${text.trim()}": ${words}`, Math.max(0, (char ?? 1) - 1));
  }
}
