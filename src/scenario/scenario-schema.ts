/** What is published of this engine's scenario files: the JSON Schema for editors and the reference for people. */
import { scenarioSchema } from "../engine/config.ts";
import { editorSchemaOf } from "./editor-schema.ts";
import { referencePage } from "./reference-page.ts";

/** The JSON Schema of scenario files, as it is committed under `schema/`. */
export function editorSchemaText(): string {
  return `${printJson(editorSchemaOf(scenarioSchema), "")}\n`;
}

/** The reference of scenario files, as it is committed under `docs/`. */
export function referenceText(): string {
  return referencePage(scenarioSchema);
}

const WIDTH = 120;

/** JSON in which whatever fits on a line stands on one: a change of the schema changes few lines. */
export function printJson(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (typeof value !== "object" || value === null || indent.length + flat.length <= WIDTH) return flat;
  const inner = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((v) => inner + printJson(v, inner)).join(",\n")}\n${indent}]`;
  const lines = Object.entries(value).map(([k, v]) => `${inner}${JSON.stringify(k)}: ${printJson(v, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
