/** What a scenario says of retail in the LOF. Rates are per look of a member unless said otherwise. */
import { z } from "zod";
import { distribution } from "../core/distribution.ts";
import { fraction, nonNegative, positive } from "../core/quantity.ts";
import type { CommonConfig } from "./population.ts";

const fear = z
  .strictObject({
    falls: nonNegative()
      .default(2.5)
      .describe("for a unit of fall of silver since the fund was last valued, beyond `scare`"),
    scare: fraction().default(0.05).describe("fall of silver that frightens nobody"),
    limitDown: nonNegative().default(0.03).describe("while the shares are locked limit-down"),
    gloom: nonNegative().default(0.05).describe("at the crowd's deepest gloom"),
    distrust: nonNegative().default(0.25).describe("when nothing of the published value is trusted"),
    loss: nonNegative().default(0.04).describe("once the loss on a member's own cost is more than its nerve"),
    height: positive()
      .default(0.4)
      .describe(
        "premium at which all of this fear is felt; in proportion below, none at a discount; a fall of silver frightens at any",
      ),
    comfort: positive()
      .default(0.08)
      .describe("rise of silver since the fund was last valued that takes this fear away"),
  })
  .prefault({})
  .describe("what frightens holders");

const greed = z
  .strictObject({
    story: nonNegative()
      .default(1)
      .describe("at full attention in an even mood; doubled in full greed, none in full fear"),
    rises: nonNegative()
      .default(8)
      .describe("for a unit of rise of silver since the fund was last valued, at full attention"),
    limitUp: nonNegative().default(1).describe("while the shares are locked limit-up, at full attention"),
    scarcity: nonNegative()
      .default(1.3)
      .describe("added part of all greed while subscription is closed: no more shares will come"),
  })
  .prefault({})
  .describe("what draws buyers");

export const retailLofConfig = z.strictObject({
  money: distribution
    .prefault({ lognormal: [150_000, 1.2] })
    .describe("money of each member beside its shares; a member stands for many people"),
  shares: distribution
    .prefault({ lognormal: [70_000, 1.2] })
    .describe("shares of those who hold some when the run starts"),
  holders: fraction().default(0.6).describe("share of members who hold shares when the run starts"),
  savers: fraction().default(0.6).describe("share of holders and newcomers who buy for a fixed sum every day"),
  sum: distribution.prefault({ loguniform: [0.005, 0.05] }).describe("that sum, as a part of the member's first money"),
  tolerance: distribution
    .prefault({ lognormal: [0.3, 0.65] })
    .describe("premium over the published value that a member puts up with"),
  blindness: nonNegative().default(1.1).describe("how much more premium is put up with at full greed of the crowd"),
  nerve: distribution.prefault({ lognormal: [0.12, 0.5] }).describe("loss on its own cost (log) that a member stands"),
  looks: nonNegative().default(2).describe("times a trading day that a member looks when nobody talks"),
  busier: nonNegative().default(2).describe("how many times more often they look at full attention"),
  base: nonNegative().default(0.07).describe("rate at which an outsider enters without any story"),
  entry: nonNegative().default(0.65).describe("rate at which an outsider enters, per unit of greed"),
  add: nonNegative()
    .default(0.35)
    .describe("rate at which a holder buys more, as a part of the rate at which an outsider enters"),
  leave: nonNegative()
    .default(0.03)
    .describe("rate at which a holder sells for no reason of the story's; greed holds it back"),
  impatience: fraction().default(0.5).describe("chance at a look to take back an order that waits, limits apart"),
  lump: fraction()
    .default(0.5)
    .describe(
      "part of the money at hand that a purchase spends, the daily sum apart, and of the holding that a sale gives",
    ),
  profit: nonNegative()
    .default(0.3)
    .describe("rate at which a gain is taken, per unit of gain (log); greed holds it back"),
  stopMood: z.number().min(-1).max(1).default(-0.4).describe("mood below which daily buying stops"),
  hope: nonNegative()
    .default(1)
    .describe("rate at which the frightened leave the queue, per unit of rise of silver, once the limit is open"),
  relief: nonNegative()
    .default(0.3)
    .describe(
      "rate at which they leave it once the price is down to the value and silver does not fall; less above the value",
    ),
  eager: fraction()
    .default(0.5)
    .describe("share of orders that go for what is offered; the others wait for a better price"),
  slip: fraction().default(0.006).describe("how far through the mid the eager go at most"),
  distance: fraction().default(0.02).describe("mean distance from the mid at which the others wait"),
  fear,
  greed,
});

export type RetailLofConfig = z.output<typeof retailLofConfig> & CommonConfig;
