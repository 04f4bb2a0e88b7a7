import { z } from "zod";
import { defineShock } from "./shock.ts";

/** Operator-defined: calls a function that a program gave to `simulate({operators})` under this name. */
export const operator = defineShock({
  kind: "operator",
  about: "calls an operator-defined function given to simulate() by name",
  config: z.strictObject({
    operator: z.string(),
    parameters: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
  }),
  apply(config, world) {
    world.operator(config.operator)(world, config.parameters);
  },
});
