/** What `stampede tree` does: reads the run's tables and prints them for a person, or as JSON. */
import { type BranchingRow, readCascade, type VenueCascade } from "../experiment/cascade/read-cascade.ts";
import { align, formatFigure, formatNumber } from "./figures.ts";
import { writeOut } from "./output.ts";
import type { TreeOptions } from "./tree.ts";

export async function tree(run: string, { out, venue, chains, json }: TreeOptions): Promise<void> {
  const found = await readCascade(run, { out, venue, most: chains });
  const text = json
    ? JSON.stringify(found)
    : [`${found.run}, times in UTC`, ...found.venues.flatMap((one) => ["", ...lines(one)])].join("\n");
  await writeOut(`${text}\n`);
}

const clock = (moment: string | null): string => (moment === null ? "-" : moment.slice(5, 16).replace("T", " "));
const interval = ({ low, high }: BranchingRow): string =>
  low === null || high === null ? "" : `${formatNumber(low)} to ${formatNumber(high)}`;

function lines(cascade: VenueCascade): string[] {
  const { venue, episodes, accounts, lots, rootShare, depth, forcedShareOfFall, peak } = cascade;
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
    `${venue}: ${formatNumber(episodes)} forced sales of ${formatNumber(accounts)} accounts, ${formatNumber(lots)} contracts; ` +
      `roots made ${formatFigure(rootShare, "%")} of them necessary, earlier forced sales the rest; mean generation ${formatNumber(depth)}`,
    `forced sales made ${formatFigure(forcedShareOfFall, "%")} of the largest fall within a day; ` +
      (peak === null
        ? "too few accounts were sold out at once for a peak of the branching ratio"
        : `the branching ratio peaked at ${formatNumber(peak.ratio)} (${interval(peak)}) in the quarter-hour from ${clock(peak.time)}`),
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
      [["quarter-hour", "sales", "contracts", "made others sell", "branching ratio", "95% interval"], ...branching],
      ["left", right, right, right, right, "left"],
    ),
    ...(left === 0 ? [] : [`and ${left} with too few sales for an interval`]),
    "",
    ...align(
      [["chain from", "to", "first sale", "trigger", "sales", "contracts"], ...chains],
      ["left", "left", "left", "left", right, right],
    ),
  ];
}
