/** The figures that a table wants: flat keys, each a number, a text or null. */
import type { RunResult, VenueSeries } from "../engine/result.ts";
import { branching, branchingPeak, cascadeTree, forcedFall, meanGeneration } from "./cascade/index.ts";
import { crashProfile } from "./crash-profile.ts";
import { depthCollapse } from "./depth-collapse.ts";
import { premiumPath } from "./fund-premium.ts";
import { haltedTime } from "./halted-time.ts";
import { lastPrices } from "./last-price.ts";
import { distortion, lowerLock } from "./limit-locks.ts";
import { liquidationCosts } from "./liquidation-costs.ts";
import { addReported, type ReportedScenario } from "./reported/evaluate-reported.ts";
import { stepAt } from "./steps.ts";
import { crashDay, dayChange, limitRuns, type TradingDay, tradingDays } from "./trading-days.ts";

/** What a summary needs of a scenario. */
export interface SummaryScenario extends ReportedScenario {
  readonly main: string;
  readonly fund?: string | undefined;
  readonly crashDay?: string | undefined;
  readonly venues: Readonly<Record<string, { readonly zone: string }>>;
}

type Figures = Record<string, number | string | null>;

/** All figures of a run. Fractions are fractions, prices in the venue's currency and unit, moments ISO 8601 in UTC. */
export function summarise(result: RunResult, scenario: SummaryScenario): Figures {
  const figures: Figures = {};
  for (const venue of result.venues) venueFigures(result, venue, scenario, figures);
  // The figure that a study of forced sales asks for first goes by a name that needs no venue.
  figures.forcedShare = figures[`${scenario.main}.forcedShare`] ?? null;
  fundFigures(result, scenario, figures);
  forcedFigures(result, scenario, figures);
  lockFigures(result, scenario, figures);
  leakFigures(result, scenario, figures);
  worldFigures(result, figures);
  addReported(result, scenario, figures);
  return figures;
}

function dayOf(days: readonly TradingDay[], date: string | undefined): TradingDay | null {
  return (date === undefined ? undefined : days.find((day) => day.date === date)) ?? crashDay(days);
}

function venueFigures(result: RunResult, venue: VenueSeries, scenario: SummaryScenario, out: Figures): void {
  const { zone } = scenario.venues[venue.name];
  const { name } = venue;
  const prices = lastPrices(venue);
  const days = tradingDays(result, venue, zone);
  let top = 0;
  for (let i = 0; i < prices.length; i++) if (prices[i] > prices[top]) top = i;
  out[`${name}.start`] = prices[0];
  out[`${name}.end`] = prices[prices.length - 1];
  out[`${name}.peak`] = prices[top];
  out[`${name}.peakTime`] = new Date(result.time[top]).toISOString();
  out[`${name}.runUp`] = prices[top] / prices[0] - 1;
  let low = top;
  for (let i = top; i < prices.length; i++) if (prices[i] < prices[low]) low = i;
  out[`${name}.lowAfterPeak`] = prices[low];
  out[`${name}.peakToLow`] = prices[low] / prices[top] - 1;
  const crash = dayOf(days, scenario.crashDay);
  if (crash) crashFigures(result, venue, days, crash, out);
  const profile = crashProfile(result, venue, zone);
  out[`${name}.worstDay`] = profile ? profile.day.date : null;
  out[`${name}.worstDayChange`] = profile ? profile.change : null;
  for (const day of days) {
    out[`${name}.change.${day.date}`] = dayChange(day);
    out[`${name}.limit.${day.date}`] = day.limit;
  }
}

