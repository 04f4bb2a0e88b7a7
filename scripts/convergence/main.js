/**
 * `npm run convergence [-- SEEDS [JOBS [SWEEP]]]`: makes the runs of configs/sweeps/steps.yaml, or finds them standing, and
 * says of each reported figure whether the medians at other steps lie in the band of the scenario's own step. Exits with
 * 1 when fewer than nine in ten do.
 */
import { fileURLToPath } from "node:url";
import { figureKey } from "../../dist/analysis/index.js";
import { baseScenario, pointScenario } from "../../dist/experiment/sweep/point-scenario.js";
import { loadSweep, sweep } from "../../dist/index.js";
import { compare, lines } from "./compare.js";

/** Share of the figures that must agree. */
const PASS = 0.9;

const [seeds, jobs, file] = process.argv.slice(2);
const path = file ?? fileURLToPath(new URL("../../configs/sweeps/steps.yaml", import.meta.url));
const asked = seeds === undefined ? {} : { seeds: Number(seeds) };
const { plan } = await loadSweep(path, asked);
const scenario = baseScenario(plan, 0);
const own = plan.values.findIndex((values) => pointScenario(plan, values, 0).clock.step === scenario.clock.step);
if (own < 0) throw new Error(`${path} lacks the scenario's own step`);
/** By point, the summaries of its runs. @type {Readonly<Record<string, number | string | null>>[][]} */
const summaries = plan.values.map(() => []);
const all = plan.values.length * plan.seeds.length;
let done = 0;
for await (const run of sweep(path, { ...asked, ...(jobs === undefined ? {} : { jobs: Number(jobs) }) })) {
  done++;
  if (run.summary !== null) summaries[run.point].push(run.summary);
  else process.stderr.write(`${run.run} failed: ${run.error}\n`);
  if (!run.reused) process.stderr.write(`${done} of ${all} runs\n`);
}
const figures = scenario.reported
  .filter(({ input }) => !input)
  .map((figure) => ({ ...figure, key: figureKey(figure) }));
const rows = compare(figures, summaries, own);
const steps = plan.values.map(([step]) => String(step));
process.stdout.write(`${lines(rows, steps, own, plan.seeds.length).join("\n")}\n`);
process.exitCode = rows.filter((row) => row.agrees).length >= PASS * rows.length ? 0 : 1;
