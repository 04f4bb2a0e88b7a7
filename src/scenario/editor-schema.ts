/** The JSON Schema of scenario files for editors, which complete and check by it while one types. */
import type { z } from "zod";
import { fileSchemaOf } from "./file-schema.ts";
import type { JsonSchema } from "./schema-view.ts";

const EXPRESSION: JsonSchema = { type: "string", pattern: "^=", description: "an expression over params: `=2 * base`" };
const PERCENTAGE: JsonSchema = {
  type: "string",
  pattern: "^\\s*-?\\d+(\\.\\d+)?\\s*%\\s*$",
  description: "a percentage: `9%`",
};

/**
 * JSON Schema draft-07 (which editors know best) of what may stand in a scenario file. A file that extends another
 * may leave out what the other has and remove it with `null`; one that extends none must be whole.
 */
export function editorSchemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema, title, ...rest } = fileSchemaOf(schema) as JsonSchema & { $schema?: string; title?: string };

  const whole = rewrite({ ...rest, required: (rest.required ?? []).filter((key) => key !== "name") }, false);
  return {
    $schema,
    title,
    type: "object",
    if: { required: ["extends"] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { $ref: "#/definitions/part" },
    else: { $ref: "#/definitions/whole" },
    definitions: { whole, part: rewrite(rest, true) },
  };
}

/** A schema as an editor should see it; `part`: of a file that extends another. */
function rewrite(schema: JsonSchema, part: boolean): JsonSchema {
  const each = (list: readonly JsonSchema[]): JsonSchema[] => list.map((s) => rewrite(s, part));
  const { reference: _reference, within: _within, required, oneOf, anyOf, ...kept } = schema;
  const out: Record<string, unknown> = kept;
  if (required !== undefined && required.length > 0 && !part) out.required = required;
  // Numbers may be written in several ways, so that more than one alternative may hold.
  const choice = anyOf ?? oneOf;
  if (choice !== undefined) out.anyOf = each(choice);
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
  const { description, ...rest } = own;
  const removable = { anyOf: [...(isChoice(rest) ? rest.anyOf : [rest]), { type: "null" }] };
  return description === undefined ? removable : { description, ...removable };
}

function isChoice(schema: JsonSchema): schema is JsonSchema & { anyOf: readonly JsonSchema[] } {
  return schema.anyOf !== undefined && Object.keys(schema).length === 1;
}

/** A number, written as such, as a percentage or as an expression. */
function number(schema: Record<string, unknown>): JsonSchema {
  const { description, default: preset, ...bounds } = schema;
  if (bounds.maximum === Number.MAX_SAFE_INTEGER) delete bounds.maximum;
  if (bounds.minimum === Number.MIN_SAFE_INTEGER) delete bounds.minimum;
  const ways = bounds.type === "integer" ? [bounds, EXPRESSION] : [bounds, PERCENTAGE, EXPRESSION];
  return {
    ...(description === undefined ? {} : { description: description as string }),
    ...(preset === undefined ? {} : { default: preset }),
    anyOf: ways as JsonSchema[],
  };
}
