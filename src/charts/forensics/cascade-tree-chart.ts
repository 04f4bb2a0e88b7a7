import { type CascadeTree, cascadeTree, GENERATIONS, rootName } from "../../analysis/cascade/index.ts";
import { killerName } from "../../analysis/kill-matrix.ts";
import type { RunResult } from "../../engine/result.ts";
import type { Chart } from "../chart.ts";
import { inlineData } from "../inline-data.ts";
import { causeColour, INK } from "../palette.ts";
import { chart, WIDTH } from "../theme.ts";
import { amount, percent, sentence, venueLabel } from "../wording.ts";

/** Layers that are drawn below the roots; later generations are counted with the last. */
const LAYERS = 6;
/** A block is named where it is at least this part of the chart's width. */
const NAMED = 0.07;
/** Kinds of root and populations that are told apart in a layer, largest first. */
const MOST = 8;

/** The cascade as an icicle: what pushed the first sales, who was sold out first, and who by whose sales after that. */
export const cascadeTreeChart: Chart = {
  name: "cascade-tree",
  title: "The cascade, generation by generation",
  section: "Forensics",
  spec(result, context) {
    const tree = cascadeTree(result);
    if (!tree) return null;
    const { mainIndex, main } = context;
    const layers = layersOf(result, tree, mainIndex, context.colours);
    const total = layers.slice(1).reduce((sum, layer) => sum + size(layer), 0);
    if (total === 0) return null;
    const blocks = layers.flatMap((layer, depth) => {
      let left = 0;
      return layer.map((block) => {
        const from = left;
        left += block.lots;
        return { ...block, depth, from, to: left };
      });
    });
    const width = layers.reduce((most, layer) => Math.max(most, size(layer)), 0);
    const row = (depth: number): string =>
      depth === 0
        ? "what pushed first"
        : depth === LAYERS
          ? `generation ${depth - 1} and later`
          : `generation ${depth - 1}`;
    const data = inlineData([
      { name: "row", values: blocks.map(({ depth }) => row(depth)) },
      { name: "from", values: blocks.map(({ from }) => from) },
      { name: "to", values: blocks.map(({ to }) => to) },
      { name: "middle", values: blocks.map(({ from, to }) => (from + to) / 2) },
      { name: "what", values: blocks.map(({ what }) => what) },
      {
        name: "word",
        values: blocks.map(({ what, lots }) => (lots >= NAMED * width ? short(what, lots / width) : " ")),
      },
      { name: "lots", values: blocks.map(({ lots }) => lots) },
      { name: "part", values: blocks.map(({ lots }) => percent(lots / total, 1)) },
      { name: "colour", values: blocks.map(({ colour }) => colour) },
      { name: "ink", values: blocks.map(({ colour }) => inkOn(colour)) },
    ]);
    const rows = layers.map((_, depth) => row(depth));
    const y = {
      field: "row",
      type: "nominal",
      sort: rows,
      scale: { paddingInner: 0.06 },
      axis: { title: null, grid: false, domain: false, ticks: false, labelLimit: 180 },
    };
    return chart(
      headline(layers, total, venueLabel(main.name)),
      [
        "Contracts sold by force. A layer is a generation: sales that earlier forced sales of the layer above made necessary, by who was sold out;",
        "the first layer is what pushed generation 0, by population and cause; pointing at a block names it. A sale counts in each generation with its probability.",
      ],
      result,
      context,
      {
        data,
        width: WIDTH - 90,
        height: layers.length * 44,
        encoding: { y },
        layer: [
          {
            mark: { type: "rect", stroke: "#ffffff", strokeWidth: 1.5 },
            encoding: {
              x: {
                field: "from",
                type: "quantitative",
                axis: { title: "contracts sold by force", format: ",d", grid: false, tickCount: 8, labelOverlap: true },
                scale: { domain: [0, width], nice: false },
              },
              x2: { field: "to" },
              color: { field: "colour", type: "nominal", scale: null },
              tooltip: [
                { field: "row", title: "layer" },
                { field: "what", title: "who" },
                { field: "lots", title: "contracts", format: ",.0f" },
                { field: "part", title: "of all contracts sold by force" },
              ],
            },
          },
          {
            mark: { type: "text", fontSize: 10.5 },
            encoding: {
              x: { field: "middle", type: "quantitative" },
              text: { field: "word", type: "nominal" },
              color: { field: "ink", type: "nominal", scale: null },
            },
          },
        ],
      },
    );
  },
};

