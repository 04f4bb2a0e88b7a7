/** Who failed, what that cost, and who bore it. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

/**
 * `credit.*`: accounts sold out and in default from the fork on, defaults by population, loss beyond collateral and slippage of forced
 * closing in the venue's currency, lots sold by auction and closed against others (with what that took beyond the shortfall).
 * `halts.unfilledLots`: what a locked limit left unfilled. `waterfall.LAYER`: what each layer has borne, those of the run-up included; `exhausted.LAYER`: 1 where nothing is
 * left of it, and where anything stays uncovered. `credit.largestLoss`, `credit.twoLargestLoss`: beyond the collateral of the one or
 * two accounts that lose most; `credit.prefunded`: what stands ready for others' defaults without asking anyone; `credit.coverOne`,
 * `credit.coverTwo`: 1 where that is enough (Cover-1, Cover-2: PFMI 2012, principle 4).
 */
export function creditFigures(result: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const { liquidations: rows, populations, waterfalls } = result;
  const v = result.venues.indexOf(venue);
  const sold = new Set<number>();
  const failed = new Map<number, number>();
  const owed = new Map<number, number>();
  let [loss, byForced, total, slippage, auctioned, deleveraged, overshoot, unfilled] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < rows.member.length; i++) {
    if (rows.venue[i] !== v || !(rows.triggered[i] >= terms.fork)) continue;
    sold.add(rows.member[i]);
    total += rows.loss[i];
    byForced += rows.lossByForced[i];
    slippage += rows.slippage[i];
    auctioned += rows.auctionLots[i];
    deleveraged += rows.deleveragedLots[i];
    overshoot += rows.deleveragedTaken[i] - rows.deleveragedShortfall[i];
    unfilled += rows.unfilledAtLimit[i];
    if (!(rows.shortfall[i] > 0)) continue;
    loss += rows.shortfall[i];
    failed.set(rows.member[i], rows.population[i]);
    owed.set(rows.member[i], (owed.get(rows.member[i]) ?? 0) + rows.shortfall[i]);
  }
  const out: Figures = {
    "credit.liquidated": sold.size,
    "credit.defaults": failed.size,
    "credit.loss": loss,
    "credit.lossByForced": Number.isNaN(total) ? null : total > 0 ? byForced / total : 0,
    "credit.slippage": slippage,
    "credit.auctionLots": auctioned,
    "credit.deleveragedLots": deleveraged,
    "credit.deleveragedOvershoot": overshoot,
    "halts.unfilledLots": unfilled,
  };
  for (const population of failed.values()) {
    const key = `credit.defaults.${populations[population].name}`;
    out[key] = (out[key] ?? 0) + 1;
  }
  const layers = waterfalls.find((one) => one.venue === venue.name)?.layers ?? [];
  for (const layer of layers) addLayer(layer, out);
  addCover([...owed.values()], layers, out);
  return out;
}

/** The defaulter's own layers are always used up: they are no protection of others. */
const OWN = new Set(["account-margin", "account-wallet"]);

type Layers = RunResult["waterfalls"][number]["layers"];

/** Paid in before anybody failed. */
const PREFUNDED = new Set(["default-fund-share", "house-stake", "mutual-fund", "second-stake"]);

function addCover(owed: readonly number[], layers: Layers, out: Figures): void {
  const [first = 0, second = 0] = [...owed].sort((a, b) => b - a);
  const prefunded = layers.reduce((sum, { layer, available }) => sum + (PREFUNDED.has(layer) ? available : 0), 0);
  out["credit.largestLoss"] = first;
  out["credit.twoLargestLoss"] = first + second;
  out["credit.prefunded"] = prefunded;
  out["credit.coverOne"] = first <= prefunded ? 1 : 0;
  out["credit.coverTwo"] = first + second <= prefunded ? 1 : 0;
}

function addLayer({ layer, used, available }: Layers[number], out: Figures): void {
  out[`waterfall.${layer}`] = used;
  if (OWN.has(layer)) return;
  const gone = layer === "uncovered" ? used > 0 : available > 0 && used >= available * (1 - 1e-9);
  out[`exhausted.${layer}`] = gone ? 1 : 0;
}
