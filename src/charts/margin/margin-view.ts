import type { TopLevelSpec } from "vega-lite";
import type { MarginFigures } from "../../analysis/margin/index.ts";
import { dayName } from "../../core/time.ts";

/** What charts and tables of margin say of a policy on a file of prices. */
export interface MarginView {
  /** The file of prices, and the model's kind. */
  readonly file: string;
  readonly kind: string;
  /** Midnights in ms UTC, and the price of each day. */
  readonly dates: readonly number[];
  readonly prices: readonly number[];
  /** Prices before them. */
  readonly before: number;
  readonly confidence: number;
  readonly holding: number;
  readonly multiplier: number;
  /** The model alone, then each tool on top of those before it. */
  readonly variants: readonly MarginFigures[];
}

/** A chart of margin on known prices: one file in this folder and one line in its index. */
export interface MarginChart {
  /** Kebab-case: the name of its files. */
  readonly name: string;
  /** What it is about, for captions. */
  readonly title: string;
  /** The Vega-Lite spec, data and all; null where there is nothing of the kind. Pure. */
  spec(view: MarginView): TopLevelSpec | null;
}

/** "EWMA", "EWMA with floor and buffer". */
export function policyName({ kind, variants }: MarginView, variant = variants.length - 1): string {
  const { tools } = variants[variant];
  const name = MODEL_NAMES[kind] ?? kind;
  if (tools.length === 0) return name;
  const last = tools[tools.length - 1].replace("-", " ");
  const others = tools.slice(0, -1).map((tool) => tool.replace("-", " "));
  return `${name} with ${others.length === 0 ? last : `${others.join(", ")} and ${last}`}`;
}

const MODEL_NAMES: Readonly<Record<string, string>> = {
  ewma: "EWMA",
  historical: "Historical simulation",
  filtered: "Filtered historical simulation",
  span: "SPAN-like scan",
  fixed: "Per cent",
  "per-lot": "Per lot",
  schedule: "Schedule",
};

/** "prices.csv, 2010-01-04 to 2021-07-02, 2,940 days; held against losses over a day at 99%." */
export function subjectLine({ file, dates, holding, confidence }: MarginView): string {
  const name = file.replace(/^.*[/\\]/, "");
  const span = `${dayName(dates[0])} to ${dayName(dates[dates.length - 1])}`;
  return `${name}, ${span}, ${dates.length} ${dates.length === 1 ? "day" : "days"}; held against losses over ${daysWords(holding)} at ${Number((confidence * 100).toPrecision(6))}%.`;
}

/** "a day", "5 days". */
export const daysWords = (n: number): string => (n === 1 ? "a day" : `${n} days`);
