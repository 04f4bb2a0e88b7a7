/** Two threads of a sweep against one. */
import type { Probe } from "../probe.ts";
import { sweepBench } from "../sweep.ts";

/** Of the build that the benchmark itself came with. */
export const sweepThreads: Probe = async (_build, args) => {
  const [, two] = await sweepBench.run(args);
  return { times: Number(two!.timesOne), parent: Number(two!.parentPercent) };
};
