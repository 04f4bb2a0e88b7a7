import { loadScenario, simulate } from "stampede-sim";
import { type Bench, median, option } from "./bench.ts";

/** The shipped scenario, engine alone: no tables, no charts. */
export const silverBench: Bench = {
  name: "silver",
  summary: "silver run, engine alone [--rounds N] [--config FILE]",
  run: async (args) => {
    const rounds = Number(option(args, "rounds") ?? 3);
    const { scenario } = await loadScenario(option(args, "config") ?? "configs/silver-2026.yaml");
    const seconds: number[] = [];
    let operations = 0;
    let members = 0;
    let steps = 0;
    for (let round = 0; round < rounds; round++) {
      const before = process.cpuUsage();
      const result = simulate(scenario, { seed: 1 });
      const { user, system } = process.cpuUsage(before);
      seconds.push((user + system) / 1e6);
      ({ operations, members } = result);
      steps = result.time.length;
    }
    const engineSeconds = median(seconds);
    return [
      {
        members,
        steps,
        operations,
        engineSeconds: Math.round(engineSeconds * 100) / 100,
        operationsPerSecond: Math.round(operations / engineSeconds),
        peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
      },
    ];
  },
};
