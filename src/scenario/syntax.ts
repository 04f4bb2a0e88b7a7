/** mathjs' syntax tree, as far as we read it. */

/** A node; which fields it has depends on its `type`. */
export interface Syntax {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly fn?: string | Syntax;
  readonly op?: string;
  readonly args?: readonly Syntax[];
  /** Written without an operator, as in `2 x`. */
  readonly implicit?: boolean;
  /** Written as a percentage. */
  readonly isPercentage?: boolean;
  readonly content?: Syntax;
  readonly condition?: Syntax;
  readonly trueExpr?: Syntax;
  readonly falseExpr?: Syntax;
}

/** The nodes that a node's value is made of, in their order. */
export function operands(node: Syntax): readonly Syntax[] {
  if (node.type === "ParenthesisNode") return [node.content!];
  if (node.type === "ConditionalNode") return [node.condition!, node.trueExpr!, node.falseExpr!];
  return node.args ?? [];
}

/** Where `token` first stands in a text, to point at; 0 when it is not to be found. */
export function findIn(text: string, token: string): number {
  return token === "" ? 0 : Math.max(0, text.indexOf(token));
}
