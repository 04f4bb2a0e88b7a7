import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearestName, suggest } from "../../src/scenario/nearest-name.ts";

const KEYS = ["members", "latency", "leverage", "populations", "venue", "venues", "marginHike", "market-makers"];

describe("the nearest name", () => {
  test.each([
    ["membres", "members"],
    ["popluations", "populations"],
    ["MEMBERS", "members"],
    ["margin_hike", "marginHike"],
    ["market_maker", "market-makers"],
    ["venus", "venue"],
    ["lev", "leverage"],
    ["venuess", "venues"],
  ])("to %s is %s", (written, meant) => {
    expect(nearestName(written, KEYS)).toBe(meant);
  });

  test.each(["xyzzy", "", "a", "me", "population of nowhere", "v".repeat(100)])("to %s there is none", (written) => {
    expect(nearestName(written, KEYS)).toBeUndefined();
  });

  test("is found after any one slip of the finger", () => {
    const slip = fc.tuple(
      fc.constantFrom(...KEYS.filter((k) => !k.startsWith("venue"))),
      fc.nat(),
      fc.constantFrom("drop", "double", "swap"),
    );
    fc.assert(
      fc.property(slip, ([name, at, how]) => {
        const i = at % (name.length - 1);
        const slipped =
          how === "drop"
            ? name.slice(0, i) + name.slice(i + 1)
            : how === "double"
              ? name.slice(0, i) + name[i] + name.slice(i)
              : name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2);
        expect(nearestName(slipped, KEYS)).toBe(name);
      }),
    );
  });

  test("few candidates are listed when none is near", () => {
    expect(suggest("xyzzy", ["comex"])).toBe("there is comex");
    expect(suggest("xyzzy", ["comex", "shfe", "lof"])).toBe("there is comex, shfe and lof");
    expect(suggest("xyzzy", [])).toBe("");
    expect(suggest("xyzzy", Array(40).fill("comex"))).toBe("");
  });
});

describe("the edit distance", () => {
  test("counts a swap of neighbours as one", () => {
    expect(editDistance("retial", "retail")).toBe(1);
    expect(editDistance("kitten", "sitting")).toBe(3);
    expect(editDistance("", "abc")).toBe(3);
  });

  test("is symmetric, zero only for equals, and at most the longer length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 10 }), fc.string({ maxLength: 10 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});
