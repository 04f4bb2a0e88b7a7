/** What a clearing house is made with. */
import type { RandomStream } from "../core/random.ts";
import type { ClearedVenue } from "./cleared-venue.ts";
import type { VenueClearingConfig } from "./config.ts";
import type { Episodes } from "./episodes.ts";
import type { Ledger } from "./ledger.ts";
import type { LossExplainer } from "./loss-explainer.ts";
import type { Owners } from "./owners.ts";
import type { RiskClassMembers } from "./risk-classes.ts";
import type { Payments } from "./waterfall/payments.ts";

export interface HouseParts {
  readonly venue: ClearedVenue;
  readonly index: number;
  readonly config: VenueClearingConfig;
  readonly ledger: Ledger;
  readonly owners: Owners;
  readonly episodes: Episodes;
  readonly payments: Payments;
  readonly explainer: LossExplainer;
  readonly populationOf: Uint16Array;
  /** Names, in the order of their numbers. */
  readonly populations: readonly string[];
  /** Who is asked for more, in the order of the configuration. */
  readonly riskClasses: readonly RiskClassMembers[];
  /** Draws the broker of a member, and whether it is of heightened risk. */
  readonly brokerOf: (member: number) => RandomStream;
  /** Draws the delays of breaches. */
  readonly delayStream: RandomStream;
  readonly start: number;
}
