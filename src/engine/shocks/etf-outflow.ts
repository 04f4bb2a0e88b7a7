import { z } from "zod";
import { duration, fraction, populationName } from "../../core/quantity.ts";
import { defineShock } from "./shock.ts";

/** Holders of the ETF leave: a share of their shares is sold over a while. */
export const etfOutflow = defineShock({
  kind: "etf-outflow",
  about: "a share of an ETF population's holdings is sold over a while",
  config: z.strictObject({ population: populationName(), share: fraction(), duration: duration() }),
  apply(config, world) {
    world
      .population(config.population)
      .told?.({ kind: "outflow", share: config.share, duration: config.duration }, world.view);
    world.note("etf-outflow", config.population, `outflow of ${Math.round(config.share * 1000) / 10}% of holdings`);
  },
});
