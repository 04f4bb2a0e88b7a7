/** What the step loop allocates for an order operation, by V8's sampling heap profile, and which functions do it. */
import { Session } from "node:inspector/promises";
import type { Library, Probe } from "../probe.ts";

/** Mean bytes between samples. */
const INTERVAL = 4096;
/** Functions that are named. */
const NAMED = 5;

interface Node {
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly selfSize: number;
  readonly children: readonly Node[];
}

export const allocation: Probe = async ({ load }, args) => {
  const { loadScenario, simulate } = await load<Library>("index.js");
  const { Simulation } = await load<typeof import("../../src/engine/simulation.ts")>("engine/simulation.js");
  const { scenario } = await loadScenario(args[0]!);
  // A run before it: what V8 compiles, and what grows to its size, is not allocation per order.
  const { operations } = simulate(scenario, { bare: true });
  const simulation = new Simulation(scenario, scenario.seed);
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.enable");
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: INTERVAL,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  } as never);
  while (!simulation.ended) simulation.step();
  const { profile } = (await session.post("HeapProfiler.stopSampling")) as unknown as { profile: { head: Node } };
  session.disconnect();
  const sizes = new Map<string, number>();
  let all = 0;
  const add = ({ callFrame, selfSize, children }: Node): void => {
    const file = callFrame.url.split("/").at(-1) ?? "";
    const name = `${callFrame.functionName || "(top)"} ${file}:${callFrame.lineNumber + 1}`;
    sizes.set(name, (sizes.get(name) ?? 0) + selfSize);
    all += selfSize;
    children.forEach(add);
  };
  add(profile.head);
  const most = [...sizes].sort((a, b) => b[1] - a[1]).slice(0, NAMED);
  return {
    bytes: all / operations,
    megabytes: all / 1e6,
    most: most.map(([name, size]) => `${name} ${Math.round(size / 1e3)} kB`).join(", "),
  };
};
