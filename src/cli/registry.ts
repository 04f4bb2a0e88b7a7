/** The commands, grouped in the help as a user thinks. A new command is one file and one line here. */
import type { Command } from "commander";

export interface CommandEntry {
  readonly name: string;
  /** Heading in the help under which the command stands. */
  readonly group: string;
  /** Loads the command's file and adds the command to the program. What it runs is imported when it runs. */
  readonly add: (program: Command) => Promise<void>;
}

const SIMULATE = "Simulate:";
const STUDY = "Study:";
const JUDGE = "Judge:";
const EXPLAIN = "Explain:";
const DATA = "Data:";
const SERVE = "Serve:";
const REFERENCE = "Reference:";

export const COMMANDS: readonly CommandEntry[] = [
  { name: "run", group: SIMULATE, add: async (program) => (await import("./run.ts")).runCommand(program) },
  { name: "book", group: SIMULATE, add: async (program) => (await import("./book.ts")).bookCommand(program) },
  { name: "sweep", group: STUDY, add: async (program) => (await import("./sweep.ts")).sweepCommand(program) },
  { name: "stress", group: STUDY, add: async (program) => (await import("./stress.ts")).stressCommand(program) },
  { name: "optimise", group: STUDY, add: async (program) => (await import("./optimise.ts")).optimiseCommand(program) },
  {
    name: "validate",
    group: JUDGE,
    add: async (program) => (await import("./validate.ts")).validateCommand(program),
  },
  {
    name: "calibrate",
    group: JUDGE,
    add: async (program) => (await import("./calibrate.ts")).calibrateCommand(program),
  },
  { name: "facts", group: JUDGE, add: async (program) => (await import("./facts.ts")).factsCommand(program) },
  { name: "cause", group: EXPLAIN, add: async (program) => (await import("./cause.ts")).causeCommand(program) },
  { name: "tree", group: EXPLAIN, add: async (program) => (await import("./tree.ts")).treeCommand(program) },
  { name: "twin", group: EXPLAIN, add: async (program) => (await import("./twin.ts")).twinCommand(program) },
  { name: "rescue", group: EXPLAIN, add: async (program) => (await import("./rescue.ts")).rescueCommand(program) },
  { name: "warn", group: EXPLAIN, add: async (program) => (await import("./warn.ts")).warnCommand(program) },
  { name: "analyse", group: DATA, add: async (program) => (await import("./analyse.ts")).analyseCommand(program) },
  { name: "query", group: DATA, add: async (program) => (await import("./query.ts")).queryCommand(program) },
  { name: "export", group: DATA, add: async (program) => (await import("./export.ts")).exportCommand(program) },
  { name: "merge", group: DATA, add: async (program) => (await import("./merge.ts")).mergeCommand(program) },
  { name: "worker", group: SERVE, add: async (program) => (await import("./worker.ts")).workerCommand(program) },
  { name: "schema", group: REFERENCE, add: async (program) => (await import("./schema.ts")).schemaCommand(program) },
  { name: "margin", group: REFERENCE, add: async (program) => (await import("./margin.ts")).marginCommand(program) },
];
