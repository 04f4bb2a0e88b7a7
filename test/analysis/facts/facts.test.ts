import { describe, expect, it } from "vitest";
import { judge, measured, notMeasurable } from "../../../src/analysis/stylised-facts/fact.ts";
import { mustPassHolds, type StylisedFact, stylisedFacts } from "../../../src/analysis/stylised-facts/index.ts";
import { CLAIMS } from "../../../src/analysis/stylised-facts/literature.ts";
import { garch, market, normals, students } from "./planted.ts";

const find = (facts: readonly StylisedFact[], key: string): StylisedFact => {
  const fact = facts.find(({ claim }) => claim.key === key);
  if (!fact) throw new Error(`no fact ${key}`);
  return fact;
};

describe("verdicts", () => {
  const open = { ...CLAIMS.hill, low: 2, high: 5 };
  const sure = { ...CLAIMS.clusterDay, low: 0, high: null };

  it("takes the ends as inside, and the whole interval where the claim must be sure", () => {
    expect(judge(open, measured(2)).verdict).toBe("inside");
    expect(judge(open, measured(5.01)).verdict).toBe("outside");
    expect(judge(sure, measured(0.1, { low: -0.01, high: 0.2 })).verdict).toBe("outside");
    expect(judge(sure, measured(0.1, { low: 0.01, high: 0.2 })).verdict).toBe("inside");
  });

  it("makes no number of nothing, and always says why", () => {
    expect(judge(sure, measured(0.1))).toMatchObject({
      verdict: "not measurable",
      reason: "no interval, too little data",
    });
    expect(judge(open, measured(Number.NaN)).reason).toBe("too little data");
    expect(judge(open, notMeasurable("no trades")).reason).toBe("no trades");
  });

  it("names every claim once, with a source", () => {
    const claims = Object.values(CLAIMS);
    expect(new Set(claims.map(({ key }) => key)).size).toBe(claims.length);
    for (const { source, low, high } of claims) {
      expect(source).not.toBe("");
      expect(low !== null || high !== null).toBe(true);
    }
  });
});

describe("stylisedFacts", () => {
  it("finds in pure noise no tails, no clustering, and no autocorrelation either", () => {
    const { facts, orderCurves } = stylisedFacts(market(normals(10 * 1440, "noise"), "no trades kept"));
    expect(find(facts, "autocorrelation.third").verdict).toBe("inside");
    expect(find(facts, "autocorrelation.flat").verdict).toBe("inside");
    expect(find(facts, "tail.hill").verdict).toBe("outside");
    expect(find(facts, "clustering.hour").verdict).toBe("outside");
    expect(find(facts, "intermittency.fano").verdict).toBe("outside");
    expect(find(facts, "volume-volatility").verdict).toBe("inside");
    expect(mustPassHolds(facts)).toBe(false);
    expect(orderCurves).toBeNull();
    for (const { claim, verdict, reason } of facts)
      if (claim.trades) expect([verdict, reason]).toEqual(["not measurable", "no trades kept"]);
  });

  it("finds in GARCH clustering, and heavy tails that conditioning lightens", () => {
    const sample = garch(14 * 1440, 0.08, 0.915, "market");
    const { facts } = stylisedFacts(market(sample));
    for (const key of ["autocorrelation.third", "clustering.hour", "conditional.kurtosis"])
      expect([key, find(facts, key).verdict]).toEqual([key, "inside"]);
    expect(find(facts, "intermittency.fano").value).toBeGreaterThan(2);
  });

  it("finds in heavy tails without memory an exponent and Gaussian hours", () => {
    const { facts } = stylisedFacts(market(students(14 * 1440, 4, "market")));
    expect(find(facts, "tail.hill").verdict).toBe("inside");
    expect(find(facts, "gaussianity.kurtosis").verdict).toBe("inside");
    expect(find(facts, "clustering.day").verdict).toBe("outside");
  });

  it("gives the same figures again, and none of a short run", () => {
    const run = market(garch(3000, 0.1, 0.85, "again"));
    expect(stylisedFacts(run).facts).toEqual(stylisedFacts(run).facts);
    const short = stylisedFacts(market(normals(500, "short")));
    expect(short.returnCurves).toBeNull();
    for (const { verdict, reason } of short.facts) {
      expect(verdict).toBe("not measurable");
      expect(reason).not.toBe("");
    }
  });

  it("has nothing to say of a market that never moved", () => {
    const { facts } = stylisedFacts(market(new Float64Array(5000)));
    for (const { verdict } of facts) expect(verdict).toBe("not measurable");
  });
});
