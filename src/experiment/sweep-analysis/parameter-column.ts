/** A parameter's column of the design as numbers: durations and moments read, names numbered. */
import { parseDocument } from "yaml";
import type { ParameterColumn, ParameterUnit } from "../../analysis/sweep/index.ts";
import { parseDuration } from "../../core/quantity.ts";
import { parseInstant } from "../../core/time.ts";
import type { SweepParameter } from "../sweep/sweep-plan.ts";

/** How the sweep file writes a parameter: what the store's plain numbers do not tell. */
export interface ParameterHint {
  /** It is written in percent. */
  readonly percent: boolean;
  /** Its listed values in the file's order, as the store writes them. */
  readonly listed: readonly string[];
}

/** Hints from the text of a sweep file, by path. A file that cannot be read gives none. */
export function parameterHints(yaml: string): Map<string, ParameterHint> {
  const parameters: unknown = parseDocument(yaml).toJS()?.parameters;
  if (typeof parameters !== "object" || parameters === null) return new Map();
  return new Map(
    Object.entries(parameters).map(([path, form]) => {
      const written: unknown[] = Object.values(form ?? {}).flat();
      const values: unknown = (form as { values?: unknown } | null)?.values;
      return [
        path,
        {
          percent: written.some((value) => typeof value === "string" && /^-?[\d.]+\s*%$/.test(value.trim())),
          listed: Array.isArray(values) ? values.map((v) => (typeof v === "string" ? v : JSON.stringify(v))) : [],
        },
      ];
    }),
  );
}

/** The column of a parameter: `cells` are numbers for a numeric one, else texts; null where there is none. */
export function parameterColumn(
  { path, sampled, numeric }: SweepParameter,
  label: string,
  cells: readonly unknown[],
  hint: ParameterHint | undefined,
): ParameterColumn {
  const common = { path, label, sampled };
  if (numeric) {
    const unit: ParameterUnit = hint?.percent ? "percent" : "plain";
    return {
      ...common,
      unit,
      values: Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : Number.NaN)),
      levels: null,
    };
  }
  const texts = cells.map((cell) => (cell === null ? null : String(cell)));
  for (const [unit, parse] of READ) {
    if (!texts.every((text) => text === null || !Number.isNaN(parse(text)))) continue;
    return {
      ...common,
      unit,
      values: Float64Array.from(texts, (text) => (text === null ? Number.NaN : parse(text))),
      levels: null,
    };
  }
  const found = [...new Set(texts.filter((text) => text !== null))];
  const listed = hint?.listed.filter((text) => found.includes(text)) ?? [];
  const levels = [...new Set([...listed, ...found])];
  const place = new Map(levels.map((text, i) => [text, i]));
  return {
    ...common,
    unit: "plain",
    values: Float64Array.from(texts, (text) => (text === null ? Number.NaN : (place.get(text) as number))),
    levels,
  };
}

/** What texts may be besides names. */
const READ: readonly (readonly [ParameterUnit, (text: string) => number])[] = [
  ["duration", parseDuration],
  ["moment", parseInstant],
];
