/** Reported figures as expressions over series: what may be written, and where each mistake is pointed at. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { engineDefinition, type Scenario } from "../../src/scenario/engine-definition.ts";
import { mathjsParser } from "../../src/scenario/mathjs.ts";
import { parseScenario } from "../../src/scenario/parse-scenario.ts";
import { ScenarioError } from "../../src/scenario/problem.ts";

/** Two trading days in New York, Thursday and Friday, 08:00 to 17:00, settling at 13:30. */
const SMALL = readFileSync(new URL("../../configs/small-crash.yaml", import.meta.url), "utf8");
const LINES = SMALL.split("\n").length;

function read(figures: string): Scenario {
  const options = { ...engineDefinition, file: "x.yaml", parser: mathjsParser };
  return parseScenario(`${SMALL}reported:\n${figures}`, options).scenario as unknown as Scenario;
}

const entry = (of: string) => `  - { key: a, label: a, value: 1, unit: x, source: x, of: "${of}" }\n`;
/** Where the expression of `entry` begins. */
const COLUMN = entry("").indexOf('""') + 2;

/** Problems of a scenario with one figure, without what they have in common; columns count from the expression's first. */
function problemsOf(of: string): string[] {
  try {
    read(entry(of));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems.map(({ file, line, column, path, message, hint }) => {
      expect([file, line, path]).toEqual(["x.yaml", LINES + 1, "reported.0.of"]);
      return `${column - COLUMN} ${message}${hint === "" ? "" : `; ${hint}`}`;
    });
  }
  return [];
}

const formulaOf = (of: string) => read(entry(of)).reported[0].formula;
const utc = (text: string) => Date.parse(text);

describe("a figure's expression", () => {
  test("takes a trading day from its first session to the end of its last, and the settlement of a day", () => {
    const formula = formulaOf("min(pit.close[2026-01-30]) / pit.settle[2026-01-29] - 1");
    expect(formula).toEqual({
      kind: "call",
      name: "subtract",
      values: [
        {
          kind: "call",
          name: "divide",
          values: [
            {
              kind: "aggregate",
              by: "min",
              of: {
                source: { kind: "venue", venue: "pit", column: "close" },
                from: utc("2026-01-30T13:00Z"),
                until: utc("2026-01-30T22:00Z"),
              },
            },
            { kind: "settlement", venue: "pit", at: utc("2026-01-29T18:30Z"), until: utc("2026-01-30T18:30Z") },
          ],
        },
        { kind: "number", value: 1 },
      ],
    });
  });

  test.each([
    ["pit.mid[2026-01-29 09:30 .. 12:00]", "2026-01-29T14:30Z", "2026-01-29T17:00Z"],
    ["pit.mid[2026-01-29T09:30 .. 2026-01-30 09:30]", "2026-01-29T14:30Z", "2026-01-30T14:30Z"],
    ["pit.mid[2026-01-29 22:00 .. 23:00 Asia/Shanghai]", "2026-01-29T14:00Z", "2026-01-29T15:00Z"],
    ["pit.mid[2026-01-29 .. 2026-01-30]", "2026-01-29T13:00Z", "2026-01-30T22:00Z"],
    ["pit.mid[2026-01-30 ..]", "2026-01-30T13:00Z", null],
    ["pit.mid[.. 2026-01-29]", null, "2026-01-29T22:00Z"],
    ["pit.mid[2026-01-30 Asia/Shanghai]", "2026-01-29T16:00Z", "2026-01-30T16:00Z"],
    ["world.gold[2026-01-30]", "2026-01-30T00:00Z", "2026-01-31T00:00Z"],
    ["pit.mid", null, null],
  ])("reads the stretch of %s", (written, from, until) => {
    expect(formulaOf(`last(${written})`)).toMatchObject({
      of: { from: from === null ? null : utc(from), until: until === null ? null : utc(until) },
    });
  });

  test("takes a value at a moment, a population's trading and a figure of the summary", () => {
    expect(formulaOf("pit.mid[2026-01-29 09:30]")).toMatchObject({ kind: "moment", at: utc("2026-01-29T14:30Z") });
    expect(formulaOf("sum(pit.sold.longs)")).toMatchObject({
      of: { source: { kind: "flow", venue: "pit", population: "longs", side: "sold" } },
    });
    expect(formulaOf("summary['pit.change.2026-01-30']")).toEqual({ kind: "summary", key: "pit.change.2026-01-30" });
  });

  test.each([
    ["min(pitt.close)", '4 there is no venue "pitt"; did you mean "pit"?'],
    ["1 + min(pit.colse)", '12 venues have no column "colse"; did you mean "close"?'],
    ["last(world.golf)", '11 the world has no column "golf"; did you mean "gold"?'],
    ["sum(pit.sold.long)", '13 there is no population "long"; did you mean "longs"?'],
    ["sum(pit.sold)", "8 pit.sold needs a population; such as pit.sold.makers"],
    ["mim(pit.close)", '0 an expression may not hold the function mim; did you mean "min"?'],
    [
      "last(pit.close[2026-01-31])",
      "15 2026-01-31 lies outside the clock, which runs from 2026-01-29T13:00Z to 2026-01-30T22:00Z",
    ],
    ["last(pit.close[2026-02-30])", "15 there is no day 2026-02-30"],
    [
      "pit.mid[2026-01-28 10:00]",
      "8 2026-01-28 10:00 lies outside the clock, which runs from 2026-01-29T13:00Z to 2026-01-30T22:00Z",
    ],
    [
      "pit.close[2026-01-30] * 2",
      "0 pit.close[2026-01-30] is a series, and a number is asked for; say which: last(pit.close[2026-01-30]), min, max, mean, …",
    ],
    ["pit.settle", "4 pit.settle needs a day; write pit.settle[2026-01-30]"],
    ["pit.settle[2026-01-29 10:00]", "11 pit.settle is the settlement of one day, got [2026-01-29 10:00]"],
    ["summary['pit.fal']", '9 no run has a figure called "pit.fal"; did you mean "pit.fall"?'],
    ["summary.pit.fall", '0 a figure of the summary is named in quotation marks; write summary["fund.limitDowns"]'],
    ["last(pit.mid[2026-01-30 .. 2026-01-29])", "13 2026-01-30 .. 2026-01-29 ends before it begins"],
    ["pit.mid[2026-01-30 10:00 Mars/City]", '25 there is no time zone "Mars/City"'],
    ["1 +* 2", '3 cannot read "1 +* 2": value expected'],
    ["max(1, pit.settle[2026-01-30]) > 2", "31 an expression may not hold the operator >"],
    [
      "2 pit.settle[2026-01-30]",
      "0 an expression may not hold two values side by side; write the multiplication sign, as in 2 * x",
    ],
    ["pit", "0 pit needs a column; comex.close and world.gold have one"],
    ["last(1)", "0 last takes one series; last(comex.close), say"],
    ["max(3)", "0 max takes a series, or 2 or more numbers, got 1"],
    ["", "0 expected an expression over the run's series, got nothing"],
    ["cos.constructor", '0 there is no venue "cos"; there is pit, world and summary'],
    ["f(x) = 1", "0 an expression may not hold the definition of a function"],
  ])("%s is refused where it is wrong", (of, told) => {
    expect(problemsOf(of)).toEqual([told]);
  });

  test("every reference that is wrong is told at once", () => {
    expect(problemsOf("min(pitt.close) / pit.settle[2026-01-27] - last(world.golf)")).toHaveLength(3);
  });
});

