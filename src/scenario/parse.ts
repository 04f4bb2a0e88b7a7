/** Phase 1, parse: YAML text into a tree of located values. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from "yaml";
import { type Origin, type PathSegment, type Problem, problemAt } from "./problem.ts";
import type { MapEntry, TreeNode } from "./source-tree.ts";

/** Far beyond any scenario that a person wrote; it stops aliases that unfold without end ("billion laughs"). */
const MOST_NODES = 50_000;
const DEEPEST = 64;
/** Characters in a file. */
const LONGEST = 8_000_000;

/** Our words for the commonest mistakes; YAML's own for the rest. */
const SYNTAX: Record<string, string> = {
  DUPLICATE_KEY: "this key stands twice in the same map",
  TAB_AS_INDENT: "a tab is used to indent, which YAML does not allow",
  RESOURCE_EXHAUSTION: "it nests too deeply to be read",
  MULTIPLE_DOCS: "a scenario is one YAML document, and here a second one begins",
};
const SYNTAX_HINT: Record<string, string> = { TAB_AS_INDENT: "use spaces" };

/** Reads one YAML document; undefined when there is nothing sound to go on with. What is wrong is added to `problems`. */
export function parseTree(text: string, file: string, problems: Problem[]): TreeNode | undefined {
  if (text.length > LONGEST) {
    problems.push(problemAt({ file, line: 1, column: 1 }, [], "the file is too large to be a scenario (over 8 MB)"));
    return undefined;
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): Origin => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  } catch {
    problems.push(problemAt({ file, line: 1, column: 1 }, [], "it nests too deeply to be read"));
    return undefined;
  }
  for (const fault of faultsOf(document)) problems.push(problemAt(placeAt(fault.pos[0]), [], ...syntaxWords(fault)));
  if (document.errors.some((e) => e.code !== "DUPLICATE_KEY")) return undefined;
  if (document.contents === null) return emptyFile(file, problems);
  return new TreeBuilder(document, text, placeAt, problems).tree();
}

/** What YAML finds wrong. What it makes of a line after a tab is left out: it follows from the tab. */
function faultsOf(document: Document.Parsed): YAMLError[] {
  const tabs = document.errors.filter((e) => e.code === "TAB_AS_INDENT");
  return tabs.length > 0 ? tabs : [...document.errors, ...document.warnings];
}

function syntaxWords(fault: YAMLError): [string, string] {
  const message = SYNTAX[fault.code] ?? fault.message.split("\n")[0].replace(/^./, (c) => c.toLowerCase());
  return [message, SYNTAX_HINT[fault.code] ?? ""];
}

function emptyFile(file: string, problems: Problem[]): undefined {
  problems.push(problemAt({ file, line: 1, column: 1 }, [], "the file is empty"));
  return undefined;
}

/** Names that every JavaScript object already answers to: as keys they would be mistaken for what they are not. */
export function isReservedKey(key: string): boolean {
  return key in Object.prototype;
}

class TreeBuilder {
  private readonly document: Document.Parsed;
  private readonly text: string;
  private readonly placeAt: (offset: number) => Origin;
  private readonly problems: Problem[];
  private readonly resolved = new Map<Alias, Node | undefined>();
  private count = 0;
  private refused = false;

  constructor(document: Document.Parsed, text: string, placeAt: (offset: number) => Origin, problems: Problem[]) {
    this.document = document;
    this.text = text;
    this.placeAt = placeAt;
    this.problems = problems;
  }

  /** The whole tree; undefined when a part of it had to be refused. */
  tree(): TreeNode | undefined {
    const root = this.build(this.document.contents, []);
    return this.refused ? undefined : root;
  }

  private build(node: unknown, path: readonly PathSegment[]): TreeNode | undefined {
    const yaml = node as Node | null;
    const at = this.placeAt(yaml?.range?.[0] ?? 0);
    if (this.refused) return undefined;
    if (++this.count > MOST_NODES)
      return this.refuse(at, path.slice(0, 1), `it unfolds to more than ${MOST_NODES} values`);
    if (path.length > DEEPEST) return this.refuse(at, path.slice(0, 1), `it nests more than ${DEEPEST} levels deep`);
    if (yaml === null) return { type: "scalar", value: null, text: "", at };
    if (isAlias(yaml)) {
      const target = this.resolve(yaml);
      if (target === undefined) return this.refuse(at, path, `no anchor &${yaml.source} stands before this`);
      return this.build(target, path);
    }
    if (isSeq(yaml)) {
      const items: TreeNode[] = [];
      for (let i = 0; i < yaml.items.length && !this.refused; i++) {
        const item = this.build(yaml.items[i], [...path, i]);
        if (item !== undefined) items.push(item);
      }
      return { type: "list", items, at };
    }
    if (isMap(yaml)) return this.buildMap(yaml.items, at, path);
    return this.buildScalar(yaml, at, path);
  }

  private buildMap(
    pairs: readonly { key: unknown; value: unknown }[],
    at: Origin,
    path: readonly PathSegment[],
  ): TreeNode {
    const entries = new Map<string, MapEntry>();
    for (const { key: keyNode, value } of pairs) {
      if (this.refused) break;
      const keyAt = this.placeAt((keyNode as Node | null)?.range?.[0] ?? 0);
      const target = isAlias(keyNode) ? this.resolve(keyNode) : keyNode;
      if (!isScalar(target) || target.value === null) {
        this.problems.push(problemAt(keyAt, path, "a key must be a name"));
        continue;
      }
      const key = String(target.value);
      if (isReservedKey(key)) {
        this.problems.push(problemAt(keyAt, [...path, key], `"${key}" cannot be used as a name`));
        continue;
      }
      if (entries.has(key)) continue;
      const built = this.build(value ?? null, [...path, key]);
      if (built !== undefined) entries.set(key, { keyAt, value: withPlace(built, value === null, keyAt) });
    }
    return { type: "map", entries, at };
  }

  private buildScalar(node: Node, at: Origin, path: readonly PathSegment[]): TreeNode | undefined {
    if (!isScalar(node)) return this.refuse(at, path, "this is not a value that a scenario can hold");
    const { value } = node;
    const plain =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null;
    if (!plain) return this.refuse(at, path, "this is not a value that a scenario can hold");
    const [start, end] = node.range ?? [0, 0];
    const source = this.text.slice(start, end);
    if (typeof value !== "string") return { type: "scalar", value, text: source, at };
    const quote = node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE" ? 1 : 0;
    if (!source.startsWith(value, quote) || value.includes("\n")) return { type: "scalar", value, text: value, at };
    return { type: "scalar", value, text: value, at, textAt: { ...at, column: at.column + quote } };
  }

  /** What an alias stands for. To find an anchor takes a walk through the document, so each alias is looked up once. */
  private resolve(alias: Alias): Node | undefined {
    if (!this.resolved.has(alias)) this.resolved.set(alias, alias.resolve(this.document));
    return this.resolved.get(alias);
  }

  private refuse(at: Origin, path: readonly PathSegment[], message: string): undefined {
    this.refused = true;
    this.problems.push(problemAt(at, path, message));
  }
}

/** A value that was left out stands where its key does. */
function withPlace(node: TreeNode, leftOut: boolean, keyAt: Origin): TreeNode {
  return leftOut && node.type === "scalar" ? { ...node, at: keyAt } : node;
}
