/**
 * `npm run mechanisms [-- SUBJECT…] [--json]`: runs the experiments of test/scenarios/experiments and prints the table of
 * docs/mechanisms.md, or with `--json` what was measured. Exit 1 when an experiment does not show what it claims.
 */
import { buildExperiments } from "./build.js";
import { mechanismsTable } from "./table.js";

const json = process.argv.includes("--json");
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const { experiments, measure } = await buildExperiments();
for (const subject of wanted) {
  if (subject in experiments) continue;
  process.stderr.write(`there is no subject "${subject}"; expected one of ${Object.keys(experiments).join(", ")}\n`);
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
process.stdout.write(json ? JSON.stringify(rows.map(({ outcome }) => outcome)) : mechanismsTable(rows));
process.exitCode = rows.every(({ outcome }) => outcome.holds) ? 0 : 1;
