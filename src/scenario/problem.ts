/** What is wrong with a scenario, where it stands and what was probably meant; and the error that carries all of it. */

/** A place in a file, or an override from the command line. */
export interface Origin {
  /** The file as the user named it, or the override itself (`--set seed=x`). */
  readonly file: string;
  /** Line and column from 1; 0 for what stands in no file. */
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a scenario. */
export interface Problem extends Origin {
  /** Dotted path of the key or value, as `--set` takes it; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong, in plain words: what was expected and what was got. */
  readonly message: string;
  /** What was probably meant or what to do about it; empty when there is nothing to say. */
  readonly hint: string;
}

/** A segment of a path: a key, or a position in a list. */
export type PathSegment = string | number;

/** `["shocks", 0, "size"]` as `shocks.0.size`. */
export function pathName(path: readonly PathSegment[]): string {
  return path.join(".");
}

export function problemAt(at: Origin, path: readonly PathSegment[], message: string, hint = ""): Problem {
  return { file: at.file, line: at.line, column: at.column, path: pathName(path), message, hint };
}

/** `configs/x.yaml:12:5  populations.retial: unknown key "retial"; did you mean "retail"?` */
function formatProblem(problem: Problem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  const subject = problem.path === "" ? "" : `${problem.path}: `;
  // A program's override has no place but its path.
  const head = place === `override ${problem.path}` ? subject : `${place}  ${subject}`;
  return `${head}${problem.message}${problem.hint === "" ? "" : `; ${problem.hint}`}`;
}

/** A scenario that cannot be run. `problems` holds everything that was found, in the order in which it stands. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const ordered = inReadingOrder(problems);
    super(ordered.map(formatProblem).join("\n"));
    this.problems = ordered;
  }

  /** One line for each problem: `file:line:column  path: what is wrong; what was probably meant`. */
  format(): string {
    return this.problems.map(formatProblem).join("\n");
  }
}

/** Overrides first, then by file (in the order of the first problem of each), line and column; the same finding once. */
function inReadingOrder(problems: readonly Problem[]): Problem[] {
  const fileRank = new Map<string, number>();
  const seen = new Set<string>();
  const kept: Problem[] = [];
  for (const problem of problems) {
    if (!fileRank.has(problem.file)) fileRank.set(problem.file, problem.line === 0 ? 0 : 1 + fileRank.size);
    const key = formatProblem(problem);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(problem);
  }
  return kept.sort((a, b) => fileRank.get(a.file)! - fileRank.get(b.file)! || a.line - b.line || a.column - b.column);
}