interface Block {
  readonly what: string;
  readonly lots: number;
  readonly colour: string;
}

const size = (layer: readonly Block[]): number => layer.reduce((sum, { lots }) => sum + lots, 0);

/** The layers of a venue: roots of generation 0, then each generation's populations. */
function layersOf(result: RunResult, tree: CascadeTree, venue: number, colours: readonly string[]): Block[][] {
  const { liquidations, populations } = result;
  const names = populations.map(({ name }) => name);
  const roots = new Map<string, { lots: number; colour: string }>();
  const { edges } = tree;
  for (let i = 0; i < edges.child.length; i++) {
    const row = edges.child[i];
    if (edges.sales[i] > 0 || liquidations.venue[row] !== venue) continue;
    const killer = rootName(edges.population[i], edges.cause[i], names);
    add(roots, killerName(killer), edges.weight[i] * tree.lots[row], causeColour(killer.cause));
  }
  const generations = Array.from({ length: LAYERS }, () => new Map<string, { lots: number; colour: string }>());
  for (let row = 0; row < liquidations.episode.length; row++) {
    if (liquidations.venue[row] !== venue) continue;
    const p = liquidations.population[row];
    for (let g = 0; g < GENERATIONS; g++) {
      const lots = tree.generation[row * GENERATIONS + g] * tree.lots[row];
      if (lots > 0) add(generations[Math.min(g, LAYERS - 1)], names[p], lots, colours[p]);
    }
  }
  const whole = [...roots.values()].reduce((sum, { lots }) => sum + lots, 0);
  const deep = generations.map(folded).filter((layer) => size(layer) >= 0.002 * whole);
  return [folded(roots), ...deep];
}

function add(to: Map<string, { lots: number; colour: string }>, what: string, lots: number, colour: string): void {
  const known = to.get(what);
  if (known) known.lots += lots;
  else to.set(what, { lots, colour });
}

/** The largest blocks by name, the rest as one. */
function folded(blocks: ReadonlyMap<string, { lots: number; colour: string }>): Block[] {
  const sorted = [...blocks].map(([what, block]) => ({ what, ...block })).sort((a, b) => b.lots - a.lots);
  if (sorted.length <= MOST) return sorted;
  const rest = sorted.slice(MOST - 1);
  return [...sorted.slice(0, MOST - 1), { what: "others", lots: size(rest), colour: causeColour("other") }];
}

/** What fits into a block of that part of the width. */
function short(what: string, part: number): string {
  const fits = Math.floor(part * 125);
  if (what.length <= fits) return what;
  const cause = what.split(": ").pop() as string;
  return cause.length <= fits ? cause : " ";
}

/** Dark or white, whichever reads better on the colour. */
function inkOn(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const light = 0.3 * (value >> 16) + 0.59 * ((value >> 8) & 255) + 0.11 * (value & 255);
  return light > 140 ? INK.text : "#ffffff";
}

function headline(layers: readonly (readonly Block[])[], total: number, venue: string): string {
  const [first] = layers[0];
  const later = 1 - size(layers[1]) / total;
  const [population, cause] = first.what.split(": ");
  const who = cause === undefined ? first.what : cause === "re-pricing" ? cause : `${cause} orders of ${population}`;
  const pushed = `${sentence(who)} were the largest push behind the first sales at ${venue}`.replace(
    "Re-pricing were",
    "Re-pricing was",
  );
  return `${pushed}; ${percent(later)} of ${amount(total)} contracts sold by force were made necessary by earlier forced sales`;
}
