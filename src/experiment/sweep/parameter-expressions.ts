/** Parameters that are computed from others, point by point. */
import { Expression } from "../../scenario/expression.ts";
import { mathjsParser } from "../../scenario/mathjs.ts";
import { suggest } from "../../scenario/nearest-name.ts";
import { ExpressionError, FUNCTIONS, WORDS } from "../../scenario/vocabulary.ts";
import type { ParameterValue } from "../design/design.ts";
import type { ReadParameter } from "./read-parameters.ts";
import type { SweepFile } from "./sweep-file.ts";
import { type NumberKind, presenter, readNumber } from "./written-number.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The expressions of a sweep, checked and in an order in which each finds what it needs. */
export class ParameterExpressions {
  private readonly file: SweepFile;
  private readonly list: readonly ReadParameter[];
  private readonly kinds: readonly NumberKind[];
  private readonly named = new Map<string, number>();
  private readonly parsed = new Map<number, Expression>();
  /** Numbers of the expressions, those that others need first. */
  private order: readonly number[] = [];

  /** @param kinds what the number means where it goes, for each parameter */
  constructor(file: SweepFile, list: readonly ReadParameter[], kinds: readonly NumberKind[]) {
    this.file = file;
    this.list = list;
    this.kinds = kinds;
    for (const [i, parameter] of list.entries()) this.nameOf(parameter, i);
    for (const [i, parameter] of list.entries()) if (parameter.expression !== null) this.parse(parameter, i);
    this.order = this.sorted();
  }

  /** Puts the values of the expressions into a point, in place. False when one has none, which is reported. */
  fill(values: ParameterValue[], point: number): boolean {
    for (const i of this.order) {
      const expression = this.parsed.get(i)!;
      try {
        const lookup = (name: string): number => this.number(values[this.named.get(name)!], name);
        const value = expression.evaluate(lookup, [...this.named.keys()]);
        values[i] = presenter(this.kinds[i], 0)(value);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        const known = expression.names().map((name) => `${name} = ${JSON.stringify(values[this.named.get(name)!])}`);
        this.fault(i, new ExpressionError(`${error.message}, at point ${point} (${known.join(", ")})`, error.char));
        return false;
      }
    }
    return true;
  }

  private number(value: ParameterValue, name: string): number {
    const number = readNumber(value);
    if (number !== null) return number.value;
    throw new ExpressionError(`${name} is ${JSON.stringify(value)}, which is no number`);
  }

  private nameOf({ alias, place }: ReadParameter, index: number): void {
    if (alias === null) return;
    const at = [...place, "as"];
    if (!NAME.test(alias)) this.file.report(at, "a short name is letters, digits and _, beginning with a letter");
    else if (WORDS.has(alias) || FUNCTIONS.has(alias))
      this.file.report(at, `"${alias}" is a word of the expression language`);
    else if (this.named.has(alias))
      this.file.report(at, `${this.list[this.named.get(alias)!].path} is called "${alias}" already`);
    else this.named.set(alias, index);
  }

  private parse({ expression, path }: ReadParameter, index: number): void {
    try {
      const parsed = new Expression(withoutSign(expression!), mathjsParser());
      const stray = parsed.names().find((name) => !this.named.has(name));
      if (stray !== undefined) {
        const names = [...this.named.keys()];
        const hint = suggest(stray, names) || "another parameter takes a short name with `as`";
        throw new ExpressionError(`there is no parameter called "${stray}"`, parsed.text.indexOf(stray), hint);
      }
      this.parsed.set(index, parsed);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const dotted = this.list.find((p) => p.path !== path && expression!.includes(p.path));
      const hint = dotted === undefined ? error.hint : `give ${dotted.path} a short name with \`as\``;
      this.fault(index, new ExpressionError(error.message, error.char, hint));
    }
  }

  /** What each needs comes before it; those in a circle are reported. */
  private sorted(): number[] {
    const done: number[] = [];
    const said = new Set<number>();
    const visit = (index: number, underWay: readonly number[]): void => {
      const parsed = this.parsed.get(index);
      if (parsed === undefined || done.includes(index) || said.has(index)) return;
      if (underWay.includes(index)) {
        const round = underWay.slice(underWay.indexOf(index));
        for (const one of round) said.add(one);
        const names = [...round, index].map((one) => this.list[one].alias ?? this.list[one].path);
        this.fault(index, new ExpressionError(`expressions go round in a circle: ${names.join(" -> ")}`));
        return;
      }
      for (const name of parsed.names()) visit(this.named.get(name)!, [...underWay, index]);
      if (!said.has(index)) done.push(index);
    };
    for (const index of this.parsed.keys()) visit(index, []);
    return done;
  }

  private fault(index: number, error: ExpressionError): void {
    const place = [...this.list[index].place, "expression"];
    const node = this.file.scalar(place);
    const shift = node === undefined ? 0 : node.text.length - withoutSign(node.text).length;
    const at =
      node?.textAt === undefined ? undefined : { ...node.textAt, column: node.textAt.column + shift + error.char };
    this.file.report(place, error.message, error.hint, at);
  }
}

/** The `=` with which expressions begin in scenarios may stand here, too. */
function withoutSign(text: string): string {
  return text.replace(/^\s*=/, "");
}
