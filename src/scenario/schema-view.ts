/** What a schema allows at a place, read from its JSON Schema: the names of keys, the kinds, what refers to what. */
import type { PathSegment } from "./problem.ts";
import { childOf, type TreeNode } from "./source-tree.ts";

/** The part of JSON Schema that zod writes and that we read. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema | readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
  readonly description?: string;
  readonly default?: unknown;
  /** The value names one of the scenario's venues, populations, mechanisms, … (see core/quantity.ts). */
  readonly reference?: string;
  /** `clock`: the moment must lie inside the run's clock. */
  readonly within?: string;
  /** What text must be, in words, where more is asked for than that it is text. */
  readonly expected?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly title?: string;
}

/** The alternatives that may stand at one place: no alternative is itself a choice or a reference. */
export type Alternatives = readonly JsonSchema[];

/** The alternatives of a whole schema, with what its references stand for. */
export class SchemaView {
  private readonly root: JsonSchema;
  private readonly known = new Map<JsonSchema, Alternatives>();

  constructor(root: JsonSchema) {
    this.root = root;
  }

  /** The alternatives at the top. */
  top(): Alternatives {
    return this.alternatives(this.root);
  }

  /** Alternatives at `path`, each step narrowed to those that what is written could mean. */
  at(path: readonly PathSegment[], tree: TreeNode): Alternatives {
    let here = this.top();
    let node: TreeNode | undefined = tree;
    for (const segment of path) {
      here = this.child(node === undefined ? here : fitting(here, node), segment);
      node = node === undefined ? undefined : childOf(node, segment);
    }
    return here;
  }

  /** Alternatives of what stands under a key or at a position. */
  child(parents: Alternatives, segment: PathSegment): Alternatives {
    const found: JsonSchema[] = [];
    for (const parent of parents) {
      const child = typeof segment === "number" ? itemSchema(parent, segment) : keySchema(parent, segment);
      if (child !== undefined) found.push(...this.alternatives(child));
    }
    return found;
  }

  /**
   * Visits every node from the top down, with the alternatives at its place, not yet narrowed to what the node is.
   */
  walk(tree: TreeNode, visit: (node: TreeNode, here: Alternatives, path: readonly PathSegment[]) => void): void {
    this.walkFrom(tree, this.top(), [], visit);
  }

  private walkFrom(
    node: TreeNode,
    here: Alternatives,
    path: readonly PathSegment[],
    visit: (node: TreeNode, here: Alternatives, path: readonly PathSegment[]) => void,
  ): void {
    visit(node, here, path);
    if (node.type === "scalar") return;
    const shapes = fitting(here, node);
    if (node.type === "list")
      for (const [i, item] of node.items.entries()) this.walkFrom(item, this.child(shapes, i), [...path, i], visit);
    else
      for (const [key, entry] of node.entries)
        this.walkFrom(entry.value, this.child(shapes, key), [...path, key], visit);
  }

  private alternatives(schema: JsonSchema): Alternatives {
    let found = this.known.get(schema);
    if (found === undefined) {
      found = this.readAlternatives(schema);
      this.known.set(schema, found);
    }
    return found;
  }

  private readAlternatives(schema: JsonSchema): Alternatives {
    if (schema.$ref !== undefined) return this.alternatives(this.follow(schema.$ref));
    const choice = schema.anyOf ?? schema.oneOf;
    if (choice !== undefined) return choice.flatMap((c) => this.alternatives(c));
    if (schema.allOf !== undefined) return [schema.allOf.flatMap((c) => this.alternatives(c)).reduce(both)];
    return [schema];
  }

  private follow(ref: string): JsonSchema {
    const name = ref.startsWith("#/definitions/") ? ref.slice("#/definitions/".length) : "";
    return name === "" ? this.root : (this.root.definitions?.[name] ?? {});
  }
}

/** An object that must be both. */
function both(a: JsonSchema, b: JsonSchema): JsonSchema {
  return { ...a, ...b, properties: { ...a.properties, ...b.properties } };
}

function keySchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

function itemSchema(schema: JsonSchema, index: number): JsonSchema | undefined {
  const { items } = schema;
  return Array.isArray(items) ? items[index] : (items as JsonSchema | undefined);
}

/** Those of the alternatives that a node could be meant for: of its type, and of its kind where kinds are told apart. */
export function fitting(alternatives: Alternatives, node: TreeNode): Alternatives {
  const ofType = alternatives.filter((a) => admits(a, typeOf(node)));
  if (node.type !== "map") return ofType;
  const ofKind = ofType.filter((a) => constantsMatch(a, node));
  if (ofKind.length < 2) return ofKind;
  const keys = [...node.entries.keys()];
  const ofKeys = ofKind.filter((a) => keys.every((k) => keySchema(a, k) !== undefined));
  return ofKeys.length > 0 ? ofKeys : ofKind;
}

function typeOf(node: TreeNode): string {
  if (node.type !== "scalar") return node.type === "map" ? "object" : "array";
  return node.value === null ? "null" : typeof node.value;
}

/** Whether a value of that JSON type may stand where `schema` is asked for. */
export function admits(schema: JsonSchema, type: string): boolean {
  if (schema.type === undefined) {
    if (schema.const !== undefined) return typeof schema.const === type;
    return schema.enum === undefined || schema.enum.some((v) => typeof v === type);
  }
  const types: readonly string[] = typeof schema.type === "string" ? [schema.type] : schema.type;
  return types.includes(type) || (type === "number" && types.includes("integer"));
}

function constantsMatch(schema: JsonSchema, node: TreeNode): boolean {
  for (const [key, value] of constantsOf(schema)) {
    const child = childOf(node, key);
    if (child !== undefined && (child.type !== "scalar" || child.value !== value)) return false;
  }
  return true;
}

const constants = new WeakMap<JsonSchema, readonly (readonly [string, unknown])[]>();

/** Keys that may hold one value only, such as the `kind` of a population. */
function constantsOf(schema: JsonSchema): readonly (readonly [string, unknown])[] {
  let found = constants.get(schema);
  if (found === undefined) {
    const properties = Object.entries(schema.properties ?? {});
    found = properties.filter(([, p]) => p.const !== undefined).map(([key, p]) => [key, p.const]);
    constants.set(schema, found);
  }
  return found;
}

/** Names of the keys that the alternatives know, in their order. */
export function keyNames(alternatives: Alternatives): string[] {
  return [...new Set(alternatives.flatMap((a) => Object.keys(a.properties ?? {})))];
}

/** Whether names may be chosen freely here: a map of venues, populations, params. */
export function isOpen(alternatives: Alternatives): boolean {
  return alternatives.some((a) => typeof a.additionalProperties === "object");
}

/** The key that tells the alternatives apart (`kind`), with its values; undefined when there is none. */
export function discriminator(alternatives: Alternatives): { key: string; values: string[] } | undefined {
  const maps = alternatives.filter((a) => a.properties !== undefined);
  if (maps.length < 2) return undefined;
  for (const [key, property] of Object.entries(maps[0].properties!)) {
    if (property.const === undefined) continue;
    if (maps.every((a) => a.properties![key]?.const !== undefined))
      return { key, values: maps.map((a) => String(a.properties![key].const)) };
  }
  return undefined;
}
