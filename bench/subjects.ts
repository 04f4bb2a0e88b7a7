/** All subjects of the benchmark. A new one is a line here, and a probe where none of those in `probes/` does it. */
import type { Figure, Subject } from "./subject.ts";

const cold: Figure = { key: "cold", label: "engine, first run", unit: "s", better: "less" };
const warm: Figure = { key: "warm", label: "engine, compiled", unit: "s", better: "less" };
const command: Figure = { key: "command", label: "whole process", unit: "s", better: "less" };
const operations: Figure = { key: "operations", label: "order operations", unit: "", better: "neither" };
const trades: Figure = { key: "trades", label: "trades", unit: "", better: "neither" };
const peak: Figure = { key: "peak", label: "peak memory", unit: "MB", better: "less" };

/** A scenario of configs/bench. `peer`: what it takes elsewhere; `target`: seconds of the engine's first run. */
function engine(name: string, peer: string, target?: number, args: readonly string[] = []): Subject {
  const file = `configs/bench/${name.replace(/ .*/, "")}.yaml`;
  const first = target === undefined ? { ...cold, peer } : { ...cold, peer, target };
  return {
    bench: "engine",
    name,
    probe: "engine",
    args: [file, "--warm", "3", "--command", ...args],
    figures: [first, warm, command, operations, trades, peak],
    rounds: 5,
  };
}

const scale = (members: number, figures: readonly Figure[] = []): Subject => ({
  bench: "scale",
  name: `10^${Math.log10(members)} members`,
  probe: "scale",
  args: ["--set", `populations.longs.members=${members}`],
  figures: [
    { key: "build", label: "built", unit: "s", better: "less" },
    { key: "run", label: "two days", unit: "s", better: "less" },
    peak,
    ...figures,
  ],
  rounds: members >= 1e6 ? 1 : 3,
  node: ["--max-old-space-size=8192"],
});

const book = (stream: string, target: number): Subject => ({
  bench: "matching",
  name: stream,
  probe: "book",
  args: [stream],
  figures: [{ key: "rate", label: "messages a second", unit: "M", better: "more", target }],
  rounds: 3,
});

export const SUBJECTS: readonly Subject[] = [
  book("calm", 15),
  book("crash", 12),
  engine("random-agents", "Bourse (Rust) 0.16 s the process", 0.16),
  engine("ci2002 600 steps", "PAMS 0.108 s, 0.375 s the process", undefined, ["--until", "2026-01-05T00:06Z"]),
  engine("ci2002", "PAMS 1.22 s the process"),
  engine("ci2002-all-act", "PAMS 397 s", 0.1),
  engine("shock-transfer", "PAMS 1.69 s the process"),
  engine("rmsc04-day", "ABIDES 31.6 s of user time, 258 MiB"),
  {
    bench: "engine",
    name: "silver-2026",
    probe: "engine",
    args: ["configs/silver-2026.yaml"],
    figures: [
      cold,
      { key: "rate", label: "order operations a second", unit: "M", better: "more", target: 2 },
      operations,
      peak,
    ],
    rounds: 3,
  },
  scale(1e4),
  scale(1e5),
  scale(1e6),
  scale(1e7, []),
  {
    bench: "scale",
    name: "a year of minutes",
    probe: "year",
    args: [],
    figures: [
      { key: "run", label: "a year", unit: "s", better: "less" },
      { key: "steps", label: "steps", unit: "", better: "neither" },
      { key: "series", label: "what it recorded", unit: "MB", better: "neither" },
      { key: "growth", label: "growth of memory beside it", unit: "MB", better: "less" },
    ],
    rounds: 1,
  },
  {
    bench: "evenness",
    name: "silver-2026",
    probe: "evenness",
    args: ["configs/silver-2026.yaml"],
    figures: [
      { key: "longest", label: "longest pause of garbage collection", unit: "ms", better: "less", target: 5 },
      { key: "pauses", label: "pauses", unit: "", better: "less" },
      { key: "collecting", label: "time in them", unit: "%", better: "less" },
    ],
    rounds: 3,
  },
  {
    bench: "evenness",
    name: "allocation, random-agents",
    probe: "allocation",
    args: ["configs/bench/random-agents.yaml"],
    figures: [{ key: "bytes", label: "bytes an order operation", unit: "B", better: "less", target: 1 }],
    rounds: 1,
  },
  {
    bench: "evenness",
    name: "allocation, silver-2026",
    probe: "allocation",
    args: ["configs/silver-2026.yaml"],
    figures: [{ key: "bytes", label: "bytes an order operation", unit: "B", better: "less", target: 1 }],
    rounds: 1,
  },
  {
    bench: "start-up",
    name: "stampede --version",
    probe: "version",
    args: [],
    figures: [
      { key: "wall", label: "elapsed", unit: "ms", better: "less", target: 100 },
      { key: "cpu", label: "processor", unit: "ms", better: "less" },
    ],
    rounds: 9,
  },
  {
    bench: "start-up",
    name: "stampede run",
    probe: "first-step",
    args: ["configs/small-crash.yaml"],
    figures: [
      { key: "wall", label: "to the first step", unit: "ms", better: "less", target: 400 },
      { key: "cpu", label: "processor", unit: "ms", better: "less" },
    ],
    rounds: 9,
  },
  {
    bench: "sweep",
    name: "two threads",
    probe: "sweep",
    args: [],
    figures: [
      { key: "times", label: "times one thread", unit: "", better: "more", target: 1.9 },
      { key: "parent", label: "the parent's part", unit: "%", better: "less" },
    ],
    rounds: 1,
  },
];
