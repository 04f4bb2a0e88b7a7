/** The published schema of this engine's scenarios. */
import { scenarioSchema } from "../engine/config.ts";
import { editorSchemaOf } from "./editor-schema.ts";

/** The JSON Schema of scenario files as it is committed under `schema/`. */
export function editorSchemaText(): string {
  return `${JSON.stringify(editorSchemaOf(scenarioSchema), null, 1)}\n`;
}
