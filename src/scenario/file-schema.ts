/** What may stand in a scenario file: what the schema takes, and the two keys that are the loader's own. */
import { z } from "zod";
import { checkWords } from "./issue-words.ts";
import { type JsonSchema, SchemaView } from "./schema-view.ts";

/** Keys that the loader takes for itself: no schema sees them. */
export const LOADER_KEYS: Readonly<Record<string, JsonSchema>> = {
  extends: {
    description: "a scenario file, relative to this one, that this one changes; or a list of which later ones win",
    anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
  },
  params: {
    description: "numbers with a name, for expressions such as `=2 * base`; they may refer to one another",
    type: "object",
    additionalProperties: { type: "number" },
  },
};

/** What may be written where `schema` stands, as JSON Schema draft-07 with our own notes (see JsonSchema). */
export function inputSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      const words = def.type === "string" ? checkWords(zodSchema) : undefined;
      if (words?.startsWith("expected ")) jsonSchema.expected = words.slice("expected ".length);
      // zod leaves out what a schema that reads text makes of a default; a fraction is written as it is read.
      const takesNumber = jsonSchema.anyOf?.some((one) => one.type === "number");
      if (def.type === "default" && takesNumber && typeof def.defaultValue === "number")
        jsonSchema.default ??= def.defaultValue;
    },
  });
  return json as JsonSchema;
}

/** What may be written in a file for `schema`, as JSON Schema draft-07. */
export function fileSchemaOf(schema: z.ZodType): JsonSchema {
  const own = inputSchemaOf(schema);
  return { ...own, properties: { ...LOADER_KEYS, ...own.properties } };
}

const views = new WeakMap<z.ZodType, SchemaView>();

/** The same, to look things up in; made once for each schema. */
export function viewOf(schema: z.ZodType): SchemaView {
  let view = views.get(schema);
  if (view === undefined) {
    view = new SchemaView(fileSchemaOf(schema));
    views.set(schema, view);
  }
  return view;
}
