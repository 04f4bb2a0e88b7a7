/** All experiments, by subject: a new subject is one new file and one line here. */
import type { Experiment } from "../dose-response.ts";
import { corner } from "./corner.ts";
import { crowding } from "./crowding.ts";
import { delivery } from "./delivery.ts";
import { etf } from "./etf.ts";
import { fund } from "./fund.ts";
import { fundCrash } from "./fund-crash.ts";
import { gold } from "./gold.ts";
import { institutions } from "./institutions.ts";
import { liquidity } from "./liquidity.ts";
import { margin } from "./margin.ts";
import { metal } from "./metal.ts";
import { momentum } from "./momentum.ts";
import { news } from "./news.ts";
import { regions } from "./regions.ts";

export const experiments = {
  corner,
  crowding,
  delivery,
  etf,
  fund,
  "fund-crash": fundCrash,
  gold,
  institutions,
  liquidity,
  margin,
  metal,
  momentum,
  news,
  regions,
} satisfies Record<string, readonly Experiment[]>;

export type Subject = keyof typeof experiments;