function crashFigures(
  result: RunResult,
  venue: VenueSeries,
  days: readonly TradingDay[],
  crash: TradingDay,
  out: Figures,
): void {
  const { name } = venue;
  const before = days.filter((day) => day.last < crash.first && day.volume > 0);
  const usual = before.slice(-10).reduce((sum, day) => sum + day.volume, 0) / Math.min(10, before.length);
  const depth = depthCollapse(result.time, venue, crash.first, crash.last);
  const shape = threeHours(result, venue, crash);
  out[`${name}.fall`] = dayChange(crash);
  out[`${name}.fallToLow`] = crash.low / crash.previous - 1;
  out[`${name}.fallInThreeHours`] = shape;
  out[`${name}.bounce`] = crash.close / crash.low - 1;
  out[`${name}.volumeRatio`] = usual > 0 ? crash.volume / usual : null;
  out[`${name}.crashVolume`] = crash.volume;
  out[`${name}.depthCollapse`] = depth ? depth.fall : null;
  out[`${name}.depthCollapseAtWorst`] = depth ? depth.fallAtWorst : null;
  let forced = 0;
  for (let i = crash.first; i <= crash.last; i++) forced += venue.forcedVolume[i];
  out[`${name}.forcedVolume`] = forced;
  out[`${name}.forcedShare`] = crash.volume > 0 ? forced / crash.volume : null;
}

/** Largest fall inside three hours of the day over the fall from the settlement before to the day's low. */
function threeHours(result: RunResult, venue: VenueSeries, day: TradingDay): number | null {
  const prices = lastPrices(venue);
  const width = 3 * 3_600_000;
  let worst = 0;
  for (let i = day.first, j = day.first; i <= day.last; i++) {
    while (result.time[i] - result.time[j] > width) j++;
    for (let k = j; k < i; k += 5) worst = Math.max(worst, prices[k] - prices[i]);
  }
  const fall = day.previous - day.low;
  return fall > 0 ? worst / fall : null;
}

function fundFigures(result: RunResult, scenario: SummaryScenario, out: Figures): void {
  const fund = result.venues.find((venue) => venue.name === scenario.fund);
  if (!fund) return;
  const { zone } = scenario.venues[fund.name];
  const path = premiumPath(result, fund, zone);
  const runs = limitRuns(tradingDays(result, fund, zone));
  const longest = (direction: number): number =>
    Math.max(0, ...runs.filter((run) => run.direction === direction).map((run) => run.days));
  const before = runs.filter(
    (run) => run.direction === 1 && (scenario.crashDay === undefined || run.to < scenario.crashDay),
  );
  out["fund.limitUps"] = longest(1);
  out["fund.limitUpsBefore"] = before.length > 0 ? before[before.length - 1].days : 0;
  out["fund.limitDowns"] = longest(-1);
  out["fund.premiumPeak"] = highest(result.world.premium);
  out["fund.premiumEnd"] = path ? path.end : null;
  out["fund.worstRevaluation"] = path ? path.worstRevaluation : null;
  out["fund.worstRevaluationTime"] =
    path && path.worstRevaluationStep >= 0 ? new Date(result.time[path.worstRevaluationStep]).toISOString() : null;
  for (const { day, premium } of path?.days ?? []) out[`fund.premium.${day.date}`] = premium;
}

/** How each venue was locked at its lower limit, by day, and how far metal stood above the main venue's price then. */
function lockFigures(result: RunResult, scenario: SummaryScenario, out: Figures): void {
  const main = result.venues.find((venue) => venue.name === scenario.main);
  for (const venue of result.venues) {
    const { number, minutes, locked } = haltedTime(result, venue);
    out[`${venue.name}.halts`] = number;
    out[`${venue.name}.haltedMinutes`] = minutes;
    out[`${venue.name}.lockedMinutes`] = locked;
    const days = tradingDays(result, venue, scenario.venues[venue.name].zone);
    days.forEach((day, d) => {
      const lock = lowerLock(result, venue, day);
      if (!lock) return;
      const { minutes, queue, filled, steps } = lock;
      out[`${venue.name}.lockedMinutes.${day.date}`] = minutes;
      out[`${venue.name}.limitQueue.${day.date}`] = queue;
      out[`${venue.name}.limitFilled.${day.date}`] = queue > 0 ? filled / (filled + queue) : null;
      if (main && main !== venue && venue.unit !== "share") {
        const from = days[Math.max(0, d - 5)].first;
        out[`${venue.name}.overWorld.${day.date}`] = distortion(result, venue, main, from, steps);
      }
    });
  }
}

