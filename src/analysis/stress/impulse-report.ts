/** How the margin of every policy of a study answers to a step of volatility. */
import type { ImpulseResponse } from "../margin/index.ts";

export interface ImpulseReport {
  /** Standard deviation of daily returns before the step, and what it is multiplied by. */
  readonly volatility: number;
  readonly factor: number;
  readonly paths: number;
  /** In the order of the study. */
  readonly policies: readonly { readonly name: string; readonly title: string; readonly response: ImpulseResponse }[];
}
