/** Options of every command that makes many runs of one study, judges them and writes a report. */
import { type Command, Option } from "commander";
import {
  forceOption,
  jobsOption,
  jsonOption,
  outOption,
  positiveNumber,
  quietOption,
  seedsOf,
  setOption,
  withoutOption,
} from "./options.ts";

export interface StudyOptions {
  readonly seeds?: number | readonly number[];
  readonly jobs?: number;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
  readonly out: string;
  readonly charts: boolean;
  readonly json?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
}

/** Of a search. */
export interface SearchOptions extends StudyOptions {
  readonly evaluations?: number;
}

/** Adds them. `seeds` says what `--seeds` means to the command. */
export function addStudyOptions(command: Command, seeds: string): Command {
  return command
    .addOption(new Option("--seeds <n|list>", seeds).argParser(seedsOf))
    .addOption(jobsOption())
    .addOption(setOption())
    .addOption(withoutOption())
    .addOption(outOption())
    .option("--no-charts", "write figures only: no charts, no report")
    .addOption(jsonOption())
    .addOption(forceOption())
    .addOption(quietOption());
}

/** Adds `--evaluations` and the rest. `file`: whose own number of points it is, unless given. */
export function addSearchOptions(command: Command, file: string, seeds: string): Command {
  const evaluations = new Option("--evaluations <n>", `points to try (the ${file}'s own number unless given)`);
  return addStudyOptions(command.addOption(evaluations.argParser(positiveNumber)), seeds);
}
