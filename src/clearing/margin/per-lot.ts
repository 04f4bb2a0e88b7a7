/** Money per lot, as most houses announce it in quiet times; a fraction of notional at each settlement. */
import { z } from "zod";
import { positive } from "../../core/quantity.ts";
import { levelKeys } from "./level.ts";
import { toolKeys } from "./tools/registry.ts";

export const perLotConfig = z.strictObject({
  kind: z.literal("per-lot"),
  amount: positive().meta({ description: "Maintenance margin per lot in the venue's currency" }),
  ratio: levelKeys.ratio,
  ...toolKeys,
});
