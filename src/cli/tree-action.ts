/** What `stampede tree` does: reads the tables of a run, or of several, and prints them for a person, or as JSON. */
import { join, relative } from "node:path";
import type { SpreadFigure } from "../analysis/cascade/index.ts";
import { type CascadeOfSeeds, cascadeJson, cascadeOfSeeds } from "../experiment/cascade/cascade-of-seeds.ts";
import { type BranchingRow, readCascade, type VenueCascade } from "../experiment/cascade/read-cascade.ts";
import { UsageError } from "../experiment/usage-error.ts";
import { align, formatFigure, formatNumber } from "./figures.ts";
import { writeOut } from "./output.ts";
import { overSeeds } from "./over-seeds.ts";
import type { TreeOptions } from "./tree.ts";

export async function tree(run: string, options: TreeOptions): Promise<void> {
  const { out, venue, chains, json } = options;
  for (const option of ["jobs", "set", "without", "force"] as const)
    if (options[option] !== undefined)
      throw new UsageError(`--${option} is for a scenario over --seeds, and ${run} is a run that stands`);
  const found = await readCascade(run, { out, venue, most: chains });
  const text = json
    ? JSON.stringify(found)
    : [`${found.run}, times in UTC`, ...found.venues.flatMap((one) => ["", ...lines(one)])].join("\n");
  await writeOut(`${text}\n`);
}

/** The same of a scenario over seeds. */
export async function treeOfSeeds(
  config: string,
  options: TreeOptions,
  asked: number | readonly number[],
): Promise<void> {
  const found = await overSeeds(config, options, asked, (each) =>
    cascadeOfSeeds({ ...options, ...each, config, force: options.force === true }),
  );
  const text = options.json
    ? JSON.stringify({ directory: found.directory, ...cascadeJson(found) })
    : spreadLines(found).join("\n");
  await writeOut(`${text}\n`);
}

function spreadLines({ scenario, venue, seeds, spread, directory }: CascadeOfSeeds): string[] {
  const percent = (x: number): string => formatFigure(x, "%");
  const dollars = (x: number): string => `${formatNumber(x / 1e6)} m USD`;
  const row = (name: string, figure: SpreadFigure | null, words: (x: number) => string): string[] =>
    figure === null
      ? [name, "-", "", "", "0"]
      : [
          name,
          words(figure.median),
          Number.isNaN(figure.medianLow) ? "" : `${words(figure.medianLow)} to ${words(figure.medianHigh)}`,
          `${words(figure.low)} to ${words(figure.high)}`,
          String(figure.runs),
        ];
  const place = relative("", join(directory, "cascade.json"));
  return [
    `${scenario}, ${venue}: ${seeds.length} seed${seeds.length === 1 ? "" : "s"}`,
    "",
    ...align(
      [
        ["", "median", "95% interval of it", "four runs in five", "runs"],
        row("forced share of the largest fall in a day", spread.forcedShareOfFall, percent),
        ...spread.byGeneration.slice(0, 5).map((figure, g) => row(`  by generation ${g}`, figure, percent)),
        row("peak of the branching ratio", spread.branchingRatioPeak, formatNumber),
        row("mean generation of a contract sold by force", spread.meanGeneration, formatNumber),
        row("forced share of the losses of those sold out", spread.forcedShareOfLosses, percent),
        ["", "", "", "", ""],
        ["largest cells of the kill matrix, parts of it", "", "", "", ""],
        ...spread.cells.flatMap(({ victim, killer, cause, share, loss }) => [
          row(`  ${victim} by ${killer}, ${cause}`, share, percent),
          row("", loss, dollars),
        ]),
      ],
      ["left", "right", "right", "right", "right"],
    ),
    "",
    `figures: ${place.startsWith("..") ? join(directory, "cascade.json") : place}`,
  ];
}

const clock = (moment: string | null): string => (moment === null ? "-" : moment.slice(5, 16).replace("T", " "));
const interval = ({ low, high }: BranchingRow): string =>
  low === null || high === null ? "" : `${formatNumber(low)} to ${formatNumber(high)}`;

function lines(cascade: VenueCascade): string[] {
  const { venue, episodes, accounts, unsold, lots, rootShare, depth, forcedShareOfFall, peak } = cascade;
  const generations = cascade.generations.map((row) => [
    String(row.generation),
    formatNumber(row.episodes),
    formatNumber(row.lots),
    clock(row.first),
    clock(row.median),
    clock(row.last),
    formatNumber(row.impact),
    formatFigure(row.fallShare, "%"),
  ]);
  const told = cascade.branching.filter(({ low }) => low !== null);
  const left = cascade.branching.length - told.length;
  const branching = told.map((row) => [
    clock(row.time),
    clock(row.until).slice(-5),
    String(row.episodes),
    formatNumber(row.lots),
    formatNumber(row.triggeredLots),
    formatNumber(row.ratio),
    interval(row),
  ]);
  const chains = cascade.chains.map((row) => [
    clock(row.time),
    clock(row.until),
    `account ${row.member} of ${row.population}`,
    row.trigger,
    String(row.episodes),
    formatNumber(row.lots),
  ]);
  const right = "right" as const;
  return [
    `${venue}: ${formatNumber(episodes)} forced sales of ${formatNumber(accounts)} accounts, ${formatNumber(lots)} contracts` +
      (unsold === 0 ? "" : ` (${formatNumber(unsold)} more were handed to the desk, and nothing of them was sold)`) +
      (rootShare === null || depth === null
        ? ""
        : `; roots made ${formatFigure(rootShare, "%")} of them necessary, earlier forced sales the rest; mean generation ${formatNumber(depth)}`),
    `forced sales made ${formatFigure(forcedShareOfFall, "%")} of the largest fall within a day; ` +
      (peak === null
        ? "too few accounts were sold out at once for a peak of the branching ratio"
        : `the branching ratio peaked at ${formatNumber(peak.ratio)} (${interval(peak)}) from ${clock(peak.time)} to ${clock(peak.until).slice(-5)}, of windows with ten accounts and a hundredth of the contracts`),
    "",
    ...align(
      [
        ["generation", "sales", "contracts", "first", "median", "last", "moved price by", "of the fall"],
        ...generations,
      ],
      ["left", right, right, "left", "left", "left", right, right],
    ),
    "",
    ...align(
      [["from", "to", "sales", "contracts", "made others sell", "branching ratio", "95% interval"], ...branching],
      ["left", "left", right, right, right, right, "left"],
    ),
    ...(left === 0 ? [] : [`and ${left} with too few sales for an interval`]),
    "",
    ...align(
      [["chain from", "to", "first sale", "trigger", "sales", "contracts"], ...chains],
      ["left", "left", "left", "left", right, right],
    ),
  ];
}
