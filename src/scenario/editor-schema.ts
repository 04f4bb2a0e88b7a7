/** The JSON Schema of scenario files for editors, which complete and check by it while one types. */
import type { z } from "zod";
import { distribution } from "../core/distribution.ts";
import { fileSchemaOf, inputSchemaOf } from "./file-schema.ts";
import type { JsonSchema } from "./schema-view.ts";
import { shareDefinitions } from "./share-definitions.ts";

/** Ways of writing a number, beside the number itself. */
const WAYS: Readonly<Record<string, JsonSchema>> = {
  expression: { type: "string", pattern: "^=", description: "an expression over params: `=2 * base`" },
  written: {
    type: "string",
    pattern: "^=|^\\s*-?\\d+(\\.\\d+)?\\s*%\\s*$",
    description: "a percentage, `9%`, or an expression over params, `=2 * base`",
  },
};

/**
 * JSON Schema draft-07 (which editors know best) of what may stand in a scenario file. A file that extends another
 * may leave out what the other has and remove it with `null`; one that extends none must be whole.
 */
export function editorSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { title, ...rest } = fileSchemaOf(schema) as JsonSchema & { title?: string };
  const whole = rewrite({ ...rest, required: (rest.required ?? []).filter((key) => key !== "name") }, false);
  const named = { distribution: rewrite(inputSchemaOf(distribution), false) };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title,
    type: "object",
    if: { required: ["extends"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: "#/definitions/part" },
    else: { $ref: "#/definitions/whole" },
    definitions: { ...shareDefinitions({ whole, part: rewrite(rest, true) }, named), ...WAYS },
  };
}

/** A schema as an editor should see it; `part`: of a file that extends another. */
function rewrite(schema: JsonSchema, part: boolean): JsonSchema {
  if (Array.isArray(schema.type)) {
    const { type, ...rest } = schema;
    return rewrite({ ...rest, anyOf: type.map((one: string) => ({ type: one })) }, part);
  }
  const each = (list: readonly JsonSchema[]): JsonSchema[] => list.map((s) => rewrite(s, part));
  const { reference: _reference, within: _within, expected, required, oneOf, anyOf, ...kept } = schema;
  const out: Record<string, unknown> = kept;
  if (expected !== undefined) out.description = described(schema.description, expected);
  if (required !== undefined && required.length > 0 && !part) out.required = required;
  // Numbers may be written in several ways, so that more than one alternative may hold.
  const choice = anyOf ?? oneOf;
  if (choice !== undefined) out.anyOf = each(choice).flatMap((one) => (isChoice(one) ? one.anyOf : [one]));
  if (schema.allOf !== undefined) out.allOf = each(schema.allOf);
  if (Array.isArray(schema.items)) out.items = each(schema.items);
  else if (schema.items !== undefined) out.items = rewrite(schema.items as JsonSchema, part);
  if (typeof schema.additionalProperties === "object")
    out.additionalProperties = member(schema.additionalProperties, part);
  if (schema.propertyNames !== undefined) out.propertyNames = rewrite(schema.propertyNames, part);
  if (schema.properties !== undefined)
    out.properties = Object.fromEntries(Object.entries(schema.properties).map(([k, s]) => [k, member(s, part)]));
  return schema.type === "number" || schema.type === "integer" ? number(out) : out;
}

/** What stands under a key. */
function member(schema: JsonSchema, part: boolean): JsonSchema {
  const own = rewrite(schema, part);
  if (!part) return own;
  const { description, default: preset, ...rest } = own;
  return noted(description, preset, { anyOf: [rest, { type: "null" }] });
}

function isChoice(schema: JsonSchema): schema is JsonSchema & { anyOf: readonly JsonSchema[] } {
  return schema.anyOf !== undefined && Object.keys(schema).length === 1;
}

/** A number, written as such, as a percentage or as an expression. */
function number(schema: Record<string, unknown>): JsonSchema {
  const { description, default: preset, ...bounds } = schema;
  if (bounds.maximum === Number.MAX_SAFE_INTEGER) delete bounds.maximum;
  if (bounds.minimum === Number.MIN_SAFE_INTEGER) delete bounds.minimum;
  const way = bounds.type === "integer" ? "expression" : "written";
  return noted(description, preset, { anyOf: [bounds as JsonSchema, { $ref: `#/definitions/${way}` }] });
}

/** What a text means, with what it must look like. */
function described(description: string | undefined, expected: string): string {
  return description === undefined || description === expected ? expected : `${description} (${expected})`;
}

function noted(description: unknown, preset: unknown, schema: JsonSchema): JsonSchema {
  const notes: Record<string, unknown> = {};
  if (description !== undefined) notes.description = description;
  if (preset !== undefined) notes.default = preset;
  return { ...notes, ...schema };
}
