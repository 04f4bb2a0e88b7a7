import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { policyFaults } from "../../../src/clearing/margin/policy-faults.ts";
import { marginPolicyConfig } from "../../../src/clearing/margin/registry.ts";
import { DAY } from "../../../src/core/time.ts";
import { marginReport } from "../../../src/experiment/margin/margin-report.ts";
import { partYaml, readParts } from "../../../src/experiment/margin/policy-words.ts";
import { type PolicyRequest, readPolicy } from "../../../src/experiment/margin/read-policy.ts";
import { loadScenario } from "../../../src/scenario/index.ts";

const SMALL = new URL("../small-market.yaml", import.meta.url).pathname;
const SILVER = new URL("../../../configs/silver-2026.yaml", import.meta.url).pathname;
const refusal = async (request: PolicyRequest, known = 1000): Promise<string[]> => {
  try {
    await readPolicy(request, known);
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
};

describe("a policy on the command line", () => {
  it("is a name with settings, under the field's names too", () => {
    expect(readParts("ewma")).toEqual([{ kind: "ewma", settings: [] }]);
    expect(readParts("fhs:lambda=0.99, holding = 2d")).toEqual([
      {
        kind: "filtered",
        settings: [
          ["lambda", "0.99"],
          ["holding", "2d"],
        ],
      },
    ]);
    expect(readParts("floor,buffer:share=30%,rate=9%,speed")?.map((part) => part.kind)).toEqual([
      "floor",
      "buffer",
      "speed-limit",
    ]);
    expect(readParts("span:lookbacks=[60,250],review=5d")?.[0].settings).toEqual([
      ["lookbacks", "[60,250]"],
      ["review", "5d"],
    ]);
    for (const text of ["", "lambda=0.97", "ewma:", "ewma,,floor", "EWMA!", "a b"]) expect(readParts(text)).toBeNull();
    const [part] = readParts("span:extreme.cover=40%,extreme.moves=2,review=5d") ?? [];
    expect(partYaml(part)).toBe("{ kind: span, review: 5d, extreme: { cover: 40%, moves: 2 } }");
  });

  it("takes confidence and holding period where the model does not say them", async () => {
    const { config, confidence, holding } = await readPolicy(
      { model: "hs:holding=3d", confidence: 0.995, holding: 2 },
      1000,
    );
    expect(config).toMatchObject({ kind: "historical", holding: 3, confidence: 0.995 });
    expect([confidence, holding]).toEqual([0.995, 3]);
    expect(await readPolicy({ model: "percent:maintenance=9%", holding: 2 }, 10)).toMatchObject({
      config: { kind: "fixed", maintenance: 0.09 },
      confidence: 0.99,
      holding: 2,
    });
  });

  it("may be YAML, or a scenario's", async () => {
    const yaml = await readPolicy({ model: "{ kind: ewma, lambda: 0.9 }", tools: "[{ kind: cap, rate: 20% }]" }, 100);
    expect(yaml.config).toMatchObject({ lambda: 0.9, tools: [{ kind: "cap", rate: 0.2 }] });
    const small = await readPolicy({ scenario: SMALL, tools: "speed-limit" }, 100);
    expect(small).toMatchObject({ config: { kind: "fixed", maintenance: 0.09 }, multiplier: 1000 });
    expect(small.config.tools).toHaveLength(1);
    expect(await refusal({ scenario: SMALL, venue: "pti" })).toEqual([
      `${SMALL} has no venue "pti"; did you mean "pit"?`,
    ]);
    expect((await refusal({ scenario: SMALL, model: "ewma" }))[0]).toContain("give one of them");
  });

  it("takes half of a short history for the long run, and says so", async () => {
    const { config, warnings } = await readPolicy({ tools: "floor,cap:rate=30%,stressed" }, 81);
    expect(config.tools).toMatchObject([{ days: 40 }, { rate: 0.3 }, { days: 40, window: 40 }]);
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain("floor: the long run is half of the history, 40 trading days");
    expect((await readPolicy({ tools: "floor" }, 6000)).config.tools).toMatchObject([{ days: 2520 }]);
  });

  it("has every mistake told at once, of the option that it stands in", async () => {
    expect(await refusal({ model: "ewma:lamda=0.9,confidence=100%", tools: "flor,cap:rate=2" })).toEqual([
      '--model ewma:lamda=0.9,confidence=100%  lamda: unknown key "lamda"; did you mean "lambda"?',
      "--model ewma:lamda=0.9,confidence=100%  confidence: expected a fraction from 0.5 to 0.9999, such as 50% or 0.9999, got 100%",
      '--tools flor,cap:rate=2  0.kind: unknown kind "flor"; did you mean "floor"?',
      "--tools flor,cap:rate=2  1.rate: expected a fraction from 0.001 to 0.9, such as 0.1% or 0.9, got 2",
    ]);
    expect((await refusal({ model: "ewma,floor" }))[0]).toContain("tools have --tools");
    expect((await refusal({ model: "=" }))[0]).toContain("expected a name and its settings");
    expect((await refusal({ tools: "=" }))[0]).toContain("expected names and their settings");
    expect((await refusal({ model: "ewma:holding=1.5d" }))[0]).toContain("a whole number of trading days from 1 to 60");
  });
});

describe("a policy that cannot be", () => {
  const faults = (margin: Record<string, unknown>, known = 5000) =>
    policyFaults(marginPolicyConfig.parse(margin), known).map(({ path, message }) => `${path.join(".")}: ${message}`);

  it("looks back farther than the history goes", () => {
    expect(faults({ kind: "historical", lookback: 500, tools: [{ kind: "floor", days: 900 }] }, 250)).toEqual([
      "lookback: the look-back is longer than the history: it takes 501 settlements before margin begins, and 250 are known",
      "tools.0.days: the look-back is longer than the history: it takes 901 settlements before margin begins, and 250 are known",
    ]);
    expect(faults({ kind: "span" }, 1)[0]).toContain("lookbacks: ");
    expect(faults({ kind: "ewma", tools: [{ kind: "speed-limit", days: 200 }] }, 61)).toEqual([]);
  });

  it("has a buffer that never releases, or that is never there", () => {
    const buffer = (base: Record<string, unknown>, ...before: unknown[]) =>
      faults({ ...base, tools: [...before, { kind: "buffer", rate: 0.2 }] });
    expect(buffer({ kind: "fixed", maintenance: 0.1 })).toEqual([
      "tools.0.rate: the buffer never releases: margin with all of it stays at or below 12.5%",
    ]);
    expect(buffer({ kind: "fixed", maintenance: 0.17 })).toEqual([]);
    expect(buffer({ kind: "ewma" }, { kind: "cap", rate: 0.15 })[0]).toContain(
      "tools.1.rate: the buffer never releases",
    );
    expect(buffer({ kind: "ewma" }, { kind: "floor", rate: 0.3 })[0]).toContain("the buffer is always used up");
    expect(buffer({ kind: "ewma" })).toEqual([]);
  });

  it("has a cap below its floor", () => {
    const [low, high] = [
      { kind: "floor", rate: 0.1 },
      { kind: "cap", rate: 0.09 },
    ];
    expect(faults({ kind: "ewma", tools: [low, high] })[0]).toContain("tools.1.rate: the cap stands at or below");
    expect(faults({ kind: "ewma", tools: [high, low] })[0]).toContain("tools.1.rate: the floor stands at or above");
  });

  it("is refused in a scenario, where it stands, under clearing and in a shock", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "stampede-policy-")), "wrong.yaml");
    const tools = "[{ kind: cap, rate: 10% }, { kind: floor, rate: 20% }]";
    const policy = "{ kind: ewma, confidence: 100% }";
    const shock = "{ kind: margin, offset: 1h, venue: pit, policy: { kind: ewma } }";
    const write = (margin: string) =>
      writeFileSync(file, `extends: ${SMALL}\nclearing:\n  pit:\n    margin: ${margin}\nshocks:\n  - ${shock}\n`);
    const problems = async () =>
      ((await loadScenario(file).catch((error: Error) => error)) as Error).message
        .replaceAll(file, "wrong.yaml")
        .split("\n");
    write(`{ kind: historical, lookback: 100, tools: ${tools} }`);
    expect(await problems()).toEqual([
      "wrong.yaml:4:43  clearing.pit.margin.lookback: the look-back is longer than the history: it takes 101 settlements before margin begins, and 3 are known",
      "wrong.yaml:4:103  clearing.pit.margin.tools.1.rate: the floor stands at or above the most that margin can be (10%)",
      "wrong.yaml:6:45  shocks.0.policy.lookback: the look-back is longer than the history: it takes 61 settlements before margin begins, and 3 are known",
    ]);
    write(policy);
    expect((await problems())[0]).toContain("confidence: expected a fraction from 0.5 to 0.9999");
    rmSync(dirname(file), { recursive: true });
  });
});