describe("reported figures", () => {
  test("are told from one another, stand in their own range, and name figures that a run has", () => {
    const figures = [
      "  - { key: pit.fal, label: a, value: 1, unit: x, source: x }",
      "  - { key: pit.fall, label: a, value: -0.2, unit: x, low: -0.1, high: 0, source: x }",
      "  - { key: pit.fall, label: a, value: 1, unit: x, low: 2, high: 1, source: x }",
    ].join("\n");
    expect(() => read(figures)).toThrow(
      [
        `x.yaml:${LINES + 1}:12  reported.0.key: no run has a figure called "pit.fal"; did you mean "pit.fall"?`,
        `x.yaml:${LINES + 2}:39  reported.1.value: what was reported, -0.2, lies outside the range that counts as agreement`,
        `x.yaml:${LINES + 3}:12  reported.2.key: "pit.fall" stands twice: figure 2 has it too`,
        `x.yaml:${LINES + 3}:56  reported.2.low: the range that counts as agreement ends before it begins: 2 to 1`,
      ].join("\n"),
    );
  });

  test("may be percentages, and leave nothing in the scenario's plain form but what was written", () => {
    const text = entry("last(pit.close)").replace("value: 1", "value: -20%, low: -25%, high: -15%");
    const options = { ...engineDefinition, file: "x.yaml", parser: mathjsParser };
    const { resolved } = parseScenario(`${SMALL}reported:\n${text}`, options);
    expect(resolved.reported).toEqual([
      {
        key: "a",
        label: "a",
        value: -0.2,
        unit: "x",
        low: -0.25,
        high: -0.15,
        source: "x",
        of: "last(pit.close)",
        input: false,
      },
    ]);
  });
});
