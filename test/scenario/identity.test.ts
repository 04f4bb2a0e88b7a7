import { describe, expect, test } from "vitest";
import { scenarioHash } from "../../src/scenario/canonical.ts";
import { edited, GOOD, read } from "./fixture.ts";

const hash = (text: string, options = {}) => scenarioHash(read(text, options).resolved, "1.2.3");

describe("the hash of a scenario", () => {
  test("does not hang on how things are written", () => {
    const same = [
      edited(["11%", "0.11"]),
      edited(['"=2 * base"', "200"]),
      edited(["size: -0.1", "size: -10%"]),
      edited(["members: 10", "latency: 0s\n    members: 10"]),
      edited(["name: small", "# a comment\nname: 'small'"]),
      edited(["13:45-05:00", "18:45Z"]),
      edited(["{ initial: 11%, maintenance: 10% }", "{ maintenance: 10%, initial: 11% }"]),
    ];
    for (const text of same) expect(hash(text)).toBe(hash(GOOD));
  });

  test("changes with anything that is simulated", () => {
    const other = [
      hash(edited(["11%", "12%"])),
      hash(edited(["base: 100", "base: 101"])),
      hash(edited(["clock:\n", "clock:\n  step: 30s\n"])),
      hash(GOOD, { without: ["stops"] }),
      hash(GOOD, { set: ["populations.retail.members=5"] }),
      scenarioHash(read(GOOD).resolved, "1.2.4"),
    ];
    expect(new Set([hash(GOOD), ...other]).size).toBe(other.length + 1);
  });

  test("does not change with the seed, which a run's name holds beside it", () => {
    expect(hash(GOOD, { seed: 77 })).toBe(hash(GOOD));
  });

  test("changes with the order of populations, which numbers them", () => {
    const text = edited(["populations:\n", "populations:\n  first: { kind: retail, members: 1, venue: comex }\n"]);
    const moved = edited(["shocks:\n", "  first: { kind: retail, members: 1, venue: comex }\nshocks:\n"]);
    expect(hash(text)).not.toBe(hash(moved));
  });
});

describe("a loaded scenario", () => {
  test("cannot be changed, at any depth", () => {
    const { scenario } = read(GOOD);
    const frozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(frozen(scenario)).toBe(true);
    expect(() => {
      (scenario.clock as { step: number }).step = 1;
    }).toThrow(TypeError);
  });

  test("resolves to plain JSON", () => {
    const { resolved, scenario } = read(GOOD);
    expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
    expect(resolved).toEqual(scenario);
  });
});
