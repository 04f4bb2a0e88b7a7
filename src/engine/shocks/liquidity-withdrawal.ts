import { z } from "zod";
import { duration, fraction, populationName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Market makers stay away for a while. */
export const liquidityWithdrawal = defineShock({
  kind: "liquidity-withdrawal",
  about: "a share of a market-making population pulls its quotes for a while",
  config: z.strictObject({ population: populationName(), share: fraction(), duration: duration() }),
  apply(config, world) {
    const until = world.time + config.duration;
    world.population(config.population).told?.({ kind: "withdraw-liquidity", share: config.share, until }, world.view);
    world.note("liquidity-withdrawal", config.population, `${Math.round(config.share * 100)}% of quotes pulled`);
  },
});
