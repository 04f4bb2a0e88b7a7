/** The measured part of docs/mechanisms.md: who shows which fact, and what each experiment measured. */
import { FACTS } from "./facts.js";

export function mechanismsTable(rows) {
  const numbered = rows.map((row, i) => ({ ...row, number: i + 1 }));
  return `${factsTable(numbered)}\n${experimentsTable(numbered)}`;
}

/** A row for each fact: what it is, where it is, what is dosed, and the experiments that show it. */
function factsTable(rows) {
  const lines = Object.entries(FACTS).flatMap(([fact, what]) => {
    const own = rows.filter(({ experiment }) => experiment.facts.includes(fact));
    if (own.length === 0) return [];
    const list = (of) => [...new Set(own.flatMap(of))].join(", ");
    const cells = [
      list(({ experiment }) => experiment.files.map(linked)),
      list(({ experiment }) => [experiment.parameter]),
      list(({ subject }) => [`[${subject}](../test/scenarios/${subject}.test.ts)`]),
      list(({ number }) => [`${number}`]),
    ];
    return [`| ${fact} | ${what} | ${cells.join(" | ")} |`];
  });
  return ["| fact | what it is | files | dosed | test | shown by |", "|---|---|---|---|---|---|", ...lines, ""].join(
    "\n",
  );
}

function experimentsTable(rows) {
  const lines = rows.map(({ number, experiment, outcome }) => {
    const { claim, response, seeds = 10 } = experiment;
    const { agreeing, p } = outcome;
    const cells = [claim, `${response.name}: ${dosesOf(experiment, outcome)}`, effectOf(experiment, outcome)];
    return `| ${number} | ${cells.join(" | ")} | ${agreeing} of ${seeds}, ${p < 0.001 ? "< 0.001" : p.toFixed(3)} |`;
  });
  return [
    "|  | what is shown | medians by dose | change, 95% interval | seeds, p |",
    "|---|---|---|---|---|",
    ...lines,
    "",
  ].join("\n");
}

const linked = (path) => `[\`${path.replace(/^src\//, "")}\`](../${path})`;

function writer({ unit }) {
  return (x) => (unit === "%" ? `${(100 * x).toFixed(1)}%` : `${Number(x.toPrecision(3))}`);
}

function dosesOf({ doses, response }, { medians }) {
  const write = writer(response);
  return doses.map(({ name }, d) => `${write(medians[d])} (${name})`).join(", ");
}

function effectOf({ response }, { effect }) {
  const write = writer(response);
  const unit = response.unit === "%" ? "" : ` ${response.unit}`;
  return `${write(effect.value)}${unit} (${write(effect.low)} to ${write(effect.high)})`;
}
