/**
 * `node scripts/spirals/main.js [SEEDS] [--json]`: what the loss spiral and the margin spiral make of a fall, each alone and
 * both together, on test/scenarios/markets/spirals.yaml: the table of docs/clearing.md. Every seed has one run-up; at the fork
 * four clearing houses take over:
 * - none: margin is a VaR, and nobody is called or sold out;
 * - loss: margin stays where the VaR stood, and accounts are sold out when losses put them in breach;
 * - margin: the VaR goes on, and only accounts that a raise put in breach are sold out; losses are forborne;
 * - both: the VaR goes on, and all are sold out.
 * Amplification is a cell's fall over that of `none`. Exits with 1 when both together do not amplify more than the sum.
 */
import { fileURLToPath } from "node:url";
import { simulate } from "../../dist/engine/simulate.js";
import { Simulation } from "../../dist/engine/simulation.js";
import { loadScenario } from "../../dist/index.js";

const MARKET = fileURLToPath(new URL("../../test/scenarios/markets/spirals.yaml", import.meta.url));
const FORK = Date.parse("2026-01-27T09:30-05:00");
const NEXT_DAY = Date.parse("2026-01-28T08:00-05:00");
const CONTINUOUS = 2;

/** @param {Record<string, unknown>} overrides */
const load = async (overrides) => (await loadScenario(MARKET, { overrides: { twin: null, ...overrides } })).scenario;

/** Mean mid of continuous trading from the day after the news on, over the mid at the fork, less 1.
 * @param {import("../../dist/engine/result.js").RunResult} result */
function fall({ time, venues: [venue] }) {
  const fork = time.findIndex((t) => t >= FORK);
  let [sum, steps] = [0, 0];
  for (let i = fork; i < time.length; i++) {
    if (time[i] < NEXT_DAY || venue.phase[i] !== CONTINUOUS) continue;
    sum += venue.mid[i];
    steps++;
  }
  return sum / steps / venue.mid[fork] - 1;
}

/** @param {import("../../dist/engine/config.js").Scenario} base
 * @param {number} seed */
async function cells(base, seed) {
  const runUp = new Simulation(base, seed);
  while (runUp.clock.time < FORK) runUp.step();
  const from = runUp.snapshot();
  const maintenance = runUp.world.clearing.maintenanceRate(0);
  const fixed = { kind: "fixed", maintenance, ratio: 1.1 };
  const houses = {
    none: { "clearing.pit.forcedLiquidation": false },
    loss: { "clearing.pit.margin": fixed },
    margin: { "clearing.pit.lossCalls": false },
    both: {},
  };
  /** @type {Record<string, number>} */
  const falls = {};
  /** @type {Record<string, number>} */
  const forced = {};
  for (const [name, overrides] of Object.entries(houses)) {
    const result = simulate(await load(overrides), { seed, from });
    falls[name] = fall(result);
    forced[name] = result.venues[0].forcedVolume.reduce((lots, more) => lots + more, 0);
  }
  const [loss, margin, both] = ["loss", "margin", "both"].map((name) => falls[name] / falls.none);
  return { seed, fall: falls.none, loss, margin, both, excess: both - (loss + margin - 1), forced };
}

const json = process.argv.includes("--json");
const [seeds] = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const base = await load({});
const rows = [];
for (let seed = 1; seed <= Number(seeds ?? 20); seed++) rows.push(await cells(base, seed));
/** @param {(row: (typeof rows)[number]) => number} of */
const mean = (of) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
if (json) process.stdout.write(JSON.stringify(rows));
else {
  const line = (/** @type {(string | number)[]} */ values) =>
    `${values.map((x) => (typeof x === "number" ? x.toFixed(3) : x).padStart(8)).join(" ")}\n`;
  process.stdout.write(line(["seed", "fall", "loss", "margin", "both", "excess"]));
  for (const { seed, fall: f, loss, margin, both, excess } of rows)
    process.stdout.write(line([String(seed), f, loss, margin, both, excess]));
  const means = [(r) => r.fall, (r) => r.loss, (r) => r.margin, (r) => r.both, (r) => r.excess].map(mean);
  process.stdout.write(line(["mean", ...means]));
}
process.exitCode = mean(({ excess }) => excess) > 0 ? 0 : 1;
