/** What an issue of the schema comes down to, where a union has tried several alternatives. */
import type { z } from "zod";
import { listNames } from "./nearest-name.ts";
import type { PathSegment } from "./problem.ts";

export type Issue = z.core.$ZodIssue;

/** An issue with its whole path. */
export interface Leaf {
  readonly issue: Issue;
  readonly path: readonly PathSegment[];
  /** Instead of the issue's own. */
  readonly message?: string;
}

/** The issues that an issue comes down to: of a union, those of the alternative that was probably meant. */
export function leaves(issue: Issue, prefix: readonly PathSegment[]): Leaf[] {
  const path = [...prefix, ...(issue.path as PathSegment[])];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((e) => leaves(e, path)));
  const ofType = branches.filter((b) => !b.some((leaf) => isMismatch(leaf, path)));
  if (ofType.length === 0) {
    const wanted = branches.map((b) => words(b.find((leaf) => isMismatch(leaf, path))!).replace(/^expected /, ""));
    return [{ issue, path, message: `expected ${listNames([...new Set(wanted)], "or")}` }];
  }
  const faults = ofType.map((b) => b.reduce((sum, leaf) => sum + (isMisfit(leaf) ? 100 : 1), 0));
  const fewest = Math.min(...faults);
  const likeliest = ofType.filter((_, i) => faults[i] === fewest);
  if (likeliest.length === 1) return likeliest[0];
  const unknown = likeliest[0].filter((leaf) => leaf.issue.code === "unrecognized_keys");
  return unknown.length > 0 ? unknown : likeliest[0];
}

/** What is said of it. */
export const words = (leaf: Leaf): string => leaf.message ?? leaf.issue.message;

/** The whole value is of another type than this alternative asks for. */
function isMismatch(leaf: Leaf, path: readonly PathSegment[]): boolean {
  return leaf.path.length === path.length && (leaf.issue.code === "invalid_type" || leaf.message !== undefined);
}

/** Speaks against this alternative having been meant: a key that it does not know or that it would need. */
function isMisfit(leaf: Leaf): boolean {
  const { issue } = leaf;
  return (
    issue.code === "unrecognized_keys" ||
    (issue.code === "invalid_type" && issue.input === undefined) ||
    issue.code === "invalid_value"
  );
}
