/** News, rumours, and what a market makes of them. */
import type { Experiment } from "../dose-response.ts";
import { move, valueAt, worldAt } from "../figures.ts";
import { CLOSE, fallToLow, NEWS, PIT, withoutForced } from "./pit.ts";

const badNews = (size: number, more = "") =>
  `shocks=[{ kind: news, name: bad-news, at: 2026-01-30T10:00 America/New_York, size: ${size}, absorption: 20m${more} }]`;

export const news: readonly Experiment[] = [
  {
    facts: ["M11"],
    claim: "the larger the news, the deeper the fall",
    files: ["src/engine/shocks/news.ts", "src/assets/fair-value.ts"],
    parameter: "news `size`",
    scenario: PIT,
    doses: [0, -0.03, -0.1].map((size) => ({ name: `${100 * size}%`, set: [badNews(size)] })),
    response: fallToLow,
    direction: "falls",
    least: 0.1,
  },
  {
    facts: ["M11"],
    claim: "the more of it leaks, the more the price moves before it is published",
    files: ["src/engine/shocks/news.ts", "src/assets/fair-value.ts"],
    parameter: "news `leak.share`",
    scenario: PIT,
    set: ["populations.longs.members=300"],
    doses: [0, 0.3, 0.6].map((share) => ({
      name: `${100 * share}%`,
      set: [badNews(-0.1, `, leak: { share: ${share}, lead: 3h }`)],
    })),
    response: move("pit", "2026-01-30T09:58-05:00", "2026-01-30T12:58-05:00", "move from leak to publication"),
    direction: "falls",
    least: 0.02,
  },
  {
    facts: ["M11"],
    claim: "margin calls amplify it: the price falls farther than value does",
    files: ["src/clearing/liquidation-desk.ts"],
    parameter: "`--without forced-liquidation`",
    scenario: PIT,
    doses: [withoutForced, { name: "with" }],
    response: {
      name: "largest fall of the price below its start over that of value",
      unit: "x",
      of: (r) => {
        const start = valueAt(r, "pit", "mid", NEWS);
        let low = start;
        for (const mid of r.venues[0].mid) if (mid < low) low = mid;
        return Math.log(low / start) / Math.log(worldAt(r, "fairValue", CLOSE) / worldAt(r, "fairValue", NEWS));
      },
    },
    direction: "rises",
    least: 0.5,
  },
];
