/** Who failed, what that cost, and who bore it. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/**
 * `credit.*`: accounts sold out and in default from the fork on, defaults by population, loss beyond collateral in the venue's
 * currency. `waterfall.LAYER`: what each layer has borne, those of the run-up included.
 */
export function creditFigures(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const { liquidations: rows, populations, waterfalls } = result;
  const v = result.venues.indexOf(venue);
  const sold = new Set<number>();
  const failed = new Map<number, number>();
  let [loss, byForced, total] = [0, 0, 0];
  for (let i = 0; i < rows.member.length; i++) {
    if (rows.venue[i] !== v || !(rows.triggered[i] >= terms.fork)) continue;
    sold.add(rows.member[i]);
    total += rows.loss[i];
    byForced += rows.lossByForced[i];
    if (!(rows.shortfall[i] > 0)) continue;
    loss += rows.shortfall[i];
    failed.set(rows.member[i], rows.population[i]);
  }
  const out: Figures = {
    "credit.liquidated": sold.size,
    "credit.defaults": failed.size,
    "credit.loss": loss,
    "credit.lossByForced": total > 0 ? byForced / total : 0,
  };
  for (const population of failed.values()) {
    const key = `credit.defaults.${populations[population].name}`;
    out[key] = (out[key] ?? 0) + 1;
  }
  for (const layer of waterfalls.find((one) => one.venue === venue.name)?.layers ?? [])
    out[`waterfall.${layer.layer}`] = layer.used;
  return out;
}
