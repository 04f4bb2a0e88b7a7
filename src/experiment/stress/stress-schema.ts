/** The JSON Schema of stress files for editors. */
import { studySchemaText } from "../sweep/sweep-schema.ts";
import { stressSchema } from "./stress-config.ts";

/** JSON Schema (draft-07) of what may stand in a stress file, as it is committed under `schema/`. */
export const stressSchemaText = (): string => studySchemaText(stressSchema);
