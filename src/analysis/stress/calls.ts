/** Margin calls of a run: how many, how they ended, how much was paid and how soon. */
import type { RunResult, VenueSeries } from "../../engine/result.ts";
import { quantile } from "../quantile.ts";
import type { Figures, StressTerms } from "./stress-terms.ts";

const MINUTE = 60_000;
/** Positions in CALL_OUTCOMES. */
const [PAID, RECOVERED, LATE, UNMET] = [1, 2, 3, 4];

/**
 * `calls.*` from the fork on: made, met by a payment, met by the price or a smaller position, too late, unmet otherwise (the
 * rest is open), and, beside them, what standing orders paid before anyone was called (`standing`, `standingMoney`); asked and paid in the venue's currency; minutes to meet, the median of those met by payment; the part of what
 * was asked that the five largest calls made.
 */
export function callFigures({ calls, venues }: RunResult, venue: VenueSeries, terms: StressTerms): Figures {
  const v = venues.indexOf(venue);
  const counts = new Float64Array(UNMET + 1);
  const minutes: number[] = [];
  const asked: number[] = [];
  let [made, paid, standing, standingMoney] = [0, 0, 0, 0];
  for (let i = 0; i < calls.member.length; i++) {
    if (calls.venue[i] !== v || calls.made[i] < terms.fork) continue;
    if (calls.outcome[i] === PAID && calls.ended[i] === calls.made[i]) {
      standing++;
      standingMoney += calls.paid[i];
      continue;
    }
    made++;
    paid += calls.paid[i];
    asked.push(calls.asked[i]);
    counts[calls.outcome[i]]++;
    if (calls.outcome[i] === PAID) minutes.push((calls.ended[i] - calls.made[i]) / MINUTE);
  }
  const total = asked.reduce((sum, one) => sum + one, 0);
  const largest = asked.sort((a, b) => b - a).slice(0, 5);
  return {
    "calls.made": made,
    "calls.paid": counts[PAID],
    "calls.recovered": counts[RECOVERED],
    "calls.late": counts[LATE],
    "calls.unmet": counts[UNMET],
    "calls.askedMoney": total,
    "calls.paidMoney": paid,
    "calls.standing": standing,
    "calls.standingMoney": standingMoney,
    "calls.minutesToPay": quantile(minutes, 0.5),
    "calls.topFive": total > 0 ? largest.reduce((sum, one) => sum + one, 0) / total : 0,
  };
}
