import { describe, expect, test } from "vitest";
import { scenarioSchema } from "../../src/engine/config.ts";
import { editorSchemaOf } from "../../src/scenario/editor-schema.ts";
import { schema } from "./fixture.ts";

// biome-ignore lint/suspicious/noExplicitAny: a walk through JSON of any shape
type Json = Record<string, any>;
const small = editorSchemaOf(schema) as Json;

/** Every object in a JSON value. */
function* objects(value: unknown): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const inner of Object.values(value)) yield* objects(inner);
}

/** A schema with its reference followed. */
const followed = (schemas: Json, one: Json): Json =>
  one.$ref === undefined ? one : schemas.definitions[one.$ref.replace("#/definitions/", "")];

describe("the schema for editors", () => {
  test.each([
    ["a small schema", small],
    ["the engine's schema", editorSchemaOf(scenarioSchema) as Json],
  ])("of %s refers only to what it defines, and defines only what it refers to", (_, whole) => {
    const asked = new Set([...objects(whole)].flatMap((o) => (typeof o.$ref === "string" ? [o.$ref] : [])));
    const defined = Object.keys(whole.definitions).map((name) => `#/definitions/${name}`);
    expect([...asked].sort()).toEqual(defined.sort());
  });

  test("asks a file that extends none for what must be given, and one that extends for nothing", () => {
    const { whole, part } = small.definitions;
    expect(whole.required).toEqual(["clock", "venues"]);
    expect([...objects(part)].filter((o) => Array.isArray(o.required))).toEqual([]);
    expect(small.if).toEqual({ required: ["extends"] });
  });

  test("knows the loader's own keys", () => {
    expect(Object.keys(small.definitions.whole.properties)).toEqual(expect.arrayContaining(["extends", "params"]));
  });

  test("lets a number be a percentage or an expression, a whole number only an expression", () => {
    const { price } = small.definitions.whole.properties.venues.additionalProperties.properties;
    const ways = price.anyOf.map((way: Json) => followed(small, way));
    const matching = (text: string) => ways.filter((w: Json) => w.pattern && new RegExp(w.pattern).test(text)).length;
    expect(ways[0]).toEqual({ type: "number", exclusiveMinimum: 0 });
    expect([matching("=2 * base"), matching("9%"), matching("-0.5 %"), matching("nine")]).toEqual([1, 1, 1, 0]);
    const { seed } = small.definitions.whole.properties;
    expect(seed.anyOf.map((way: Json) => followed(small, way).pattern)).toEqual([undefined, "^="]);
  });

  test("lets a file that extends another remove with null, and no other", () => {
    const { whole, part } = small.definitions;
    const takesNull = (one: Json) => (one.anyOf ?? []).some((way: Json) => way.type === "null");
    expect(takesNull(part.properties.venues.anyOf[0].additionalProperties)).toBe(true);
    expect(takesNull(part.properties.clock)).toBe(true);
    expect(takesNull(whole.properties.clock)).toBe(false);
  });

  test("explains text that must look like something", () => {
    expect(small.definitions.whole.properties.clock.properties.step.description).toMatch(/15m/);
  });

  test("holds no notes of ours that JSON Schema does not know", () => {
    for (const one of objects(editorSchemaOf(scenarioSchema)))
      for (const note of ["reference", "within", "expected"]) expect(typeof one[note] === "string").toBe(false);
  });
});
