import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edited, GOOD, problemsOf, read } from "./fixture.ts";

const set = (...assignments: string[]) => read(GOOD, { set: assignments }).scenario;
const faults = (...assignments: string[]) => problemsOf(GOOD, { set: assignments });

describe("--set", () => {
  test("is the same as writing it in the file", () => {
    expect(set("populations.makers.members=25")).toEqual(read(edited(["members: 10", "members: 25"])).scenario);
    expect(set("params.base=50")).toEqual(read(edited(["base: 100", "base: 50"])).scenario);
    expect(set("shocks.0.size=-5%")).toEqual(read(edited(["size: -0.1", "size: -0.05"])).scenario);
    expect(set("clearing.comex.initial=20%").clearing).toEqual({ comex: { initial: 0.2, maintenance: 0.1 } });
  });

  test("takes expressions, lists, maps and text", () => {
    expect(set("populations.makers.spread==base * 2").populations.makers).toMatchObject({ spread: 200 });
    expect(set("populations.retail.leverage={ uniform: [1, 3] }").populations.retail).toMatchObject({
      leverage: { uniform: [1, 3] },
    });
    expect(set('title="a: b = c"', "name=other")).toMatchObject({ name: "other", title: "a: b = c" });
  });

  test("gives keys that the file leaves to their defaults", () => {
    expect(set("clock.step=30s", "populations.retail.panic=30%", "seed=7")).toMatchObject({
      clock: { step: 30_000 },
      seed: 7,
      populations: { retail: { panic: 0.3 } },
    });
  });

  test("adds a whole new entry, and removes with null", () => {
    const added = set("populations.more={ kind: retail, members: 3, venue: comex }", "shocks.0=null");
    expect(Object.keys(added.populations)).toEqual(["retail", "makers", "more"]);
    expect(added.shocks).toEqual([]);
    expect(Object.keys(set("populations.makers=null").populations)).toEqual(["retail"]);
  });

  test("reaches into what one before it has put there", () => {
    expect(
      set("populations.retail.leverage={ uniform: [1, 3] }", "populations.retail.leverage.uniform.1=9"),
    ).toMatchObject({
      populations: { retail: { leverage: { uniform: [1, 9] } } },
    });
    expect(set("seed=3", "seed=4").seed).toBe(4);
  });

  const wrong: readonly (readonly [string, string])[] = [
    ["populations.retial.members=5", 'populations.retial: unknown key "retial"; did you mean "retail"?'],
    ["populations.retail.pnic=5%", 'populations.retail.pnic: unknown key "pnic"; did you mean "panic"?'],
    ["poplations.retail.panic=5%", 'poplations: unknown key "poplations"; did you mean "populations"?'],
    ["params.bsae=3", 'params.bsae: unknown key "bsae"; did you mean "base"?'],
    ["populations.retail.members=-5", "populations.retail.members: expected a number of at least 0, got -5"],
    ["populations.retail.venue=comx", 'populations.retail.venue: there is no venue "comx"; did you mean "comex"?'],
    ["populations.retail.kind=retial", 'populations.retail.kind: unknown kind "retial"; did you mean "retail"?'],
    ["populations.makers.spread==base / 0", 'populations.makers.spread: division by zero in "base / 0"'],
    ["params.base==twice", "params.base: params go round in a circle: base -> twice -> base"],
    ["shocks.1.size=1", "shocks.1: expected a position from 0 to 0 in the list shocks"],
    ["shocks.first.size=1", "shocks.first: expected a position from 0 to 0 in the list shocks"],
    ["venues.comex.price.now=3", 'venues.comex.price: holds 110, which has no "now" in it'],
    ["venues.__proto__.price=3", 'venues.__proto__: "__proto__" cannot be used as a name'],
    ["populations.rtail=null", 'populations.rtail: unknown key "rtail"; did you mean "retail"?'],
    ["populations.retail.panic=null", "populations.retail.panic: there is nothing to remove"],
    ["seed=", "expected path=value; to remove a key write seed=null"],
    ["seed", "expected path=value; as in --set clock.step=30s"],
    ["=5", "expected path=value; as in --set clock.step=30s"],
    ["seed=[1", "seed: flow sequence must end with a ]"],
  ];

  test.each(wrong)("%s", (text, message) => {
    expect(faults(text)).toEqual([`--set ${text}  ${message}`]);
  });

  test("several mistakes are told at once, with those of the file", () => {
    const said = problemsOf(edited(["11%", "140%"]), { set: ["sede=1", "clock.stp=1m"], seed: -1, without: ["stop"] });
    expect(said).toEqual([
      '--set sede=1  sede: unknown key "sede"; did you mean "seed"?',
      '--set clock.stp=1m  clock.stp: unknown key "stp"; did you mean "step"?',
      "--seed -1  seed: expected a number of at least 0, got -1",
      '--without stop  without.0: there is no mechanism "stop"; did you mean "stops"?',
      "x.yaml:11:21  clearing.comex.initial: expected a fraction from 0 to 1, such as 0% or 1, got 140%",
    ]);
  });

  test("any number, set and read back", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.005, max: 1e9, noNaN: true }), (x) => {
        expect(set(`venues.comex.price=${x}`).venues.comex.price).toBe(x);
        expect(read(GOOD, { overrides: { "venues.comex.price": x } }).scenario.venues.comex.price).toBe(x);
      }),
      { numRuns: 30 },
    );
  });
});

describe("--without", () => {
  test("joins what the scenario goes without itself", () => {
    const text = `${GOOD}  momentum: trend followers do nothing\nwithout: [stops]\n`;
    expect(read(text, { without: ["momentum", "stops", "momentum"] }).scenario.without).toEqual(["stops", "momentum"]);
    expect(read(text, { without: [] }).scenario.without).toEqual(["stops"]);
  });
});

describe("overrides of a program", () => {
  test("take plain values and come after --set", () => {
    const { scenario } = read(GOOD, {
      set: ["seed=1"],
      overrides: { seed: 5, "populations.makers.venues": ["comex"], "populations.retail.leverage": { normal: [2, 1] } },
    });
    expect(scenario).toMatchObject({ seed: 5, populations: { retail: { leverage: { normal: [2, 1] } } } });
  });

  test("are named in messages", () => {
    expect(problemsOf(GOOD, { overrides: { "populations.retail.members": -1 } })).toEqual([
      "populations.retail.members: expected a number of at least 0, got -1",
    ]);
  });
});
