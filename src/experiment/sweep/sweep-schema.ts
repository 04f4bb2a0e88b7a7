/** The JSON Schema of study files for editors. */
import type { z } from "zod";
import { inputSchemaOf } from "../../scenario/file-schema.ts";
import { printJson } from "../../scenario/scenario-schema.ts";
import type { JsonSchema } from "../../scenario/schema-view.ts";
import { sweepSchema } from "./sweep-config.ts";

/** JSON Schema (draft-07) of what may stand in a sweep file, as it is committed under `schema/`. */
export const sweepSchemaText = (): string => studySchemaText(sweepSchema);

/** The same of another kind of study. */
export function studySchemaText(schema: z.ZodType): string {
  const { title, ...rest } = bare(inputSchemaOf(schema)) as JsonSchema;
  return `${printJson({ $schema: "http://json-schema.org/draft-07/schema#", title, ...rest }, "")}\n`;
}

/** Without notes of our own, which JSON Schema does not know, and without the limits of doubles. */
function bare(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(bare);
  if (typeof node !== "object" || node === null) return node;
  const { expected, ...rest } = node as JsonSchema;
  const out = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, bare(value)]));
  if (out.maximum === Number.MAX_SAFE_INTEGER) delete out.maximum;
  if (out.minimum === Number.MIN_SAFE_INTEGER) delete out.minimum;
  if (expected !== undefined) out.description ??= expected;
  return out;
}
