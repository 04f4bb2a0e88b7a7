/** `node scripts/check/main.js [ROOT]`: the rules that neither the compiler nor the linter knows. Exit 1 when one is broken. */
import { checkDeterminism } from "./determinism.js";
import { checkImports } from "./imports.js";
import { readSources } from "./sources.js";

const sources = readSources(process.argv[2] ?? ".");
const problems = [...checkImports(sources), ...checkDeterminism(sources)];
for (const line of problems) console.error(line);
console.error(
  problems.length > 0
    ? `${problems.length} broken: CONTRIBUTING.md has the import order, docs/determinism.md the other rules`
    : `${sources.length} files keep the import order and the determinism rules`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
