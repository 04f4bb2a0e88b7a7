import { describe, expect, it } from "vitest";
import { forkProblem } from "../../src/engine/fork.ts";
import { simulate, simulateUntil } from "../../src/engine/simulate.ts";
import { loadScenario, ScenarioError } from "../../src/scenario/index.ts";

const SMALL = new URL("../../configs/small-crash.yaml", import.meta.url).pathname;
const NEWS = { kind: "news", name: "bad-news", at: "2026-01-30T10:00 America/New_York", size: -0.25, absorption: "5m" };
const BREAKER = {
  kind: "velocity-halt",
  at: "2026-01-30T09:00 America/New_York",
  venue: "pit",
  move: "5%",
  pause: "10m",
};

const load = async (overrides: Record<string, unknown>) => (await loadScenario(SMALL, { overrides })).scenario;
const withShocks = (...shocks: unknown[]) => load({ shocks: [NEWS, ...shocks] });

describe("halts on fast moves as a policy", () => {
  it("come into force by a shock, fire, and are counted with their minutes", async () => {
    const plain = simulate(await withShocks());
    expect([plain.summary["pit.halts"], plain.summary["pit.haltedMinutes"]]).toEqual([0, 0]);
    const { summary, events } = simulate(await withShocks(BREAKER));
    expect(Number(summary["pit.halts"])).toBeGreaterThan(0);
    expect(summary["pit.haltedMinutes"]).toBe(10 * Number(summary["pit.halts"]));
    expect(events.find(({ kind }) => kind === "velocity-halt")?.text).toBe("halts on moves of 5% within 60 minutes");
    expect(events.find(({ kind }) => kind === "resume")?.text).toMatch(/trading resumes at /);
  });

  it("take the place of the venue's own, and may be lifted", async () => {
    const rules = [{ kind: "velocity-halt", move: "5%", pause: "10m" }];
    const own = simulate(await load({ "venues.pit.rules": rules, shocks: [NEWS] }));
    const set = simulate(await withShocks(BREAKER));
    expect(own.summary["pit.halts"]).toBe(set.summary["pit.halts"]);
    const lifted = simulate(await load({ "venues.pit.rules": rules, shocks: [NEWS, { ...BREAKER, move: 0 }] }));
    expect(lifted.summary["pit.halts"]).toBe(0);
  });

  it("may differ between runs that share a run-up, and are in its snapshot", async () => {
    const base = await withShocks(BREAKER);
    const fork = Date.parse("2026-01-30T14:30:00Z");
    const from = simulateUntil(base, fork);
    expect(simulate(base, { from }).summary).toEqual(simulate(base).summary);
    const later = { ...BREAKER, at: "2026-01-30T09:45 America/New_York", move: "3%" };
    const other = await withShocks(BREAKER, later);
    const quiet = await withShocks(BREAKER, { ...later, move: 0 });
    expect(forkProblem(quiet, other, fork)).toBeNull();
    const run = simulate(other, { from: simulateUntil(quiet, fork) });
    expect(run.summary).toEqual(simulate(other).summary);
  });

  it("stop other venues with them", async () => {
    const { venues } = await load({});
    const month = { ...venues.pit, sessions: [{ from: "08:00", to: "17:00" }], settlement: { at: "13:30" } };
    const shocks = [NEWS, { ...BREAKER, associated: ["month"] }];
    const result = simulate(await load({ "venues.month": { ...month, history: [100], rules: [] }, shocks }));
    const halts = (subject: string) => result.events.filter((e) => e.kind === "halt" && e.subject === subject);
    expect(halts("month").map(({ time }) => time)).toEqual(halts("pit").map(({ time }) => time));
    expect(halts("month")[0].text).toMatch(/with pit/);
    await expect(load({ shocks: [NEWS, { ...BREAKER, associated: ["moth"] }] })).rejects.toThrow(ScenarioError);
  });
});

describe("dated position limits", () => {
  it("are among the run's events when they begin and when their deadline has come", async () => {
    const limit = { from: "2026-01-29T10:00 America/New_York", lots: 3, deadline: "2026-01-29T12:00 America/New_York" };
    const { events, liquidations } = simulate(
      await load({ "clearing.pit.positionLimits": [{ ...limit, populations: ["longs"] }] }),
    );
    expect(events.filter(({ kind }) => kind === "position-limit").map(({ time, text }) => [time, text])).toEqual([
      [Date.parse("2026-01-29T15:00Z"), "position limit 3 lots"],
      [Date.parse("2026-01-29T17:00Z"), "deadline of the position limit of 3 lots"],
    ]);
    expect([...liquidations.trigger].filter((trigger) => trigger === 3).length).toBeGreaterThan(0);
  });
});
