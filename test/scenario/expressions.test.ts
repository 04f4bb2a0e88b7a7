import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Expression } from "../../src/scenario/expression.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { ExpressionError } from "../../src/scenario/vocabulary.ts";
import { edited, GOOD, problemsOf, read } from "./fixture.ts";

const PARAMS: Record<string, number> = { a: 3, b: -4, half: 0.5, zero: 0 };
const evaluated = (text: string): number =>
  new Expression(text, mathjsParser()).evaluate((name) => PARAMS[name], Object.keys(PARAMS));

function refusal(text: string): ExpressionError {
  try {
    evaluated(text);
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}

describe("values", () => {
  const values: readonly (readonly [string, number])[] = [
    ["2 * a", 6],
    ["a + b * half", 1],
    ["-(a - b)", -7],
    ["a / 2 / 2", 0.75],
    ["2 ^ 10", 1024],
    ["2 ^ -2", 0.25],
    ["2 ^ 3 ^ 2", 512],
    ["-2 ^ 2", -4],
    ["7 mod 3", 1],
    ["-7 mod 3", 2],
    ["min(a, b, 1)", -4],
    ["max(a, b)", 3],
    ["clamp(10, 0, a)", 3],
    ["round(-2.5)", -3],
    ["floor(half) + ceil(half)", 1],
    ["sqrt(16) + abs(b) + sign(b)", 7],
    ["log(exp(2))", 2],
    ["tanh(0)", 0],
    ["a > b ? 1 : 2", 1],
    ["a <= b or not (a == 3) ? 1 : 2", 2],
    ["zero == 0 ? 5 : 1 / zero", 5],
    ["a != 3 and 1 / zero > 0 ? 1 : 2", 2],
    ["1e3 + 1.5e-1", 1000.15],
    ["pi", Math.PI],
  ];

  test.each(values)("%s is %d", (text, expected) => {
    expect(evaluated(text)).toBeCloseTo(expected, 12);
  });

  test("a fractional exponent is exp(b log a)", () => {
    expect(evaluated("2 ^ half")).toBe(Math.exp(0.5 * Math.log(2)));
  });

  test("arithmetic is JavaScript's, to the last bit", () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0);
    fc.assert(
      fc.property(number, number, number, (x, y, z) => {
        fc.pre(Math.abs(y) > 1e-9);
        const [p, q, r] = [x, y, z].map((v) => `(${v})`);
        expect(evaluated(`${p} + ${r} * ${q} - ${r} / ${q}`)).toBe(x + z * y - z / y);
        expect(evaluated(`${p} < ${q} ? ${r} : -${r}`)).toBe(x < y ? z : -z);
      }),
    );
  });
});

/** Reaching outside arithmetic, holding a machine up, or writing what means something else than it seems to. */
const HOSTILE: readonly string[] = [
  'cos.constructor("return process")()',
  "a.constructor",
  'a["constructor"]',
  '"text".constructor',
  "import({pi: 3}, {override: true})",
  'evaluate("1 + 1")',
  'parse("1")',
  'simplify("1")',
  'derivative("x^2", "x")',
  'createUnit("foo")',
  "f(x) = x + 1",
  "a = 5",
  "a = 5; a",
  "[1, 2, 3]",
  "{a: 1}.a",
  "sum(1:2000000)",
  "1:10",
  "ones(1e5, 1e5)",
  "random()",
  "factorial(170)",
  "2 m",
  "2a",
  "5%",
  "1_000",
  "a b",
  "a'",
  "5!",
  "a | b",
  "1 < a < 5",
  '"2"',
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "1e400",
  "i",
  "sqrt(-1)",
  "log(-1)",
  "log(0)",
  "(-8) ^ (1 / 3)",
  "1 / zero",
  "a mod 0",
  "0 / 0",
  "exp(1000)",
  "9e307 * 10",
  "a > 1",
  "a ? 1 : 2",
  "(a > 1) + 1",
  "min()",
  "sqrt(1, 2)",
  "sqrt",
  "",
  "   ",
  "# nothing",
  "a +",
  "(a",
  "a\nb",
  "this",
  "process.exit(1)",
  "globalThis",
  "require('fs')",
  "map([1], f(x) = x)",
  `${"(".repeat(400)}1${")".repeat(400)}`,
  "1 + ".repeat(20_000).concat("1"),
  `${"-".repeat(499)}1 0`,
];

