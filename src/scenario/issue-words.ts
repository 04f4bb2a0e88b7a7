/** What the schema found wrong, in plain words. A message of the schema's own goes before these. */
import type { z } from "zod";
import { listNames } from "./nearest-name.ts";

const TYPES: Record<string, string> = {
  number: "a number",
  int: "a whole number",
  string: "text",
  boolean: "true or false",
  object: "a map of keys and values",
  record: "a map of names and values",
  array: "a list",
  tuple: "a list",
  null: "null",
};

/** The error map that is handed to zod. */
export function issueWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return (
        (issue.expected === "string" ? wordsOfCheck(issue) : undefined) ??
        `expected ${TYPES[issue.expected] ?? issue.expected}`
      );
    case "too_small":
      return `expected ${sized(issue.origin, issue.exact ? "" : issue.inclusive === false ? "more than " : "at least ", Number(issue.minimum))}`;
    case "too_big":
      return `expected ${sized(issue.origin, issue.exact ? "" : issue.inclusive === false ? "less than " : "at most ", Number(issue.maximum))}`;
    case "not_multiple_of":
      return `expected a multiple of ${issue.divisor}`;
    case "invalid_value":
      return `expected ${listNames((issue.values as unknown[]).map(String), "or")}`;
    case "invalid_format":
      return `expected text of the form ${issue.pattern ?? issue.format}`;
    case "custom":
      return "this is not valid here";
    default:
      return undefined;
  }
}

/**
 * What a string is tested for says more than that it is a string: a number where a duration is asked for is answered
 * with "expected a duration such as 15m". Read from the checks that hang on the schema which refused.
 */
function wordsOfCheck(issue: z.core.$ZodRawIssue): string | undefined {
  return issue.inst === undefined ? undefined : checkWords(issue.inst as z.core.$ZodType);
}

/** What the first check of a schema that has words of its own says when it fails. */
export function checkWords(schema: z.core.$ZodType): string | undefined {
  for (const check of schema._zod.def.checks ?? []) {
    const said = check._zod.def.error?.({} as never);
    const words = typeof said === "string" ? said : said?.message;
    if (words) return words;
  }
  return undefined;
}

function sized(origin: string, bound: string, limit: number): string {
  if (origin === "string") return `${bound}${limit} characters`;
  if (origin === "array" || origin === "set" || origin === "map" || origin === "object")
    return `${bound}${limit} ${limit === 1 ? "entry" : "entries"}`;
  return `a number of ${bound}${limit}`.replace("of more than", "above").replace("of less than", "below");
}
