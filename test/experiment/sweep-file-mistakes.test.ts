import { readdirSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { edited, GOOD, SMALL, SweepFolder } from "./sweep-file-fixture.ts";

const folder = new SweepFolder();
afterAll(() => folder.remove());

/** A parameter added to the good sweep, on line 8. */
const added = (line: string): string => edited(["seeds: 3", `  ${line}\nseeds: 3`]);

const FORK = "fork: 2026-01-30T05:00Z\n";
const FORKED = `base: ${SMALL}\ndesign: { method: grid }\nparameters:\n`;

/** A sweep file, and exactly what must be said of it. */
const MISTAKES: readonly (readonly [string, string, readonly string[]])[] = [
  ["an unknown key", edited(["seeds: 3", "seed: 3"]), ['x.yaml:8:1  seed: unknown key "seed"; did you mean "seeds"?']],
  [
    "a key of scenarios",
    edited(["seeds: 3", "params: { a: 3 }"]),
    ['x.yaml:8:1  params: unknown key "params"; did you mean "parameters"?'],
  ],
  [
    "a method that does not exist",
    edited(["latin-hypercube", "latin-hypercub"]),
    [
      "x.yaml:3:19  design.method: expected grid, list, random, latin-hypercube, sobol, saltelli or morris, " +
        'got "latin-hypercub"; did you mean "latin-hypercube"?',
    ],
  ],
  [
    "samples left out",
    edited([", samples: 8", ""]),
    [
      "x.yaml:3:1  design: a latin-hypercube design needs samples; `samples` random points that are spread evenly along " +
        "each parameter",
    ],
  ],
  [
    "samples where none are taken",
    `base: ${SMALL}\ndesign: { method: grid, samples: 8 }\nparameters: { clearing.pit.notice: { values: [1d] } }`,
    ["x.yaml:2:34  design.samples: a grid takes no samples; leave it out"],
  ],
  [
    "samples where none are taken, and too few of them",
    `base: ${SMALL}\ndesign: { method: grid, samples: 0 }\nparameters: { clearing.pit.notice: { values: [1d] } }`,
    ["x.yaml:2:34  design.samples: a grid takes no samples; leave it out"],
  ],
  [
    "a deviation of nothing",
    added("shocks.0.size: { mean: -0.2, sd: 0, distribution: normal }"),
    ["x.yaml:8:36  parameters.shocks.0.size.sd: sd must be above 0, not 0"],
  ],
  [
    "no points at all",
    edited(["samples: 8", "samples: 0"]),
    ["x.yaml:3:45  design.samples: expected a number above 0, got 0"],
  ],
  [
    "no parameters",
    `base: ${SMALL}\ndesign: { method: grid }\nparameters: {}`,
    ["x.yaml:3:1  parameters: the sweep varies nothing: give it at least one parameter"],
  ],
  [
    "parameters left out",
    `base: ${SMALL}\ndesign: { method: grid }`,
    ["x.yaml:1:1  parameters: the sweep varies nothing: give it at least one parameter"],
  ],
  [
    "no values",
    added("clearing.pit.margin.ratio: { values: [] }"),
    ["x.yaml:8:32  parameters.clearing.pit.margin.ratio.values: expected at least 1 entry, got a list of 0"],
  ],
  [
    "a path with a misspelt segment",
    edited(["clearing.pit.notice", "clearing.pit.notce"]),
    [
      'x.yaml:6:3  parameters.clearing.pit.notce: the scenario has no such parameter: there is no "notce"; ' +
        'did you mean "clearing.pit.notice"?',
    ],
  ],
  [
    "a path with two misspelt segments",
    edited(["clearing.pit.margin.initial", "claring.pit.margin.intial"]),
    [
      'x.yaml:5:3  parameters.claring.pit.margin.intial: the scenario has no such parameter: there is no "claring"; ' +
        'did you mean "clearing.pit.margin.initial"?',
    ],
  ],
  [
    "a path without its beginning",
    edited(["clearing.pit.notice", "pit.notice"]),
    [
      'x.yaml:6:3  parameters.pit.notice: the scenario has no such parameter: there is no "pit"; ' +
        'did you mean "clearing.pit.notice"?',
    ],
  ],
  [
    "a path beyond a single value",
    added("venues.pit.tick.size: { min: 1, max: 2 }"),
    [
      "x.yaml:8:3  parameters.venues.pit.tick.size: the scenario has no such parameter: " +
        'there is a single value, 0.01, before "size"; did you mean "venues.pit.tick"?',
    ],
  ],
  [
    "a position that a list does not have",
    added("shocks.3.size: { min: -10%, max: -5% }"),
    [
      "x.yaml:8:3  parameters.shocks.3.size: the scenario has no such parameter: " +
        'expected a position from 0 to 0 instead of "3"; did you mean "shocks.0.size"?',
    ],
  ],
  [
    "the seed as a parameter",
    added("seed: { values: [1, 2] }"),
    ["x.yaml:8:3  parameters.seed: is no parameter of a sweep; seeds are given under `seeds`"],
  ],
  [
    "swapped ends",
    edited(["min: 8%, max: 16%", "min: 16%, max: 8%"]),
    [
      "x.yaml:5:39  parameters.clearing.pit.margin.initial.min: the ends of the range are swapped: min is 16% and max 8%",
    ],
  ],
  [
    "swapped durations",
    added("populations.makers.look: { min: 3h, max: 10m }"),
    ["x.yaml:8:35  parameters.populations.makers.look.min: the ends of the range are swapped: min is 3h and max 10m"],
  ],
  [
    "a range of nothing",
    edited(["min: 8%, max: 16%", "min: 8%, max: 8%"]),
    ["x.yaml:5:39  parameters.clearing.pit.margin.initial.min: min and max are both 0.08: nothing varies"],
  ],
  [
    "half a range",
    edited(["min: 8%, max: 16%", "min: 8%"]),
    ["x.yaml:5:3  parameters.clearing.pit.margin.initial: a uniform range needs min and max, and max is missing"],
  ],
  [
    "a range of two kinds",
    edited(["min: 8%, max: 16%", "min: 8%, max: 1d"]),
    ["x.yaml:5:48  parameters.clearing.pit.margin.initial.max: expected a number like the other end, got 1d"],
  ],
  [
    "text as an end",
    edited(["min: 8%, max: 16%", "min: 8%, max: much"]),
    [
      "x.yaml:5:48  parameters.clearing.pit.margin.initial.max: expected a number, a percentage, a duration such as 90m " +
        'or a moment, got "much"',
    ],
  ],
  [
    "a key of another distribution",
    edited(["min: 8%, max: 16%", "min: 8%, max: 16%, mean: 12%"]),
    ["x.yaml:5:59  parameters.clearing.pit.margin.initial.mean: a uniform range takes min and max, not mean"],
  ],
  [
    "a distribution without its keys",
    edited(["min: 8%, max: 16%", "distribution: normal, mean: 12%"]),
    ["x.yaml:5:3  parameters.clearing.pit.margin.initial: a normal range needs mean and sd, and sd is missing"],
  ],
  [
    "a logarithm of nothing",
    edited(["min: 8%, max: 16%", "min: 0, max: 16%, distribution: loguniform"]),
    ["x.yaml:5:39  parameters.clearing.pit.margin.initial.min: a loguniform range needs min above 0, not 0"],
  ],
  [
    "a range and values",
    edited(["min: 8%, max: 16%", "min: 8%, values: [9%]"]),
    [
      "x.yaml:5:3  parameters.clearing.pit.margin.initial: expected a range (min and max), values or an expression, " +
        "got values and a range together",
    ],
  ],
  [
    "nothing of a parameter",
    edited(["{ min: 8%, max: 16%, as: rate }", "{}"]),
    ["x.yaml:5:3  parameters.clearing.pit.margin.initial: expected a range (min and max), values or an expression"],
  ],
  [
    "an end that the scenario refuses",
    edited(["max: 16%", "max: 160%"]),
    [
      "x.yaml:5:48  parameters.clearing.pit.margin.initial.max: expected a fraction from 0.001 to 0.95, " +
        "such as 0.1% or 0.95, got 160%",
    ],
  ],
  [
    "values that the scenario refuses, each told",
    edited(["[0d, 12h]", "[0d, soon, 12, 1h]"]),
    [
      'x.yaml:6:39  parameters.clearing.pit.notice.values.1: expected a duration such as 90s, 15m, 1h30m or 2d, got "soon"',
      "x.yaml:6:45  parameters.clearing.pit.notice.values.2: expected a duration such as 90s, 15m, 1h30m or 2d, got 12",
    ],
  ],
  [
    "whole ends around halves",
    edited([", distribution: integer", ""]),
    [
      "x.yaml:7:3  parameters.populations.longs.members: a value inside the range is refused: expected a whole number, " +
        "got 276.38; `distribution: integer` gives whole numbers",
    ],
  ],
  [
    "a name that the scenario does not have",
    added("populations.longs.venue: { values: [pit, pitt] }"),
    ['x.yaml:8:44  parameters.populations.longs.venue.values.1: there is no venue "pitt"; did you mean "pit"?'],
  ],
  [
    "a value that stands twice",
    edited(["[0d, 12h]", "[0d, 12h, 0d]"]),
    ['x.yaml:6:44  parameters.clearing.pit.notice.values.2: "0d" stands twice among the values'],
  ],
  [
    "an expression over a name that nobody has",
    added("clearing.pit.margin.ratio: { expression: 1 + ratte }"),
    [
      'x.yaml:8:48  parameters.clearing.pit.margin.ratio.expression: there is no parameter called "ratte"; ' +
        'did you mean "rate"?',
    ],
  ],
  [
    "an expression over a path",
    added("clearing.pit.margin.ratio: { expression: 1 + clearing.pit.notice }"),
    [
      "x.yaml:8:44  parameters.clearing.pit.margin.ratio.expression: an expression may not hold the inside of a value " +
        "(a dot or brackets); give clearing.pit.notice a short name with `as`",
    ],
  ],
  [
    "an expression that cannot be read",
    added("clearing.pit.margin.ratio: { expression: 1 + }"),
    ['x.yaml:8:47  parameters.clearing.pit.margin.ratio.expression: cannot read "1 +": unexpected end of expression'],
  ],
  [
    "an expression that is too much",
    added('clearing.pit.margin.ratio: { expression: "process.exit(1)" }'),
    [
      "x.yaml:8:45  parameters.clearing.pit.margin.ratio.expression: an expression may not hold the call of something that is not a named function; there is min, max, abs, exp, log, sqrt, floor, ceil, round, sign, tanh and clamp",
    ],
  ],
  [
    "expressions in a circle",
    edited([
      "seeds: 3",
      "  clearing.pit.margin.ratio: { expression: 1 + b, as: a }\n  venues.pit.price: { expression: 100 * a, as: b }\nseeds: 3",
    ]),
    ["x.yaml:8:44  parameters.clearing.pit.margin.ratio.expression: expressions go round in a circle: a -> b -> a"],
  ],
  [
    "a division by zero at a point",
    edited(
      ["latin-hypercube, samples: 8", "grid"],
      ["{ min: 8%, max: 16%, as: rate }", "{ values: [8%, 10%], as: rate }"],
      ["{ min: 200, max: 400, distribution: integer }", "{ expression: 100 / (rate - 0.1) + 5300 }"],
    ),
    [
      'x.yaml:7:48  parameters.populations.longs.members.expression: division by zero in "100 / (rate - 0.1) + 5300", ' +
        "at point 2 (rate = 0.1)",
    ],
  ],
  [
    "a short name that is a word",
    edited(["as: rate", "as: max"]),
    ['x.yaml:5:57  parameters.clearing.pit.margin.initial.as: "max" is a word of the expression language'],
  ],
  [
    "a short name that two have",
    edited(["[0d, 12h] }", "[0d, 12h], as: rate }"]),
    ['x.yaml:6:49  parameters.clearing.pit.notice.as: clearing.pit.margin.initial is called "rate" already'],
  ],
  [
    "a grid of ranges",
    `${FORKED}  clearing.pit.margin.initial: { min: 8%, max: 9% }`,
    [
      "x.yaml:4:3  parameters.clearing.pit.margin.initial: a grid takes listed values, not a range; say how many values " +
        "with `levels`, or list them under `values`",
    ],
  ],
  [
    "levels of a sampled range",
    edited(["max: 16%", "max: 16%, levels: 4"]),
    ["x.yaml:5:61  parameters.clearing.pit.margin.initial.levels: levels are for the ranges of a grid; leave it out"],
  ],
  [
    "lists of unequal length",
    `base: ${SMALL}\ndesign: { method: list }\nparameters:\n  clearing.pit.notice: { values: [0d, 1d] }\n  shocks.0.size: { values: [-10%] }`,
    ["x.yaml:2:19  design: a list pairs values off, but clearing.pit.notice has 2 of them and shocks.0.size has 1"],
  ],
  [
    "a point without a value",
    `base: ${SMALL}\ndesign:\n  method: list\n  points:\n    - { clearing.pit.notice: 0d, shocks.0.size: -10% }\n    - { clearing.pit.notice: 1d }`,
    ["x.yaml:6:7  design.points.1: has no value for shocks.0.size, which other points have"],
  ],
  [
    "a value in a point that the scenario refuses",
    `base: ${SMALL}\ndesign:\n  method: list\n  points:\n    - { clearing.pit.notice: 0d }\n    - { clearing.pit.notice: 0 }`,
    ["x.yaml:6:30  design.points.1.clearing.pit.notice: expected a duration such as 90s, 15m, 1h30m or 2d, got 0"],
  ],
  [
    "a seed that stands twice",
    edited(["seeds: 3", "seeds: [4, 7, 4]"]),
    ["x.yaml:8:15  seeds.2: the seed 4 stands twice"],
  ],
  ["no seeds", edited(["seeds: 3", "seeds: 0"]), ["x.yaml:8:8  seeds: expected a number of at least 1, got 0"]],
  [
    "a metric that no run has",
    edited(["pit.fall", "pit.fal"]),
    ['x.yaml:9:11  metrics.0: no run has a figure called "pit.fal"; did you mean "pit.fall"?'],
  ],
  [
    "a metric without its venue",
    edited(["pit.fall", "bounce"]),
    ['x.yaml:9:11  metrics.0: no run has a figure called "bounce"; did you mean "pit.bounce"?'],
  ],
  [
    "a table that runs do not leave",
    `${GOOD}series: [venue]`,
    [
      "x.yaml:10:10  series.0: expected venues, world, flows, liquidations, kill-matrix, events, waterfalls, waterfall-payments, calls, positions, warnings, ladder, kills, forced-impact, cascade-edges, cascade-generations, cascade-branching or outline, " +
        'got "venue"; did you mean "venues"?',
    ],
  ],
  [
    "series of a point that there is not",
    `${GOOD}series: { tables: [venues], points: [0, 8] }`,
    ["x.yaml:10:41  series.points.1: there is no point 8: the points are 0 to 7"],
  ],
  [
    "a fork outside the clock",
    edited(["  populations.longs.members: { min: 200, max: 400, distribution: integer }\n", ""]) +
      FORK.replace("2026", "2025"),
    ["x.yaml:9:7  fork: the fork does not lie inside the clock, 2026-01-29T13:00:00.000Z to 2026-01-30T22:00:00.000Z"],
  ],
  [
    "a fork after which a parameter cannot act",
    GOOD + FORK,
    [
      "x.yaml:7:3  parameters.populations.longs.members: cannot take effect at the fork: populations.longs.members is at " +
        "work before the fork, so it cannot differ from there on (the fork is at 2026-01-30T05:00:00.000Z); " +
        "leave `fork` out and every point is run from the start, or from a fork that is found",
    ],
  ],
  [
    "a fork after a shock that varies",
    `${FORKED}  shocks.0.size: { values: [-1%, -2%] }\nfork: 2026-01-30T16:00Z`,
    [
      "x.yaml:4:3  parameters.shocks.0.size: cannot take effect at the fork: shocks.0.size may be due before the fork " +
        "(the fork is at 2026-01-30T16:00:00.000Z); leave `fork` out and every point is run from the start, or from a fork that is found",
    ],
  ],
  [
    "a value set for a parameter",
    `${GOOD}set: { clearing.pit.notice: 3d }`,
    ["x.yaml:10:29  set.clearing.pit.notice: is a parameter of the sweep, whose values would replace this one"],
  ],
  [
    "a value set that leads nowhere, beside a mechanism that there is not and a value that is refused",
    `${edited(["16%", "160%"])}set: { venues.pitt.tick: 1 }\nwithout: [momentm]`,
    [
      "x.yaml:5:48  parameters.clearing.pit.margin.initial.max: expected a fraction from 0.001 to 0.95, " +
        "such as 0.1% or 0.95, got 160%",
      'x.yaml:10:26  set.venues.pitt.tick: unknown key "pitt"; did you mean "pit"?',
      'x.yaml:11:11  without.0: there is no mechanism "momentm"; did you mean "momentum"?',
    ],
  ],
];

describe("mistakes in a sweep file", () => {
  test("the sample itself has none", async () => {
    expect(await folder.said(GOOD)).toEqual([]);
  });

  test.each(MISTAKES)("%s", async (_, text, expected) => {
    expect(await folder.said(text)).toEqual(expected);
  });

  test("all of them at once, in the order in which they stand, and nothing is written", async () => {
    const before = readdirSync(folder.path);
    const all = await folder.said(
      edited(
        ["name: trial", "name: Trial"],
        ["samples: 8", "sample: 8"],
        ["min: 8%, max: 16%", "min: 16%, max: 8%"],
        ["clearing.pit.notice", "clearing.pitt.notice"],
        ["min: 200", "min: -200"],
        ["seeds: 3", "seeds: [1, 1]"],
        ["pit.fall", "pit.fal"],
      ),
    );
    expect(all.map((line) => line.split("  ")[1].split(": ")[0])).toEqual([
      "name",
      "design.sample",
      "parameters.clearing.pit.margin.initial.min",
      "parameters.clearing.pitt.notice",
      "parameters.populations.longs.members.min",
      "seeds.1",
      "metrics.0",
    ]);
    expect(readdirSync(folder.path)).toEqual(before);
  });

  test("a missing base is answered with one that lies there", async () => {
    folder.write("name: other", "scenario.yaml");
    const path = folder.write(edited([SMALL, "scenaro.yaml"]));
    expect(await folder.saidOf(path)).toEqual([
      expect.stringMatching(
        /^x\.yaml:2:7 {2}base: cannot read scenaro\.yaml: there is no such file; did you mean "scenario\.yaml"\?$/,
      ),
    ]);
  });

  test("a base that is a sweep is one sentence", async () => {
    folder.write(GOOD, "sweep.yaml");
    expect(await folder.said(edited([SMALL, "sweep.yaml"]))).toEqual([
      "x.yaml:2:7  base: sweep.yaml is itself a sweep, not a scenario; name the scenario that it varies",
    ]);
  });

  test("the base's own mistakes stand where they are, beside the sweep's", async () => {
    folder.write("extends: none.yaml\nmain: pit\n", "broken.yaml");
    const said = await folder.said(edited([SMALL, "broken.yaml"], ["seeds: 3", "seeds: [1, 1]"]));
    expect(said.some((line) => line.startsWith("broken.yaml:1:10  extends: cannot read none.yaml"))).toBe(true);
    expect(said).toContain("x.yaml:8:12  seeds.1: the seed 1 stands twice");
    expect(said.some((line) => line.includes("no such parameter"))).toBe(false);
  });

  test("a missing sweep file is one sentence", async () => {
    folder.write(GOOD, "margins.yaml");
    const said = await folder.saidOf(`${folder.path}/margin.yaml`);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/cannot read .*margin\.yaml: there is no such file; did you mean ".*margins\.yaml"\?/);
  });

  test("what the command line sets is told by what was typed", async () => {
    const said = await folder.said(GOOD, {
      set: ["venues.pit.tik=1", "clearing.pit.notice=1d", "nonsense"],
      without: ["momentm"],
    });
    expect(said).toEqual([
      '--set venues.pit.tik=1  venues.pit.tik: unknown key "tik"; did you mean "tick"?',
      '--without momentm  without.0: there is no mechanism "momentm"; did you mean "momentum"?',
      "--set nonsense  expected path=value; as in --set clock.step=30s",
    ]);
    expect(await folder.said(GOOD, { set: ["clearing.pit.notice=1d"] })).toEqual([
      "--set clearing.pit.notice=1d  clearing.pit.notice: is a parameter of the sweep, whose values would replace this one",
    ]);
  });

  test("constraints between parameters are left to the runs, unless no point meets them", async () => {
    const both = (max: string): string =>
      edited(["seeds: 3", `  clearing.pit.margin.maintenance: { min: 7%, max: ${max} }\nseeds: 3`]);
    expect(await folder.said(both("15%"))).toEqual([]);
    const never = edited(["seeds: 3", "  clearing.pit.margin.maintenance: { min: 30%, max: 40% }\nseeds: 3"]);
    expect(await folder.said(never)).toEqual([
      expect.stringMatching(
        /^x\.yaml:4:1 {2}parameters: no point of the sweep makes a scenario: at point 0, clearing\.pit\.margin/,
      ),
    ]);
  });
});

