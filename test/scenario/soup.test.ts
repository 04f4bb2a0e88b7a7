import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { ScenarioError } from "../../src/scenario/problem.ts";
import { GOOD, read } from "./fixture.ts";

/** Whatever comes in, a sound scenario comes out or a list of located mistakes; never another error. */
function soundOrTold(text: string, options: Parameters<typeof read>[1] = {}): void {
  try {
    expect(Object.isFrozen(read(text, options).scenario)).toBe(true);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { file, line, column, message } of error.problems) {
      expect(message).not.toBe("");
      if (file === "x.yaml") expect(line >= 1 && column >= 1 && line <= text.split("\n").length).toBe(true);
      else expect(file).toMatch(/^(--set|--without|--seed|override) /);
    }
  }
}

/** Scalars in every way that YAML has of writing them. */
const scalar = fc.oneof(
  fc.constantFrom(
    ...[
      "",
      "~",
      "null",
      "true",
      "no",
      "0x1F",
      "0o17",
      ".inf",
      "-.inf",
      ".nan",
      "1e400",
      "1_000",
      "09:30",
      "9%",
      "-9%",
      "140%",
    ],
    ...[
      "=",
      "==",
      "=1",
      "=base",
      "=base/0",
      "=(",
      "=cos.constructor",
      '"=twice"',
      "'='",
      "|\n  text",
      ">\n  text",
      "!!str 5",
    ],
    ...[
      "&a 5",
      "*a",
      "<<",
      "[",
      "{",
      "]",
      "}",
      "- 1",
      "? x",
      "a: b",
      "# x",
      "---",
      "...",
      "@x",
      "`x",
      "%x",
      "\t",
      '"\\u0000"',
      "'it''s'",
    ],
    ...[
      "2026-01-30",
      "2026-01-30T10:00Z",
      "2026-01-30T10:00 Mars/Olympus",
      "15m",
      "-15m",
      "comex",
      "__proto__",
      "constructor",
    ],
    ...["{ lognormal: [1, 2] }", "{ uniform: 3 }", "[1, [2, [3]]]", "[[]]", "{}", "[]"],
  ),
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 12 }).map((s) => JSON.stringify(s)),
);

const LINES = GOOD.split("\n");

describe("any soup", () => {
  test("of characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => soundOrTold(text)),
      { numRuns: 150 },
    );
  });

  test("of values in a sound scenario", () => {
    const edits = fc.array(fc.tuple(fc.nat(LINES.length - 1), scalar), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(edits, (changes) => {
        const lines = [...LINES];
        for (const [line, value] of changes) lines[line] = lines[line].replace(/: .*$/, () => `: ${value}`);
        soundOrTold(lines.join("\n"));
      }),
      { numRuns: 200 },
    );
  });

  test("of lines left out, doubled and moved", () => {
    const pick = fc.array(fc.nat(LINES.length - 1), { maxLength: LINES.length + 3 });
    fc.assert(
      fc.property(pick, (order) => soundOrTold(order.map((i) => LINES[i]).join("\n"))),
      { numRuns: 200 },
    );
  });

  test("of structures under the scenario's own keys", () => {
    const key = fc.constantFrom(
      ...[
        "name",
        "clock",
        "params",
        "venues",
        "clearing",
        "populations",
        "shocks",
        "extends",
        "kind",
        "members",
        "comex",
        "leverage",
      ],
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(...["comex", "=base", "5%", "retail"]),
        fc.integer(),
        tie("map"),
        tie("list"),
      ),
      map: fc.dictionary(key, tie("tree"), { maxKeys: 6 }),
      list: fc.array(tie("tree"), { maxLength: 3 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), (value) => soundOrTold(stringify(value))),
      { numRuns: 150 },
    );
  });

  test("of overrides", () => {
    const segment = fc.constantFrom(
      ...[
        "populations",
        "retail",
        "makers",
        "shocks",
        "0",
        "1",
        "-1",
        "venues",
        "comex",
        "price",
        "leverage",
        "lognormal",
        "params",
        "base",
        "",
        "x",
      ],
    );
    const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((s) => s.join("."));
    const set = fc.array(
      fc.tuple(path, scalar).map(([p, v]) => `${p}=${v}`),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(set, fc.array(fc.string(), { maxLength: 2 }), (s, w) => soundOrTold(GOOD, { set: s, without: w })),
      {
        numRuns: 200,
      },
    );
  });
});
