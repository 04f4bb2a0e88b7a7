/** Options that commands share by name and meaning. */
import { InvalidArgumentError, Option } from "commander";

/** A whole number of 0 or more. Commander tells the user what is wrong with anything else. */
function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError("Expected a whole number of 0 or more.");
  return value;
}

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

function assignment(text: string, before: string[] | undefined): string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError("Expected path=value, such as clock.step=5m.");
  return collect(text, before);
}

/** A whole number of 1 or more. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("Expected a whole number of 1 or more.");
  return value;
}

/** `20`: how many; `7,8,9` or `7,`: which. */
export function seedsOf(text: string): number | readonly number[] {
  const parts = text.split(",").filter((part, i) => part !== "" || i === 0);
  const numbers = parts.map(Number);
  const whole = parts.every((part, i) => /^\d+$/.test(part) && Number.isSafeInteger(numbers[i]));
  if (!whole || (!text.includes(",") && numbers[0] < 1))
    throw new InvalidArgumentError("Expected how many seeds, such as 20, or a list of seeds, such as 7,8,9.");
  return text.includes(",") ? numbers : numbers[0];
}

export const jobsOption = () =>
  new Option("--jobs <n>", "runs at once (one for each core unless given)").argParser(positiveNumber);
export const queueOption = () =>
  new Option("--queue <url>", "Redis of a queue: redis://, rediss:// for TLS, or env:NAME for a URL in a variable");
export const partsOption = () =>
  new Option("--parts <n>", "with --print-array: how many parts (100 unless given)").argParser(positiveNumber);
export const lockOption = () =>
  new Option("--lock <seconds>", "a worker that is silent for this long is taken for dead, and its runs go to others")
    .argParser(positiveNumber)
    .default(30);
export const seedOption = () =>
  new Option("--seed <n>", "seed of the random streams (the scenario's own unless given)").argParser(wholeNumber);
export const outOption = () => new Option("--out <dir>", "directory that holds runs").default("runs");
export const setOption = () =>
  new Option("--set <path=value>", "override a value of the scenario; may be repeated").argParser(assignment);
export const withoutOption = () =>
  new Option("--without <mechanism>", "switch a mechanism of the scenario off; may be repeated").argParser(collect);
export const metricOption = () =>
  new Option("--metric <key>", "figure of the summary; may be repeated").argParser(collect);
export const jsonOption = () => new Option("--json", "print one JSON object and nothing else");
export const forceOption = () => new Option("--force", "run again although the run stands");
export const quietOption = () => new Option("--quiet", "no progress and no notes");
