/**
 * `node probe.js ROOT NAME ARGS…`: one measurement in a process of its own, of the build that lies in ROOT, said as one
 * JSON object. Fresh, so that neither compiled code nor garbage of another measurement is in it; and of any build, so
 * that two can be compared.
 */
import { pathToFileURL } from "node:url";
import type { Answer } from "./subject.ts";

/** The part of the package that probes use: the types are this build's, the code is that of ROOT. */
export type Library = typeof import("stampede-sim");

/** Where a build lies. */
interface Build {
  readonly root: string;
  /** Imports a file of its `dist`. */
  load<T>(file: string): Promise<T>;
}

export type Probe = (build: Build, args: readonly string[]) => Promise<Answer>;

const PROBES: Readonly<Record<string, () => Promise<Probe>>> = {
  allocation: async () => (await import("./probes/allocation.ts")).allocation,
  book: async () => (await import("./probes/book.ts")).bookSpeed,
  engine: async () => (await import("./probes/engine.ts")).engine,
  evenness: async () => (await import("./probes/evenness.ts")).evenness,
  "first-step": async () => (await import("./probes/start-up.ts")).firstStep,
  scale: async () => (await import("./probes/scale.ts")).scale,
  sweep: async () => (await import("./probes/sweep.ts")).sweepThreads,
  version: async () => (await import("./probes/start-up.ts")).version,
  year: async () => (await import("./probes/scale.ts")).year,
};

const [root = ".", name = "", ...args] = process.argv.slice(2);
const load = <T>(file: string) => import(pathToFileURL(`${root}/dist/${file}`).href) as Promise<T>;
const probe = await PROBES[name]!();
process.stdout.write(`${JSON.stringify(await probe({ root, load }, args))}\n`);
