/** A schema without repetition: what stands in it more than once is defined once and referred to. */
import type { JsonSchema } from "./schema-view.ts";

/** Characters below which repeating is clearer than referring. */
const SHORT = 250;

type Json = Record<string, unknown>;

/** Keys that say something about a place rather than about what may stand there. */
const NOTES = ["description", "default"] as const;

/**
 * The same schemas with shared parts, and the definitions that they refer to. A definition is called after the key
 * under which it is first met; a description stays beside the reference, where editors look for it.
 * @param named schemas whose definitions have a name of their own
 */
export function shareDefinitions(
  schemas: Readonly<Record<string, JsonSchema>>,
  named: Readonly<Record<string, JsonSchema>>,
): Record<string, JsonSchema> {
  const uses = new Map<string, number>();
  for (const schema of Object.values(schemas)) count(schema, uses);
  const sharing = new Sharing(uses, Object.keys(schemas), named);
  const roots = Object.entries(schemas).map(([name, schema]) => [name, sharing.inside(schema as Json, name)]);
  return { ...Object.fromEntries(roots), ...sharing.definitions } as Record<string, JsonSchema>;
}

/** Counts how often each schema is used; what stands inside a repeated one is counted once. */
function count(node: unknown, uses: Map<string, number>): void {
  if (Array.isArray(node)) {
    for (const item of node) count(item, uses);
  } else if (typeof node === "object" && node !== null) {
    const key = keyOf(node as Json);
    const before = uses.get(key) ?? 0;
    uses.set(key, before + 1);
    if (before === 0) for (const value of Object.values(node)) count(value, uses);
  }
}

function keyOf(schema: Json): string {
  return JSON.stringify({ ...schema, description: undefined, default: undefined });
}

class Sharing {
  readonly definitions: Record<string, unknown> = {};
  private readonly names = new Map<string, string>();
  private readonly given = new Map<string, string>();
  private readonly taken: Set<string>;
  private readonly uses: ReadonlyMap<string, number>;

  constructor(
    uses: ReadonlyMap<string, number>,
    taken: readonly string[],
    named: Readonly<Record<string, JsonSchema>>,
  ) {
    this.uses = uses;
    this.taken = new Set(taken);
    for (const [name, schema] of Object.entries(named)) this.given.set(keyOf(schema as Json), name);
  }

  /** The schema itself, with what is shared inside it referred to. */
  inside(schema: Json, name: string): Json {
    const out: Json = {};
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties")
        out[key] = Object.fromEntries(Object.entries(value as Json).map(([k, v]) => [k, this.outside(v, k)]));
      else out[key] = this.outside(value, name);
    }
    return out;
  }

  private outside(node: unknown, name: string): unknown {
    if (Array.isArray(node)) return node.map((item) => this.outside(item, name));
    if (typeof node !== "object" || node === null) return node;
    const schema = node as Json;
    const key = keyOf(schema);
    if (key.length < SHORT || (this.uses.get(key) ?? 0) < 2) return this.inside(schema, name);
    const out: Json = {};
    for (const note of NOTES) if (schema[note] !== undefined) out[note] = schema[note];
    out.$ref = `#/definitions/${this.define(key, schema, name)}`;
    return out;
  }

  private define(key: string, schema: Json, place: string): string {
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const wanted = this.given.get(key) ?? place;
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}-${i}`;
    this.taken.add(name);
    this.names.set(key, name);
    const { description: _description, default: _default, ...bare } = schema;
    this.definitions[name] = this.inside(bare, wanted);
    return name;
  }
}