describe("a closed vocabulary", () => {
  test.each(HOSTILE.map((text) => [text.length > 60 ? `${text.slice(0, 57)}...` : text, text] as const))(
    "refuses %s",
    (_, text) => {
      expect(refusal(text).message).not.toBe("");
      expect(problemsOf(edited(["=base / 50", JSON.stringify(`=${text}`)])).length).toBeGreaterThan(0);
    },
  );

  test("says what was probably meant", () => {
    expect(refusal("abbs(a)").hint).toBe('did you mean "abs"?');
    expect(refusal("halff * 2").hint).toBe('did you mean "half"?');
    expect(refusal("2a").hint).toMatch(/multiplication/);
    expect(refusal("5%").hint).toMatch(/0\.05/);
  });

  test("points at the character", () => {
    expect(problemsOf(edited(["=base / 50", "=base * bse"]))[0]).toMatch(/^x\.yaml:22:21 /);
    expect(problemsOf(edited(["=base / 50", '"=base * bse"']))[0]).toMatch(/^x\.yaml:22:22 /);
    expect(problemsOf(edited(["=base / 50", "=base * * 2"]))[0]).toMatch(/^x\.yaml:22:21 /);
  });
});

describe("params", () => {
  test("may refer to one another in any order", () => {
    const text = edited(
      ["base: 100", 'first: "=second + 1"\n  second: "=base / 2"\n  base: 100'],
      ["=base / 50", "=first"],
    );
    expect(read(text).scenario.populations.makers).toMatchObject({ spread: 51 });
  });

  test("may be percentages", () => {
    const text = edited(["base: 100", "base: 50%"], ["=base / 50", "=base"], ["=twice", "=round(twice)"]);
    expect(read(text).scenario.populations).toMatchObject({ makers: { spread: 0.5 }, retail: { members: 1 } });
  });

  test("that go round in a circle are reported once, with the way round", () => {
    const said = problemsOf(edited(["base: 100", 'base: "=third"\n  third: "=twice"']));
    expect(said).toEqual(["x.yaml:6:9  params.base: params go round in a circle: base -> third -> twice -> base"]);
  });

  test("that refer to themselves are a circle", () => {
    expect(problemsOf(edited(["base: 100", 'base: "=base + 1"']))[0]).toMatch(/circle: base -> base/);
  });

  test.each(["min", "pi", "e", "true", "mod", "a-b", "2x", "a b"])("%s is no name for one", (name) => {
    expect(problemsOf(edited(["base: 100", `base: 100\n  ${name}: 1`]))[0]).toMatch(/the name of a param/);
  });

  test("must be numbers", () => {
    expect(problemsOf(edited(["base: 100", "base: hundred"]))).toEqual([
      "x.yaml:6:9  params.base: expected a number, a percentage or an expression, got hundred",
    ]);
    expect(problemsOf(edited(["base: 100", "base: [1]"]))[0]).toMatch(
      /^x\.yaml:6:9 {2}params\.base: expected a number/,
    );
  });

  test("are a map", () => {
    const said = ["params: 5", "params:", "params: [1]"].map((wrong) =>
      problemsOf(`${edited(['params:\n  base: 100\n  twice: "=2 * base"\n', ""])}${wrong}\n`),
    );
    for (const lines of said)
      expect(lines[0] + lines[1] + lines[2]).toMatch(/params: expected a map of names and numbers/);
  });

  test("mathjs is not asked for by a scenario without expressions", () => {
    const text = edited(['"=2 * base"', "200"], ['"=twice"', "200"], ["=base / 50", "2"]);
    const parser = () => {
      throw new Error("asked for");
    };
    expect(read(text, { parser }).scenario).toEqual({ ...read(GOOD).scenario });
  });
});