/** What the main venue did between each leak and the publication of the news that had leaked. */
function leakFigures(result: RunResult, scenario: SummaryScenario, out: Figures): void {
  const main = result.venues.find((venue) => venue.name === scenario.main);
  const leak = result.events.find((event) => event.kind === "leak");
  const news = leak && result.events.find((event) => event.kind === "news" && event.time > leak.time);
  if (!main || !leak || !news) return;
  const at = (time: number): number => main.mid[Math.max(0, stepAt(result.time, time))];
  out[`${main.name}.leakMove`] = at(news.time - 1) / at(leak.time - 1) - 1;
}

/** Highest value of a series, at any moment; NaN when it has none. */
function highest(series: Float64Array): number {
  let best = Number.NaN;
  for (const value of series) if (!(value <= best)) best = Number.isNaN(value) ? best : value;
  return best;
}

function forcedFigures(result: RunResult, scenario: SummaryScenario, out: Figures): void {
  const { liquidations, killMatrix, waterfalls } = result;
  const accounts = new Set<number>();
  for (const member of liquidations.member) accounts.add(member);
  out["liquidations.episodes"] = liquidations.member.length;
  out["liquidations.accounts"] = accounts.size;
  out["liquidations.generations"] = liquidations.generation.reduce((max, g) => Math.max(max, g), 0);
  const main = result.venues.findIndex((venue) => venue.name === scenario.main);
  let lots = 0;
  for (let i = 0; i < liquidations.member.length; i++)
    if (liquidations.venue[i] === main) lots += liquidations.closed[i];
  out["liquidations.mainLots"] = lots;
  for (const { venue } of waterfalls) {
    const { all } = liquidationCosts(
      result,
      result.venues.findIndex(({ name }) => name === venue),
    );
    for (const [figure, value] of Object.entries(all)) out[`liquidations.${venue}.${figure}`] = value;
  }
  let total = 0;
  let byForced = 0;
  killMatrix.killers.forEach(({ cause }, k) => {
    for (let v = 0; v < killMatrix.victims.length; v++) {
      const loss = killMatrix.loss[v * killMatrix.killers.length + k];
      total += loss;
      if (cause === "margin-call" || cause === "position-limit") byForced += loss;
    }
  });
  const tree = cascadeTree(result);
  const fall = tree && main >= 0 ? forcedFall(result, tree, main) : null;
  const peak = tree && main >= 0 ? branchingPeak(branching(liquidations, tree, main)) : null;
  out["cascade.forcedShareOfFall"] = fall ? fall.forcedShare : null;
  out["cascade.branchingRatioPeak"] = peak ? peak.ratio : null;
  out["cascade.meanGeneration"] = tree && main >= 0 ? meanGeneration(liquidations, tree, main) : null;
  out["killMatrix.loss"] = tree === null ? null : total;
  out["killMatrix.forcedShare"] = total > 0 ? byForced / total : null;
  for (const { venue, layers } of waterfalls) {
    for (const { layer, used } of layers) out[`waterfall.${venue}.${layer}`] = used;
  }
}

function worldFigures(result: RunResult, out: Figures): void {
  const { world } = result;
  const steps = result.time.length;
  const extreme = (series: Float64Array, sign: number): number => {
    let best = Number.NaN;
    for (let i = 0; i < steps; i++)
      if (!(sign * series[i] <= sign * best)) best = Number.isNaN(series[i]) ? best : series[i];
    return best;
  };
  out["world.fairValueStart"] = world.fairValue[0];
  out["world.fairValuePeak"] = extreme(world.fairValue, 1);
  out["world.fairValueEnd"] = world.fairValue[steps - 1];
  out["world.goldSilverLow"] = extreme(world.goldSilver, -1);
  out["world.oiOverStockPeak"] = extreme(world.oiOverStock, 1);
  out["world.attentionPeak"] = extreme(world.attention, 1);
  out["world.rsiPeak"] = extreme(world.rsi, 1);
  out["world.floatLow"] = extreme(world.floatT, -1);
  out["world.etfChange"] = world.etfT[steps - 1] / world.etfT[0] - 1;
}
