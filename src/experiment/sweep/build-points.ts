/** The points of a sweep: its design built, and what is computed from it filled in. */
import { RandomStream } from "../../core/random.ts";
import { admits, type JsonSchema, type SchemaView } from "../../scenario/schema-view.ts";
import type { MapNode } from "../../scenario/source-tree.ts";
import type { DesignTable, ParameterValue } from "../design/design.ts";
import { designMethod } from "../design/registry.ts";
import { ParameterExpressions } from "./parameter-expressions.ts";
import type { ReadParameter, ReadParameters } from "./read-parameters.ts";
import type { SweepBase } from "./sweep-base.ts";
import type { SweepConfig } from "./sweep-config.ts";
import type { SweepFile } from "./sweep-file.ts";
import type { NumberKind } from "./written-number.ts";

export interface BuiltPoints {
  readonly design: DesignTable;
  /** `values[point][parameter]`, expressions included. */
  readonly values: readonly (readonly ParameterValue[])[];
}

/** Builds the design; undefined when something is wrong with it or with a parameter, which is reported. */
export function buildDesign(
  file: SweepFile,
  parameters: ReadParameters,
  config: SweepConfig["design"] | undefined,
  given: number | undefined,
  base: SweepBase | undefined,
): BuiltPoints | undefined {
  const { list, whole } = parameters;
  const before = file.problems.length;
  const tree = base?.tree();
  const kinds = list.map(({ path }) => (tree === undefined ? "plain" : kindAt(base!.view, tree, path)));
  const expressions = new ParameterExpressions(file, list, kinds);
  refuseSamples(file);
  if (config === undefined) return undefined;
  const method = designMethod(config.method)!;
  const samples = given ?? config.samples;
  if (method.sampled && samples === undefined)
    file.report(["design"], `a ${method.name} design needs samples`, method.about, file.placeOf(["design"], "key"));
  if (!method.sampled && given !== undefined)
    file.report([], `a ${method.name} takes no samples`, "", { file: `--samples ${given}`, line: 0, column: 0 });
  if (!whole || file.problems.length > before) return undefined;
  const sampled = list.filter((p) => p.axis !== null);
  const axes = sampled.map((p) => p.axis!);
  if (axes.length === 0) {
    if (list.length > 0) file.report(["parameters"], "the design is empty: no parameter has a range or values");
    return undefined;
  }
  const problem = method.problem(axes, samples ?? 0);
  if (problem !== null) {
    file.report(["design"], problem, "", file.placeOf(["design", method.sampled ? "samples" : "method"]));
    return undefined;
  }
  const design = method.build(axes, samples ?? 0, new RandomStream(config.seed, `design/${method.name}`));
  const values = filled(list, sampled, design, expressions);
  return values && { design, values };
}

/** Reports samples for a method that takes none, whatever their number. */
function refuseSamples(file: SweepFile): void {
  const place = ["design", "samples"];
  const method = designMethod(file.scalar(["design", "method"])?.text ?? "");
  if (method === undefined || method.sampled || !file.has(place)) return;
  file.withdraw(place);
  file.report(place, `a ${method.name} takes no samples`, "leave it out");
}

function filled(
  list: readonly ReadParameter[],
  sampled: readonly ReadParameter[],
  design: DesignTable,
  expressions: ParameterExpressions,
): ParameterValue[][] | undefined {
  const columns = sampled.map((p) => list.indexOf(p));
  const values: ParameterValue[][] = [];
  for (const [point, coordinates] of design.points.entries()) {
    const row: ParameterValue[] = new Array(list.length).fill(null);
    for (const [a, column] of columns.entries()) row[column] = coordinates[a];
    if (!expressions.fill(row, point)) return undefined;
    values.push(row);
  }
  return values;
}

/** What a computed number means where it goes: milliseconds where the scenario takes a duration, say. */
function kindAt(view: SchemaView, tree: MapNode, path: string): NumberKind {
  const segments = path.split(".").map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
  const here: readonly JsonSchema[] = view.at(segments, tree);
  if (here.some((one) => admits(one, "number"))) return "plain";
  if (here.some((one) => one.expected?.startsWith("a duration"))) return "duration";
  return here.some((one) => one.expected?.startsWith("a time with")) ? "moment" : "plain";
}
