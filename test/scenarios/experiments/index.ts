/** All experiments, by subject: a new subject is one new file and one line here. */
import type { Experiment } from "../dose-response.ts";
import { corner } from "./corner.ts";
import { crowding } from "./crowding.ts";
import { liquidity } from "./liquidity.ts";
import { margin } from "./margin.ts";

export const experiments = { corner, crowding, margin, liquidity } satisfies Record<string, readonly Experiment[]>;

export type Subject = keyof typeof experiments;