describe("values that do not go with every other", () => {
  const grid = (parameters: string): string =>
    `base: ${SMALL}\ndesign: { method: grid }\nparameters:\n  ${parameters.split("; ").join("\n  ")}\n`;

  test("a list whose points are sound is taken, whatever its values would be in other company", async () => {
    // A point that is longer, one of December, one of the base's days: no clock starts as one and ends as another.
    const points = [
      ["2025-12-29T13:00Z", "2026-01-30T22:00Z", "2026-01-30T15:00Z"],
      ["2025-12-29T13:00Z", "2025-12-30T22:00Z", "2025-12-30T15:00Z"],
      ["2026-01-29T13:00Z", "2026-01-30T21:00Z", "2026-01-30T16:00Z"],
    ].map(([start, end, at]) => `    - { clock.start: ${start}, clock.end: ${end}, shocks.0.at: ${at} }\n`);
    const text = (of: readonly string[]): string =>
      `base: ${SMALL}\ndesign:\n  method: list\n  points:\n${of.join("")}`;
    for (const one of points) expect(await folder.said(text([one]))).toEqual([]);
    for (const order of [points, [...points].reverse(), [points[1], points[0], points[2]]])
      expect(await folder.said(text(order))).toEqual([]);
  });

  test("a grid with some impossible combinations goes on with the others, in whatever order its values stand", async () => {
    // The market cannot end before the news is out.
    const [early, late] = ["2026-01-30T16:00Z", "2026-01-30T22:00Z"];
    const [morning, evening] = ["2026-01-30T15:00Z", "2026-01-30T20:00Z"];
    for (const ends of [`${early}, ${late}`, `${late}, ${early}`])
      for (const news of [`${morning}, ${evening}`, `${evening}, ${morning}`]) {
        const parameters = [`clock.end: { values: [${ends}] }`, `shocks.0.at: { values: [${news}] }`];
        expect(await folder.said(grid(parameters.join("; ")))).toEqual([]);
        expect(await folder.said(grid(parameters.reverse().join("; ")))).toEqual([]);
      }
  });

  test("a value that goes with no other is told at its place", async () => {
    const ends = "clock.end: { values: [2026-01-30T22:00Z, 2026-01-30T20:00Z] }";
    const said = await folder.said(grid(`${ends}; shocks.0.at: { values: [2026-01-30T15:00Z, 2026-02-03T15:00Z] }`));
    expect(said).toEqual([
      expect.stringMatching(/^x\.yaml:5:\d+ {2}parameters\.shocks\.0\.at\.values\.1: .* lies after the clock/),
    ]);
  });
});

describe("text that is no sweep file", () => {
  test.each([
    ["nothing", "", "x.yaml:1:1  the file is empty"],
    [
      "a scenario",
      "name: a\nvenues: {}",
      "x.yaml:1:1  this is a scenario, not a sweep; a sweep names the scenario that it varies under `base`",
    ],
    ["a list", "- a", "x.yaml:1:1  a sweep is a map of keys and values"],
    [
      "a tab",
      "name: a\ndesign:\n\tmethod: grid\n",
      "x.yaml:3:1  a tab is used to indent, which YAML does not allow; use spaces",
    ],
  ])("%s", async (_, text, expected) => {
    expect(await folder.said(text)).toEqual([expected]);
  });
});
