/** What a scenario says of the assets. */
import { z } from "zod";
import { attentionConfig } from "./attention.ts";
import { trustConfig } from "./etf-trust.ts";
import { fairValueConfig } from "./fair-value.ts";
import { fxConfig } from "./fx.ts";
import { goldConfig } from "./gold.ts";
import { fundConfig } from "./lof-config.ts";
import { metalConfig } from "./metal.ts";

export const assetsConfig = z
  .strictObject({
    fairValue: fairValueConfig,
    gold: goldConfig.prefault({}),
    fx: fxConfig.prefault({}),
    metal: metalConfig.prefault({}),
    attention: attentionConfig.prefault({}),
    fund: fundConfig.optional(),
    trust: trustConfig.optional(),
  })
  .meta({ description: "what the venues price" });

export type AssetsConfig = z.output<typeof assetsConfig>;
