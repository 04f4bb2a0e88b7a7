/** The reference of scenario files as a page of Markdown, made from the schema. */
import type { z } from "zod";
import { distribution } from "../core/distribution.ts";
import { fileSchemaOf, inputSchemaOf } from "./file-schema.ts";
import { listNames } from "./nearest-name.ts";
import type { JsonSchema } from "./schema-view.ts";

const HEAD = `# Reference of scenario files

Every key that a scenario may hold, made from the schema by \`npm run schema\`: [scenarios.md](scenarios.md) explains how
they work together. Where a number is asked for, a percentage (\`9%\`) or an expression (\`=2 * base\`) may stand; where
a distribution is, one number for all or \`{ lognormal: [5, 0.4] }\` and its like (last section).
`;

/** The whole page. Keys without a default must be given, unless they are marked optional. */
export function referencePage(schema: z.ZodType): string {
  const page = new Page(JSON.stringify(bare(inputSchemaOf(distribution))));
  page.section("scenario", fileSchemaOf(schema), 2);
  page.alternatives("distribution", inputSchemaOf(distribution));
  return `${HEAD}\n${page.text()}`;
}

/** A schema without what only tells of its place. */
function bare({ description: _description, default: _default, ...rest }: JsonSchema): JsonSchema {
  return rest;
}

class Page {
  private readonly parts: string[] = [];
  private readonly distribution: string;
  /** Where a map that has its section already has it. */
  private readonly shown = new Map<string, string>();

  constructor(distribution: string) {
    this.distribution = distribution;
  }

  text(): string {
    return `${this.parts.join("\n\n")}\n`;
  }

  /** A heading, a table of the keys, and sections of the maps below. */
  section(path: string, schema: JsonSchema, level: number): void {
    const maps = mapsOf(schema);
    for (const map of maps) {
      const kind = constantOf(map);
      const name = kind === undefined || maps.length === 1 ? path : `${path}, ${kind.key}: ${kind.value}`;
      const about = map.description ?? (maps.length === 1 ? schema.description : undefined);
      const rows = this.rows(map);
      const table = ["| key | what it is | value | default |", "|---|---|---|---|", ...rows].join("\n");
      if (rows.length > 0)
        this.parts.push(`${"#".repeat(Math.min(level, 4))} ${name}`, ...(about ? [sentence(about)] : []), table);
      this.below(path === "scenario" ? "" : `${name.replace(/, kind: /, ":")}.`, map, level);
    }
  }

  /** One table of all keys that any of the alternatives has. */
  alternatives(name: string, schema: JsonSchema): void {
    const properties = Object.assign({}, ...mapsOf(schema).map((map) => map.properties));
    this.section(name, { type: "object", properties, required: Object.keys(properties) }, 2);
  }

  private below(prefix: string, map: JsonSchema, level: number): void {
    for (const [key, property] of Object.entries(map.properties ?? {})) {
      const item = Array.isArray(property.items) ? undefined : (property.items as JsonSchema | undefined);
      this.once(`${prefix}${key}`, property, level + 1);
      if (item !== undefined) this.once(`${prefix}${key}[]`, item, level + 1);
    }
    const { additionalProperties: entry } = map;
    if (typeof entry === "object" && mapsOf(entry).length > 0) this.section(`${prefix || ""}NAME`, entry, level);
  }

  /** A section of its own for what has not had one yet: later places refer to the first. */
  private once(path: string, schema: JsonSchema, level: number): void {
    const key = JSON.stringify(bare(schema));
    if (this.isDistribution(schema) || mapsOf(schema).length === 0 || this.shown.has(key)) return;
    this.shown.set(key, path);
    this.section(path, schema, level);
  }

  private rows(map: JsonSchema): string[] {
    const required = new Set(map.required ?? []);
    return Object.entries(map.properties ?? {})
      .filter(([, property]) => property.const === undefined)
      .map(([key, property]) => {
        const preset = property.default === undefined ? (required.has(key) ? "" : "optional") : code(property.default);
        return `| \`${key}\` | ${cell(property.description ?? "")} | ${cell(this.words(property))} | ${preset} |`;
      });
  }

  private isDistribution(schema: JsonSchema): boolean {
    return JSON.stringify(bare(schema)) === this.distribution;
  }

  /** What may stand there, in words. */
  private words(schema: JsonSchema): string {
    const shown = this.shown.get(JSON.stringify(bare(schema)));
    if (shown !== undefined) return `map, as in ${shown}`;
    if (this.isDistribution(schema)) return "number or distribution";
    const choice = schema.anyOf ?? schema.oneOf;
    if (choice !== undefined) return this.choiceWords(choice);
    if (schema.const !== undefined) return `\`${String(schema.const)}\``;
    if (schema.enum !== undefined)
      return listNames(
        schema.enum.map((v) => `\`${String(v)}\``),
        "or",
      );
    if (schema.reference !== undefined) return `name of a ${schema.reference}`;
    if (schema.expected !== undefined) return schema.expected.replace(/,? such as .*$/, "");
    if (schema.type === "array") return this.listWords(schema);
    if (schema.type === "number" || schema.type === "integer") return numberWords(schema);
    const types: readonly string[] = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
    return types.length === 0
      ? "any value"
      : listNames(
          types.map((t) => TYPES[t] ?? t),
          "or",
        );
  }

  /** A string that is told more of says what its number means, too: a fraction. */
  private choiceWords(choice: readonly JsonSchema[]): string {
    const flat = choice.flatMap((c) => c.anyOf ?? c.oneOf ?? [c]);
    const told = flat.some((c) => c.expected !== undefined);
    const kept = told ? flat.filter((c) => c.type !== "number") : flat;
    return listNames([...new Set(kept.map((c) => this.words(c)))], "or");
  }

  private listWords({ items }: JsonSchema): string {
    if (items === undefined) return "list";
    return Array.isArray(items)
      ? `[${items.map((i: JsonSchema) => this.words(i)).join(", ")}]`
      : `list of: ${this.words(items as JsonSchema)}`;
  }
}

const TYPES: Record<string, string> = { string: "text", boolean: "true or false", object: "map", null: "null" };

function numberWords({ type, minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): string {
  const bounds: string[] = [];
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) bounds.push(`>= ${minimum}`);
  if (exclusiveMinimum !== undefined) bounds.push(`> ${exclusiveMinimum}`);
  if (maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) bounds.push(`<= ${maximum}`);
  if (exclusiveMaximum !== undefined) bounds.push(`< ${exclusiveMaximum}`);
  return [type === "integer" ? "whole number" : "number", bounds.join(", ")].filter((w) => w !== "").join(" ");
}

/** The alternatives of a schema that are maps with keys or entries of their own. */
function mapsOf(schema: JsonSchema): JsonSchema[] {
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined) return choice.flatMap(mapsOf);
  const hasEntries = typeof schema.additionalProperties === "object" && mapsOf(schema.additionalProperties).length > 0;
  return schema.properties !== undefined || hasEntries ? [schema] : [];
}

function constantOf(map: JsonSchema): { key: string; value: string } | undefined {
  const found = Object.entries(map.properties ?? {}).find(([, property]) => property.const !== undefined);
  return found === undefined ? undefined : { key: found[0], value: String(found[1].const) };
}

const code = (value: unknown): string =>
  `\`${cell(typeof value === "string" && value !== "" ? value : JSON.stringify(value))}\``;
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const sentence = (text: string): string => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
