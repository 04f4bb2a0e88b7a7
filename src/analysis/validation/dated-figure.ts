/** Reported figures that are a price or a premium at a time, so that they can stand as points over simulated paths. */
import type { Formula } from "../reported/formula.ts";
import type { ReportedFigure } from "../reported/reported-figure.ts";

/** A reported figure with a place on a path. */
export interface DatedFigure {
  readonly figure: ReportedFigure;
  /** Path that it belongs to: a venue's price, `comex.price`, or a column of the world, `premium`. */
  readonly path: string;
  /** When it stood, ms UTC; for a highest or lowest value the stretch that it is of. */
  readonly from: number;
  readonly until: number;
  /** Whether it is the highest or lowest value of that stretch, or simply the value then. */
  readonly kind: "value" | "highest" | "lowest";
}

const PRICES = new Set(["open", "high", "low", "close", "mid", "settlement"]);
const WORLD = new Set(["nav", "premium", "gold", "fair_value"]);
const KINDS: Readonly<Record<string, DatedFigure["kind"]>> = {
  min: "lowest",
  max: "highest",
  first: "value",
  last: "value",
};

/** The figure's place; null for one that is no plain value of a path, such as a change. */
export function datedFigure(figure: ReportedFigure): DatedFigure | null {
  const { formula } = figure;
  const path = formula === undefined ? null : pathOf(formula);
  if (formula === undefined || path === null) return null;
  switch (formula.kind) {
    case "moment":
      return { figure, path, from: formula.at, until: formula.at, kind: "value" };
    case "settlement":
      return { figure, path, from: formula.at, until: formula.at, kind: "value" };
    case "aggregate": {
      const { from, until } = formula.of;
      const kind = KINDS[formula.by];
      if (kind === undefined || from === null || until === null) return null;
      if (kind !== "value") return { figure, path, from, until, kind };
      const at = formula.by === "first" ? from : until;
      return { figure, path, from: at, until: at, kind };
    }
    default:
      return null;
  }
}

function pathOf(formula: Formula): string | null {
  if (formula.kind === "settlement") return `${formula.venue}.price`;
  const source = formula.kind === "aggregate" ? formula.of.source : formula.kind === "moment" ? formula.source : null;
  if (source?.kind === "venue" && PRICES.has(source.column)) return `${source.venue}.price`;
  return source?.kind === "world" && WORLD.has(source.column) ? source.column : null;
}