describe("a percentage of the price", () => {
  // COMEX silver: 9% from 13 January 2026, 11% from the 28th, 15% from 2 February; the last day here settles before 6 February.
  const closes: [string, number][] = [
    ["2026-01-15", 92],
    ["2026-01-22", 96],
    ["2026-01-28", 113],
    ["2026-01-29", 114.4],
    ["2026-01-30", 78.53],
    ["2026-02-02", 78.53],
  ];
  const prices = {
    file: "silver",
    dates: closes.map(([day]) => Date.parse(`${day}T00:00Z`)),
    values: closes.map(([, price]) => price),
    lines: closes.map((_, i) => i + 2),
    warnings: [],
  };

  it("asks for more in the rally and for less money in the crash, raised as it is", async () => {
    const policy = await readPolicy({ scenario: SILVER, venue: "comex" }, prices.values.length);
    const { whole } = marginReport(prices, policy, []);
    // Non-HRP and maintenance margin per contract of 5,000 ounces.
    const rates = [...whole.maintenance].map((rate) => Number((rate * 100).toFixed(2)));
    expect(rates).toEqual([9, 9, 11, 11, 11, 15]);
    const [first, , , top, , last] = whole.amount;
    expect(Math.round(first)).toBe(41_400);
    expect(Math.round(top)).toBe(62_920);
    // A raise of 36% of the rate, and 6% less money.
    expect(Math.round(last)).toBe(58_898);
    expect(top / first).toBeGreaterThan(114.4 / 92);
    // The loss of 30 January was 2.85 times the margin that stood against it.
    expect(whole.long?.maxLossToMargin).toBeCloseTo(2.85, 2);
    expect(whole.long?.breached).toEqual([false, false, false, true, false]);
  });

  it("with a buffer that nothing uses up is margin raised, and the report warns of it", async () => {
    const warned = async (tools: string) =>
      marginReport(prices, await readPolicy({ model: "per-lot:amount=9", tools }, 6), []).warnings;
    expect(await warned("buffer:rate=20%")).toEqual([
      "the buffer never released: margin never rose to where it is used up",
    ]);
    expect(await warned("buffer:rate=11%")).toEqual([]);
  });

  it("at a level that nobody changes moves with the price alone", async () => {
    const policy = await readPolicy({ model: "fixed:maintenance=10%" }, 6);
    const { rates, amounts } = marginReport(prices, { ...policy, multiplier: 5000 }, []).whole;
    expect(rates.peakToTrough).toBe(1);
    expect(amounts.peakToTrough).toBeCloseTo(114.4 / 78.53, 12);
    expect(amounts.peakToTroughOrdered).toBeCloseTo(114.4 / 92, 12);
    expect(prices.dates[0] % DAY).toBe(0);
  });
});
