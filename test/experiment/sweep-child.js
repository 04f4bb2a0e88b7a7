/** A sweep in a process of its own, to be killed: node sweep-child.js PLAN.json DIRECTORY JOBS. Says when the store is open. */
import { readFileSync } from "node:fs";
import { makeLocalExecutor } from "../../dist/experiment/sweep/local-executor.js";
import { sweepRuns } from "../../dist/experiment/sweep/run-sweep.js";
import { SweepStore } from "../../dist/experiment/sweep/sweep-store.js";

const [planFile, directory, jobs] = process.argv.slice(2);
const plan = JSON.parse(readFileSync(planFile, "utf8"));
process.stdout.write("begun\n");
const executor = makeLocalExecutor(plan, { jobs: Number(jobs) });
const store = await SweepStore.open(plan, { directory, yaml: "name: tiny\n" });
const signal = new AbortController().signal;
for await (const { key } of sweepRuns({ executor, store, signal })) process.stdout.write(`${key}\n`);
await store.close();
await executor.close();
process.stdout.write("done\n");
