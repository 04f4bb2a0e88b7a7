import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";

const CHECK = fileURLToPath(new URL("../../scripts/check/main.js", import.meta.url));

/** What the check says of the tree under `root`, a line for each broken rule, and its exit status. */
function check(...root: string[]): { problems: string[]; status: number | null } {
  const { status, stderr } = spawnSync(process.execPath, [CHECK, ...root], { encoding: "utf8" });
  return { problems: stderr.trim().split("\n").slice(0, -1), status };
}

/** Files that break a rule: folder, text, what is said. */
const REFUSED: readonly (readonly [folder: string, text: string, said: string])[] = [
  ["src/orderbook", 'import { x } from "../market/venue.ts";', "orderbook may not import src/market/venue.ts"],
  ["src/market", 'export { x } from "../agents/a.ts";', "market may not import src/agents/a.ts"],
  ["src/engine", 'import type { x } from "../experiment/a.ts";', "engine may not import src/experiment/a.ts"],
  ["src/scenario", 'const x = await import("../cli/a.ts");', "scenario may not import src/cli/a.ts"],
  ["src/charts", 'import { simulate } from "../engine/simulate.ts";', "charts may not import src/engine/simulate.ts"],
  ["src/charts", 'import { x } from "../engine/result.ts";', "by `import type` only"],
  ["src/analysis", 'import { x } from "../engine/result.ts";', "by `import type` only"],
  ["src/assets", 'import { Venue } from "../market/venue.ts";', "by `import type` only"],
  ["src/core", 'import "../index.ts";', "core may not import src/index.ts"],
  ["src/surprise", 'import "../core/a.ts";', "has no place in the import order"],
  ["src/engine", 'import { readFileSync } from "node:fs";', "node:fs is Node's own"],
  ["src/clearing", 'import type { Stats } from "fs";', "fs is Node's own"],
  ["src/agents", 'import piscina from "piscina";', "piscina is not known to run in a browser"],
  ["src/charts/specs", 'import "node:path";', "node:path is Node's own"],
  ["src/engine", "export const x = process.env;", "`process` is Node's own"],
  ["src/engine", "export const x = Buffer.alloc(1);", "`Buffer` is Node's own"],
  ["src/agents", "export const x = Math.random();", "Math.random"],
  ["src/engine", "export const x = Date.now();", "Date.now"],
  ["src/engine", "export const x = performance.now();", "performance.now"],
  ["src/market", "export const x = new Date();", "new Date() reads the clock"],
  ["src/market", "export const x = Date();", "Date() reads the clock"],
  ["src/market", "export const x = new Date(0).getHours();", "getHours depends on the machine's zone"],
  ["src/market", "export const x = (5).toLocaleString();", "toLocaleString depends on the machine's zone"],
  ["src/assets", "export const x = Math.pow(2, 3);", "Math.pow"],
  ["src/assets", "export const x = 2 ** 0.5;", "** with an exponent that is not a whole number"],
  ["src/assets", "export const x = (y: number) => 2 ** y;", "** with an exponent that is not a whole number"],
  ["src/assets", "let x = 2; x **= 1.5;", "** with an exponent that is not a whole number"],
];

/** Files that break none. */
const ALLOWED: readonly (readonly [folder: string, text: string])[] = [
  ["src/engine", 'import { a } from "../agents/a.ts"; import { b } from "./b.ts";'],
  ["src/charts", 'import type { RunResult } from "../engine/result.ts";'],
  ["src/charts", 'import { type RunResult } from "../engine/result.ts";'],
  ["src/charts/render", 'import "node:path";'],
  ["src/scenario", 'import { readFileSync } from "node:fs";'],
  ["src/experiment", "export const x = Date.now() + Math.random();"],
  ["src/core", "export const x = (y: number) => y ** 2 + y ** -1;"],
  ["src/core", "export const x = new Date(0).toISOString();"],
  ["src/core", "export const x = { process: 1, Buffer: 2 }.process;"],
  ["src/core", "// det-ok: shown only\nexport const x = Date.now();"],
];

describe("the project's own rules", () => {
  let planted: { problems: string[]; status: number | null };

  beforeAll(() => {
    const root = mkdtempSync(join(tmpdir(), "stampede-check-"));
    const plant = (path: string, text: string) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), `${text}\n`);
    };
    for (const [i, [folder, text]] of REFUSED.entries()) plant(`${folder}/refused-${i}.ts`, text);
    for (const [i, [folder, text]] of ALLOWED.entries()) plant(`${folder}/allowed-${i}.ts`, text);
    planted = check(root);
    rmSync(root, { recursive: true });
  });

  it("hold in this project", () => {
    expect(check()).toEqual({ problems: [], status: 0 });
  });

  it("end in exit status 1 when one is broken", () => {
    expect(planted.status).toBe(1);
  });

  it.each(REFUSED.map((row, i) => [...row, i] as const))("in %s, `%s` is refused", (folder, _text, said, i) => {
    const problems = planted.problems.filter((line) => line.startsWith(`${folder}/refused-${i}.ts:1:`));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(said);
  });

  it.each(ALLOWED.map((row, i) => [...row, i] as const))("in %s, `%s` is allowed", (folder, _text, i) => {
    expect(planted.problems.filter((line) => line.startsWith(`${folder}/allowed-${i}.ts:`))).toEqual([]);
  });
});
