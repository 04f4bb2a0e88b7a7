/** The table of docs/mechanisms.md: a row for each experiment, in order of the facts that it shows at work. */

export function mechanismsTable(rows) {
  const order = (fact) => (fact.startsWith("M") ? 0 : 1000) + Number(fact.slice(1));
  const sorted = [...rows].sort((a, b) => order(a.experiment.facts[0]) - order(b.experiment.facts[0]));
  const lines = sorted.map(({ subject, experiment, outcome }) => {
    const { facts, claim, files, parameter } = experiment;
    const cells = [
      facts.join(", "),
      claim,
      files.map(code).join(", "),
      parameter,
      `[${subject}](../test/scenarios/${subject}.test.ts)`,
    ];
    return `| ${[...cells, effectOf(experiment, outcome)].join(" | ")} |`;
  });
  return [
    "| facts | what is shown | where | dose | test | effect measured |",
    "|---|---|---|---|---|---|",
    ...lines,
    "",
  ].join("\n");
}

const code = (path) => `\`${path.replace(/^src\//, "")}\``;

function effectOf({ doses, response }, { medians, effect, agreeing, seeds, p }) {
  const write = (x) => (response.unit === "%" ? `${(100 * x).toFixed(1)}%` : `${Number(x.toPrecision(3))}`);
  const path = doses.map(({ name }, d) => `${name}: ${write(medians[d])}`).join("; ");
  const unit = response.unit === "%" ? "" : `, ${response.unit}`;
  const interval = `${write(effect.value)} (${write(effect.low)} to ${write(effect.high)})`;
  return `${response.name}${unit}: ${path}. Change ${interval}, ${agreeing} of ${seeds} seeds, p ${p < 0.001 ? "< 0.001" : p.toFixed(3)}`;
}
