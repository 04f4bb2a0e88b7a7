import { describe, expect, test } from "vitest";
import { edited, GOOD, problemsOf, read } from "./fixture.ts";

/** What is done to the good scenario, and exactly what must be said. */
const MISTAKES: readonly (readonly [string, readonly (readonly [string, string])[], readonly string[]])[] = [
  [
    "an unknown key",
    [["leverage:", "levrage:"]],
    ['x.yaml:17:5  populations.retail.levrage: unknown key "levrage"; did you mean "leverage"?'],
  ],
  [
    "a key in another style of writing",
    [["leverage:", "Latency-: 5s\n    leverage:"]],
    ['x.yaml:17:5  populations.retail.Latency-: unknown key "Latency-"; did you mean "latency"?'],
  ],
  [
    "a key that is like no other",
    [["tick: 0.005", "tick: 0.005, qwertz: 1"]],
    ['x.yaml:9:37  venues.comex.qwertz: unknown key "qwertz"; there is currency'],
  ],
  [
    "a misspelt population kind",
    [["kind: retail", "kind: retial"]],
    ['x.yaml:14:11  populations.retail.kind: unknown kind "retial"; did you mean "retail"?'],
  ],
  [
    "a kind that is like no other",
    [["kind: news", "kind: xyzzy"]],
    ['x.yaml:24:13  shocks.0.kind: unknown kind "xyzzy"; there is news and fat-finger'],
  ],
  [
    "a kind left out",
    [["    kind: retail\n", ""]],
    ["x.yaml:13:3  populations.retail: has no kind; there is retail and market-makers"],
  ],
  [
    "a kind left out because the name is misspelt",
    [["shocks:", "  maker: { members: 5 }\nshocks:"]],
    ['x.yaml:23:3  populations.maker: has no kind; did you mean "makers"?'],
  ],
  [
    "a negative quantity",
    [["members: 10", "members: -10"]],
    ["x.yaml:20:14  populations.makers.members: expected a number of at least 0, got -10"],
  ],
  [
    "a price of nothing",
    [["price: 110", "price: 0"]],
    ["x.yaml:9:19  venues.comex.price: expected a number above 0, got 0"],
  ],
  [
    "a price below a tick, which only both together tell",
    [["price: 110", "price: 0.001"]],
    ["x.yaml:9:19  venues.comex.price: expected a price of at least a tick, got 0.001"],
  ],
  [
    "a price below a tick that is itself no price: told once, beside what is wrong elsewhere",
    [
      ["price: 110", "price: -1"],
      ["clock:\n", "clock:\n  step: soon\n"],
    ],
    [
      'x.yaml:3:9  clock.step: expected a duration such as 90s, 15m, 1h30m or 2d, got "soon"',
      "x.yaml:10:19  venues.comex.price: expected a number above 0, got -1",
    ],
  ],
  [
    "a comma in text inside braces",
    [["price: 110", "currency: US, or other dollars, price: 110"]],
    [
      'x.yaml:9:22  venues.comex.currency: expected USD or CNY, got "US"; did you mean "USD"?',
      'x.yaml:9:26  venues.comex.or other dollars: unknown key "or other dollars"; a comma ends a value inside { }: ' +
        "put text that holds one in quotation marks",
    ],
  ],
  [
    "half a member",
    [["members: 10", "members: 10.5"]],
    ["x.yaml:20:14  populations.makers.members: expected a whole number, got 10.5"],
  ],
  [
    "a venue that does not exist",
    [["venue: comex", "venue: comx"]],
    ['x.yaml:16:12  populations.retail.venue: there is no venue "comx"; did you mean "comex"?'],
  ],
  [
    "a venue that does not exist, in a list",
    [["venues: [comex]", "venues: [comex, shfe]"]],
    ['x.yaml:21:21  populations.makers.venues.1: there is no venue "shfe"; there is comex'],
  ],
  [
    "a venue that does not exist, as a key",
    [["  comex: { initial", "  comexx: { initial"]],
    ['x.yaml:11:3  clearing.comexx: there is no venue "comexx"; did you mean "comex"?'],
  ],
  [
    "a population that does not exist",
    [
      [
        "kind: news, at: 2026-01-30T13:45-05:00, size: -0.1",
        "kind: fat-finger, at: 2026-01-30T13:45-05:00, population: mkers",
      ],
    ],
    ['x.yaml:24:65  shocks.0.population: there is no population "mkers"; did you mean "makers"?'],
  ],
  [
    "140%",
    [["11%", "140%"]],
    ["x.yaml:11:21  clearing.comex.initial: expected a fraction from 0 to 1, such as 0% or 1, got 140%"],
  ],
  [
    "text for a fraction",
    [["11%", "eleven"]],
    ['x.yaml:11:21  clearing.comex.initial: expected a fraction from 0 to 1, such as 0% or 1, got "eleven"'],
  ],
  [
    "division by zero",
    [["=base / 50", "=base / (twice - 200)"]],
    ['x.yaml:22:19  populations.makers.spread: division by zero in "base / (twice - 200)"'],
  ],
  [
    "a value that an expression makes impossible",
    [["=base / 50", "=base - 100"]],
    ['x.yaml:22:13  populations.makers.spread: expected a number above 0, got 0 from "=base - 100"'],
  ],
  [
    "a date after the clock",
    [["2026-01-30T13:45-05:00", "2026-02-30T13:45-05:00"]],
    [
      "x.yaml:24:23  shocks.0.at: expected a time with an offset or a zone, such as 2026-01-30T07:00-05:00 or " +
        '2026-01-30T07:00 America/New_York, got "2026-02-30T13:45-05:00"',
    ],
  ],
  [
    "a date that does not exist",
    [["2026-01-30T13:45-05:00", "2026-02-28T13:45-05:00"]],
    [
      "x.yaml:24:23  shocks.0.at: 2026-02-28T13:45-05:00 lies after the clock, which runs from " +
        "2026-01-29T09:00 America/New_York to 2026-01-30T17:00 America/New_York",
    ],
  ],
  [
    "a date before the clock",
    [["2026-01-30T13:45-05:00", "2025-01-30T13:45Z"]],
    [
      "x.yaml:24:23  shocks.0.at: 2025-01-30T13:45Z lies before the clock, which runs from " +
        "2026-01-29T09:00 America/New_York to 2026-01-30T17:00 America/New_York",
    ],
  ],
  [
    "a number where a duration is asked for",
    [["clock:\n", "clock:\n  step: 15\n"]],
    ["x.yaml:3:9  clock.step: expected a duration such as 90s, 15m, 1h30m or 2d, got 15"],
  ],
  [
    "a distribution that does not exist",
    [["lognormal: [5, 50%]", "lognromal: [5, 50%]"]],
    ['x.yaml:17:17  populations.retail.leverage.lognromal: unknown key "lognromal"; did you mean "lognormal"?'],
  ],
  [
    "half a distribution",
    [["lognormal: [5, 50%]", "lognormal: [5]"]],
    ["x.yaml:17:17  populations.retail.leverage.lognormal: expected at least 2 entries, got a list of 1"],
  ],
  [
    "a list where a number or a distribution is asked for",
    [["{ lognormal: [5, 50%] }", "[5, 50%]"]],
    ["x.yaml:17:5  populations.retail.leverage: expected a number or a map of keys and values, got a list of 2"],
  ],
  [
    "one of several words, misspelt",
    [["tick: 0.005", "tick: 0.005, currency: usd"]],
    ['x.yaml:9:47  venues.comex.currency: expected USD or CNY, got "usd"; did you mean "USD"?'],
  ],
  [
    "a number in quotation marks",
    [["tick: 0.005", 'tick: "0.005"']],
    ['x.yaml:9:30  venues.comex.tick: expected a number, got "0.005"; leave out the quotation marks'],
  ],
  [
    "a key left out",
    [["  end: 2026-01-30T17:00 America/New_York\n", ""]],
    [
      "x.yaml:2:1  clock.end: is missing, expected a time with an offset or a zone, such as 2026-01-30T07:00-05:00 or " +
        "2026-01-30T07:00 America/New_York",
    ],
  ],
  [
    "nothing after a key",
    [["tick: 0.005", "tick: "]],
    ["x.yaml:9:31  venues.comex.tick: expected a number, got nothing"],
  ],
  ["infinity", [["tick: 0.005", "tick: .inf"]], ["x.yaml:9:30  venues.comex.tick: expected a number, got .inf"]],
  [
    "a check that no schema can say",
    [["10%", "12%"]],
    ["x.yaml:11:39  clearing.comex.maintenance: the maintenance margin is above the initial margin"],
  ],
  [
    "a mechanism that does not exist",
    [["mechanisms:", "without: [stop]\nmechanisms:"]],
    ['x.yaml:25:11  without.0: there is no mechanism "stop"; did you mean "stops"?'],
  ],
];

