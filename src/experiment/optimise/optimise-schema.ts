/** The JSON Schema of optimise files for editors. */
import { studySchemaText } from "../sweep/sweep-schema.ts";
import { optimiseSchema } from "./optimise-config.ts";

/** JSON Schema (draft-07) of what may stand in an optimise file, as it is committed under `schema/`. */
export const optimiseSchemaText = (): string => studySchemaText(optimiseSchema);
