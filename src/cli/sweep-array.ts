/** `stampede sweep --print-array`: a script for a cluster's scheduler, written to standard output. */
import { resolve } from "node:path";
import { slurmArray } from "../experiment/sweep/slurm-array.ts";
import type { SweepPlan } from "../experiment/sweep/sweep-plan.ts";
import type { SweepOptions } from "./sweep.ts";

/** Parts unless told otherwise: what most clusters let one user queue. */
const PARTS = 100;

/** The script. It starts this very program with this very file, so that every task has the version that printed it. */
export function sweepArray(file: string, plan: SweepPlan, directory: string, options: SweepOptions): string {
  const { set = [], without = [], retryFailed, parts = PARTS } = options;
  const runs = plan.values.length * plan.seeds.length;
  return slurmArray({
    name: `${plan.name}-${plan.hash}`,
    runs,
    parts: Math.min(parts, runs),
    program: [process.execPath, resolve(process.argv[1])],
    args: [
      resolve(file),
      ...set.flatMap((one) => ["--set", one]),
      ...without.flatMap((one) => ["--without", one]),
      ...(retryFailed === true ? ["--retry-failed"] : []),
      "--quiet",
    ],
    store: resolve(directory),
  });
}