describe("mistakes in a scenario", () => {
  test("the sample itself has none", () => {
    expect(problemsOf(GOOD)).toEqual([]);
  });

  test.each(MISTAKES)("%s", (_, edits, expected) => {
    expect(problemsOf(edited(...edits))).toEqual(expected);
  });

  test("all of them at once, in the order in which they stand", () => {
    const all = problemsOf(
      edited(
        ["price: 110", "prise: 110"],
        ["11%", "140%"],
        ["kind: retail", "kind: retial"],
        ["members: 10", "members: -10"],
        ["venues: [comex]", "venues: [comx]"],
        ["=base / 50", "=base / 0"],
        ["2026-01-30T13:45-05:00", "2027-01-30T13:45-05:00"],
      ),
    );
    expect(all.map((line) => line.split("  ")[1].split(": ")[0])).toEqual([
      "venues.comex.price",
      "venues.comex.prise",
      "clearing.comex.initial",
      "populations.retail.kind",
      "populations.makers.members",
      "populations.makers.venues.0",
      "populations.makers.spread",
      "shocks.0.at",
    ]);
  });

  test("a value that could not be evaluated is told once, not again as of the wrong type", () => {
    expect(problemsOf(edited(["members: 10", "members: =nothing"]))).toHaveLength(1);
  });
});

