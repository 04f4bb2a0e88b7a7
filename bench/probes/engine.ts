/** One scenario: the engine's first run, what a compiled one takes, and the whole command. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, option } from "../bench.ts";
import type { Library, Probe } from "../probe.ts";
import { peakMegabytes, processorSeconds } from "./clock.ts";
import { timeCommand } from "./command.ts";
import { digest } from "./digest.ts";

export const engine: Probe = async ({ root, load }, args) => {
  const { loadScenario, simulate } = await load<Library>("index.js");
  const file = args[0]!;
  const { scenario } = await loadScenario(file);
  const until = option(args, "until");
  const options = { bare: true, ...(until === undefined ? {} : { until: Date.parse(until) }) };
  const seconds: number[] = [];
  const once = () => {
    const before = processorSeconds();
    const result = simulate(scenario, options);
    seconds.push(processorSeconds() - before);
    return result;
  };
  const first = once();
  const peak = peakMegabytes();
  for (let n = Number(option(args, "warm") ?? 0); n > 0; n--) once();
  const cold = seconds[0]!;
  const answer: Record<string, number | string> = {
    cold,
    operations: first.operations,
    rate: first.operations / cold / 1e6,
    peak,
    digest: digest(first),
  };
  if (seconds.length > 1) answer.warm = median(seconds.slice(1));
  if (!args.includes("--command")) return answer;
  // Counted in a run of its own: to keep trades costs time.
  const kept = (await loadScenario(file, { set: ["record.trades=true"] })).scenario;
  answer.trades = simulate(kept, options).trades!.time.length;
  const directory = mkdtempSync(join(tmpdir(), "stampede-bench-"));
  try {
    const words = ["run", file, "--no-charts", "--quiet", "--json", "--out", directory];
    answer.command = timeCommand(root, until === undefined ? words : [...words, "--until", until]).cpu / 1000;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return answer;
};
