/** What the silver scenario must show over many seeds. Each claim looks at all pairs of a run and its twin. */

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
};
const of = (key) => (pair) => pair.run[key];
const percent = (x) => `${(100 * x).toFixed(1)}%`;
const spread = (values, write = percent) =>
  `median ${write(median(values))}, ${write(Math.min(...values))} to ${write(Math.max(...values))}`;
const share = (pairs, holds) => pairs.filter(holds).length / pairs.length;

/** Every claim: what it says, the figures, and whether they bear it out. */
export const CLAIMS = [
  {
    says: "silver climbs through January on its own flows: at least 35% to its peak in the median seed",
    look: (pairs) => {
      const rises = pairs.map(of("comex.runUp"));
      return { figures: spread(rises), holds: median(rises) >= 0.35 };
    },
  },
  {
    says: "it tops out on or around the 29th: between the 27th and the 30th in nine seeds of ten",
    look: (pairs) => {
      const days = pairs.map(
        ({ run }) =>
          Number(run["comex.peakTime"].slice(8, 10)) + (run["comex.peakTime"].startsWith("2026-01") ? 0 : 31),
      );
      const near = days.filter((day) => day >= 27 && day <= 30).length / days.length;
      return { figures: `${percent(near)} of seeds`, holds: near >= 0.9 };
    },
  },
  {
    says: "it dips on the leak, before the nomination, in nine seeds of ten",
    look: (pairs) => {
      const dips = share(pairs, ({ run }) => run["comex.leakMove"] < 0);
      return {
        figures: `${percent(dips)} of seeds; move ${spread(pairs.map(of("comex.leakMove")), (x) => `${(100 * x).toFixed(2)}%`)}`,
        holds: dips >= 0.9,
      };
    },
  },
  {
    says: "it falls by at least 20% from settlement to settlement on the 30th in the median seed",
    look: (pairs) => {
      const falls = pairs.map(of("comex.fall"));
      return { figures: spread(falls), holds: median(falls) <= -0.2 };
    },
  },
  {
    says: "more than half of that fall happens inside three hours in the median seed",
    look: (pairs) => {
      const parts = pairs.map(of("comex.fallInThreeHours"));
      return { figures: spread(parts), holds: median(parts) > 0.5 };
    },
  },
  {
    says: "without forced liquidation the same seeds fall at most two thirds as far (median of the pairs)",
    look: (pairs) => {
      const ratios = pairs.map(({ run, twin }) => twin["comex.fall"] / run["comex.fall"]);
      return { figures: spread(ratios, (x) => x.toFixed(2)), holds: median(ratios) <= 2 / 3 };
    },
  },
  {
    says: "bid depth near the touch collapses by at least 80% in the worst hour (median of the seeds)",
    look: (pairs) => {
      const falls = pairs.map(of("comex.depthCollapse"));
      return {
        figures: `half of that hour: ${spread(falls)}; at worst: ${spread(pairs.map(of("comex.depthCollapseAtWorst")))}`,
        holds: median(falls) >= 0.8,
      };
    },
  },
  {
    says: "the fund goes limit-up before the halt and limit-down for several days after it (medians)",
    look: (pairs) => {
      const ups = pairs.map(of("fund.limitUpsBefore"));
      const downs = pairs.map(of("fund.limitDowns"));
      const write = (x) => `${x}`;
      return {
        figures: `up ${spread(ups, write)}; down ${spread(downs, write)} days`,
        holds: median(ups) >= 1 && median(downs) >= 3,
      };
    },
  },
  {
    says: "on those limit-down days a queue waits that hardly trades: less than half of it in the median day",
    look: (pairs) => {
      const parts = pairs.flatMap(({ run }) =>
        Object.keys(run)
          .filter((key) => key.startsWith("lof.limitFilled.2026-02") && !key.endsWith("_reported"))
          .map((key) => run[key]),
      );
      return {
        figures: `${parts.length} days; ${spread(parts)} traded`,
        holds: parts.length > 0 && median(parts) < 0.5,
      };
    },
  },
  {
    // The record: 46% on 27 January, 110% once the fund was valued anew, 29% on 6 February; the day after, buyers came back.
    says: "its premium first widens and then shrinks: by 6 February to less than half of its height",
    look: (pairs) => {
      const widens = share(
        pairs,
        ({ run }) =>
          run["fund.premiumPeak"] > run["fund.premium.2026-01-27"] &&
          run["fund.premium.2026-02-06"] < run["fund.premiumPeak"] / 2,
      );
      return {
        figures: `${percent(widens)} of seeds; at its highest ${spread(pairs.map(of("fund.premiumPeak")))}; on 6 February ${spread(pairs.map(of("fund.premium.2026-02-06")))}`,
        holds: widens >= 0.9,
      };
    },
  },
  {
    says: "its value falls in one step on 2 February, by more than the 17% that the exchange's rule alone allows",
    look: (pairs) => {
      const steps = pairs.map(of("fund.worstRevaluation"));
      const dated = share(pairs, ({ run }) => run["fund.worstRevaluationTime"].startsWith("2026-02-02"));
      return {
        figures: `${spread(steps)}; on that day in ${percent(dated)} of seeds`,
        holds: median(steps) < -0.17 && dated >= 0.9,
      };
    },
  },
  {
    says: "SHFE locks limit-down on 2 February below a still lower world price",
    look: (pairs) => {
      const minutes = pairs.map(of("shfe.lockedMinutes.2026-02-02"));
      const gaps = pairs.map(of("shfe.overWorld.2026-02-02"));
      return {
        figures: `locked ${spread(minutes, (x) => `${Math.round(x)} min`)}; above the world price by ${spread(gaps)}`,
        holds: median(minutes) >= 60 && median(gaps) > 0,
      };
    },
  },
];