describe("text that is not a scenario", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["nothing", "", ["x.yaml:1:1  the file is empty"]],
    ["a list", "- a\n- b", ["x.yaml:1:1  a scenario is a map of keys and values"]],
    [
      "a tab",
      "name: a\nclock:\n\tstep: 1m\n",
      ["x.yaml:3:1  a tab is used to indent, which YAML does not allow; use spaces"],
    ],
    [
      "two documents",
      "name: a\n---\nname: b",
      ["x.yaml:2:1  a scenario is one YAML document, and here a second one begins"],
    ],
    ["an alias to nothing", "name: *there", ["x.yaml:1:7  name: no anchor &there stands before this"]],
    ["a map as a key", "? [a]\n: b", ["x.yaml:1:3  a key must be a name"]],
    ["an alias to itself", "name: &a [*a]", ["x.yaml:1:11  name: it nests more than 64 levels deep"]],
  ];

  test.each(cases)("%s", (_, text, expected) => {
    const said = problemsOf(text);
    expect(said).toEqual(expect.arrayContaining([...expected]));
  });

  test("a key that stands twice is reported beside the other mistakes", () => {
    const said = problemsOf(edited(["members: 10", "members: 10\n    members: 20"], ["11%", "140%"]));
    expect(said).toEqual([
      "x.yaml:11:21  clearing.comex.initial: expected a fraction from 0 to 1, such as 0% or 1, got 140%",
      "x.yaml:21:5  this key stands twice in the same map",
    ]);
  });

  test("aliases that unfold without end are refused in no time and little memory", () => {
    let text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (let i = 1; i < 30; i++)
      text += `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(", ")}]\n`;
    const said = problemsOf(text);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/unfolds to more than 50000 values/);
  });

  test("an anchor may be used again within reason", () => {
    const text = edited(["members: 10", "members: &ten 10"], ["price: 110", "price: 110"]);
    expect(
      read(text.replace("    spread:", "    inventory: *ten\n    spread:")).scenario.populations.makers,
    ).toMatchObject({
      inventory: 10,
    });
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty"])("%s is no name", (key) => {
    const before = Object.keys(Object.prototype).length;
    for (const text of [
      `${key}: { polluted: 1 }\n${GOOD}`,
      edited(["  retail:\n", `  ${key}:\n`]),
      edited(["{ price", `{ ${key}: 1, price`]),
    ])
      expect(problemsOf(text).some((line) => line.includes(`"${key}" cannot be used as a name`))).toBe(true);
    expect(Object.keys(Object.prototype)).toHaveLength(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("deep nesting is refused", () => {
    for (const depth of [100, 5_000, 20_000]) {
      const said = problemsOf(`a: ${"[".repeat(depth)}${"]".repeat(depth)}`);
      expect(said.join("\n")).toMatch(/nests/);
    }
  });

  test("a tag that would make a value of another kind is refused", () => {
    const said = problemsOf(edited(["price: 110", "price: !!js/function 110"]));
    expect(said.join("\n")).toMatch(/x\.yaml:9:19 {2}unresolved tag/);
    expect(problemsOf(edited(["price: 110", "price: !!binary aGVsbG8="])).length).toBeGreaterThan(0);
  });
});

describe("files from other editors", () => {
  test("with carriage returns or a byte order mark are the same scenario, with the same places", () => {
    const crlf = (text: string) => text.replaceAll("\n", "\r\n");
    expect(read(crlf(GOOD)).resolved).toEqual(read(GOOD).resolved);
    expect(read(`\uFEFF${GOOD}`).resolved).toEqual(read(GOOD).resolved);
    const bad = edited(["members: 10", "members: -10"]);
    expect(problemsOf(crlf(bad))).toEqual(problemsOf(bad));
    expect(problemsOf(`\uFEFF${bad}`)).toEqual(problemsOf(bad));
  });
});
