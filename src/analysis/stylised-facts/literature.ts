/** What the literature gives for each figure. Where a source gives a word and no number, the number is ours and says so. */
import type { FactClaim } from "./fact.ts";

const CONT = "Cont 2001";
const RETEST = "re-test on the Dow 30, arXiv 2311.07738";
const BFL = "Bouchaud, Farmer & Lillo 2009, arXiv 0809.0822";

type Ends = readonly [low: number | null, high: number | null];

const claim = (
  key: string,
  label: string,
  [low, high]: Ends,
  source: string,
  more: Partial<Pick<FactClaim, "must" | "sure" | "trades">> = {},
): FactClaim => ({ key, label, low, high, source, sure: false, must: false, trades: false, ...more });

const MUST = { must: true };
const SURE = { must: true, sure: true };
const TRADES = { trades: true };

export const CLAIMS = {
  acfFirst: claim(
    "autocorrelation.first",
    "autocorrelation of returns, lag 1 min",
    [null, 0],
    `${CONT}: negative, by bounce`,
  ),
  acfThird: claim("autocorrelation.third", "autocorrelation of returns, lag 3 min", [-0.02, 0.02], RETEST, MUST),
  acfFlat: claim(
    "autocorrelation.flat",
    "share of lags 20-60 min without autocorrelation",
    [0.85, null],
    `${CONT}: insignificant beyond 20 min; the share is ours (95% expected by chance)`,
    MUST,
  ),
  hill: claim("tail.hill", "tail exponent (Hill)", [2, 5], CONT, MUST),
  kurtosis: claim("tail.kurtosis", "kurtosis at 1 min", [10, 1000], RETEST),
  skewness: claim(
    "asymmetry.skewness",
    "skewness at 1 min",
    [null, 0],
    `${CONT}: negative for indices, weak for single stocks`,
  ),
  tailRatio: claim(
    "asymmetry.tails",
    "1% loss quantile over 1% gain quantile",
    [1, null],
    `${CONT}: losses larger than gains`,
  ),
  drawdownRatio: claim(
    "asymmetry.drawdown",
    "deepest fall over highest rise",
    [1, null],
    `${CONT}: falls larger than rises`,
  ),
  gaussian: claim(
    "gaussianity.kurtosis",
    "excess kurtosis at 60 min over 1 min",
    [null, 1],
    `${CONT}: falls with the horizon`,
    SURE,
  ),
  gaussianKs: claim(
    "gaussianity.distance",
    "distance from normal at 60 min over 1 min",
    [null, 1],
    `${RETEST}: near normal from 20-60 min on`,
  ),
  fano: claim("intermittency.fano", "Fano factor of extreme minutes", [2.6, 4.7], RETEST, MUST),
  clusterHour: claim("clustering.hour", "autocorrelation of |r|, lag 1 hour", [0, null], `${CONT}: positive`, SURE),
  clusterDay: claim(
    "clustering.day",
    "autocorrelation of |r|, lag 1 trading day",
    [0, null],
    `${CONT}: positive for days`,
    SURE,
  ),
  clusterSquares: claim("clustering.squares", "autocorrelation of r², lag 1 hour", [0, null], `${CONT}: positive`),
  garch: claim(
    "conditional.kurtosis",
    "kurtosis after GARCH(1,1) over kurtosis before",
    [null, 1],
    `${CONT}: lower, tails still heavy`,
    MUST,
  ),
  garchTail: claim("conditional.heavy", "kurtosis after GARCH(1,1)", [3, null], `${CONT}: still above 3`, MUST),
  decay: claim("decay.slope", "decay exponent of the autocorrelation of |r|", [0.2, 0.4], CONT, MUST),
  dfa: claim("decay.dfa", "memory of |r| (DFA exponent)", [0.6, 0.8], CONT),
  leverage: claim(
    "leverage",
    "correlation of r with later r², to 30 min",
    [null, 0],
    `${CONT}: negative; not robust for single names`,
  ),
  volume: claim(
    "volume-volatility",
    "correlation of volume and |r|",
    [0.2, null],
    `${RETEST}: strongly positive in clock time; the 0.2 is ours`,
    SURE,
  ),
  timeScale: claim(
    "time-scales",
    "time-scale asymmetry (Zumbach)",
    [null, 0],
    `${RETEST}: negative for indices, not robust for stocks`,
  ),
  signs: claim(
    "orders.sign-memory",
    "decay exponent of order signs",
    [0.4, 0.7],
    `${BFL}: 0.57 to 0.6, about 0.5 elsewhere`,
    TRADES,
  ),
  sizes: claim(
    "orders.size-tail",
    "tail exponent of order sizes (Hill)",
    [1.3, 1.6],
    "Maslov & Mills 2001: 1.4; block trades 1.5",
    TRADES,
  ),
  single: claim(
    "impact.single",
    "exponent of single-order impact",
    [0.2, 0.5],
    `${BFL}: 0.5 for small sizes to 0.2 for large`,
    TRADES,
  ),
  meta: claim(
    "impact.meta",
    "exponent of meta-order impact",
    [0.4, 0.7],
    "square-root law; Almgren et al. 2005, Tóth et al. 2011",
    TRADES,
  ),
  prefactor: claim(
    "impact.prefactor",
    "Y of the square-root law",
    [1 / 3, 3],
    "Tóth et al. 2011: of order 1; a factor of 3 either side is ours",
    TRADES,
  ),
  spreadVolatility: claim(
    "spread.volatility",
    "spread over volatility per trade",
    [1.05, 2.4],
    "Wyart et al. 2008: 1.58 (68 Paris stocks); half of it either side is ours",
    TRADES,
  ),
  volatilityImpact: claim(
    "spread.volatility-impact",
    "volatility per trade over impact of a trade",
    [2.2, 5],
    "Wyart et al. 2008: 3.3 (sigma² = 10.9 R²); half of it either side is ours",
    TRADES,
  ),
  spreadImpact: claim(
    "spread.impact",
    "spread over impact of a trade",
    [1.9, 5],
    "Wyart et al. 2008: 2.86 Paris, 3.3 NYSE; half either side is ours",
    TRADES,
  ),
  amplification: claim(
    "response.amplification",
    "response after 1,000 orders over after one",
    [1, 4],
    "Bouchaud et al. 2004: about 2; a factor of 2 either side is ours",
    TRADES,
  ),
  recovery: claim(
    "spread.recovery",
    "decay exponent of the spread after a large order",
    [0.4, 0.5],
    `${BFL}: 0.4 to 0.5`,
    TRADES,
  ),
} as const satisfies Record<string, FactClaim>;

export type ClaimName = keyof typeof CLAIMS;
