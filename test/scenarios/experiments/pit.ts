/** What the experiments in the futures market of `markets/pit.yaml` share. */
import type { Dose, Response } from "../dose-response.ts";
import { summary } from "../figures.ts";

export const PIT = "test/scenarios/markets/pit.yaml";

/** The day before the news, the moment of the news, and the end of the day, in New York. */
export const QUIET = "2026-01-29T08:00-05:00";
export const NEWS = "2026-01-30T10:00-05:00";
export const CLOSE = "2026-01-30T16:58-05:00";

/** The market's own shock, for experiments that list shocks anew. */
export const BAD_NEWS =
  "{ kind: news, name: bad-news, at: 2026-01-30T10:00 America/New_York, size: -0.1, absorption: 20m }";

/** Lowest price of the day of the news over the settlement before it. */
export const fallToLow: Response = summary("pit.fallToLow", "lowest price of the day over the settlement before");

export const withoutForced: Dose = { name: "without", without: ["forced-liquidation"] };
