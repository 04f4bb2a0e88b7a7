import type { TopLevelSpec } from "vega-lite";
import { HOVER } from "../panel.ts";

/** A compiled Vega spec: plain JSON. */
export type VegaSpec = Record<string, unknown>;

/** Compiles a chart to Vega; `warn` hears what Vega-Lite complains of. Vega-Lite is loaded when first needed. */
export async function compileChart(spec: TopLevelSpec, warn: (message: string) => void): Promise<VegaSpec> {
  const { compile } = await import("vega-lite");
  const logger = {
    level: () => logger,
    error: (...args: unknown[]) => say(args),
    warn: (...args: unknown[]) => say(args),
    info: () => logger,
    debug: () => logger,
  };
  const say = (args: unknown[]) => {
    warn(args.join(" "));
    return logger;
  };
  return compile(spec, { logger: logger as never }).spec as unknown as VegaSpec;
}

/** Signals and stores of tooltips and zooms, as panel.ts names their parameters. */
const POINTER = /^(unit$|zoom\d|at_)/;

interface Named {
  readonly name?: string;
}

interface Dataset extends Named {
  readonly source?: string;
}

/**
 * The same picture without what only a pointer can bring out: tooltip layers, selections and their data. Smaller and
 * quicker to draw.
 */
export function stillPicture(spec: VegaSpec): VegaSpec {
  const hidden = new Set<string>();
  const still = withoutPointer(spec, hidden);
  const readers = JSON.stringify([still.marks, still.scales]);
  const kept = (spec.data as Dataset[]).filter(({ name = "" }) => !hidden.has(name) && !POINTER.test(name));
  still.data = kept.filter(({ name }) => kept.some((d) => d.source === name) || readers.includes(`"data":"${name}"`));
  return still;
}

function withoutPointer(node: VegaSpec, hidden: Set<string>): VegaSpec {
  const out = { ...node };
  const keep = (list: unknown): Named[] => (list as Named[]).filter((entry) => !POINTER.test(entry.name ?? ""));
  if (node.signals) out.signals = keep(node.signals);
  if (node.scales) {
    // Where zooms would write the visible part of an axis.
    out.scales = (node.scales as VegaSpec[]).map(({ domainRaw: _zoomed, ...scale }) => scale);
  }
  if (node.marks) {
    out.marks = (node.marks as (VegaSpec & Named & { from?: { data?: string } })[])
      .filter((mark) => {
        const hover = mark.name?.startsWith(HOVER) ?? false;
        if (hover && mark.from?.data) hidden.add(mark.from.data);
        return !hover;
      })
      .map((mark) => withoutPointer(mark, hidden));
  }
  return out;
}
