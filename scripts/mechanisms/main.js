/**
 * `npm run mechanisms [-- SUBJECT…] [--write|--json]`: runs the experiments of test/scenarios/experiments and prints the
 * tables of docs/mechanisms.md; `--write` puts them there, `--json` prints what was measured. Exit 1 when an experiment
 * does not show what it claims.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildExperiments } from "./build.js";
import { mechanismsTable } from "./table.js";

const PAGE = fileURLToPath(new URL("../../docs/mechanisms.md", import.meta.url));
const MARK = "<!-- measured -->\n";

const json = process.argv.includes("--json");
const write = process.argv.includes("--write");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const { experiments, measure } = await buildExperiments();
for (const subject of wanted) {
  if (subject in experiments) continue;
  process.stderr.write(`there is no subject "${subject}"; expected one of ${Object.keys(experiments).join(", ")}\n`);
  process.exit(2);
}
if (write && wanted.length > 0) {
  process.stderr.write("--write takes all subjects: the page has them all\n");
  process.exit(2);
}

const rows = [];
for (const subject of wanted.length > 0 ? wanted : Object.keys(experiments)) {
  for (const experiment of experiments[subject]) {
    const outcome = await measure(experiment);
    rows.push({ subject, experiment, outcome });
    if (!json) process.stderr.write(`${outcome.holds ? "holds" : "FAILS"}  ${experiment.claim}\n`);
  }
}
if (json) process.stdout.write(JSON.stringify(rows.map(({ outcome }) => outcome)));
else if (!write) process.stdout.write(mechanismsTable(rows));
else {
  const [head] = readFileSync(PAGE, "utf8").split(MARK);
  writeFileSync(PAGE, `${head}${MARK}\n${mechanismsTable(rows)}`);
}
process.exitCode = rows.every(({ outcome }) => outcome.holds) ? 0 : 1;
