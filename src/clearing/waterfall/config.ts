/** Who bears what a defaulter owes: what a scenario may write under `clearing.<venue>.waterfall`. Money is in the venue's currency. */
import { z } from "zod";
import { count, fraction, nonNegative, populationName } from "../../core/quantity.ts";
import { WATERFALL_LAYERS, type WaterfallLayer } from "../../core/waterfall-layer.ts";

/** What a scenario may order: what nobody covers is always what is left. */
const ORDERED = WATERFALL_LAYERS.slice(0, -1) as Exclude<WaterfallLayer, "uncovered">[];
/** CME's base waterfall with a broker between the account and the house. */
const USUAL: readonly WaterfallLayer[] = Object.freeze(WATERFALL_LAYERS.slice(0, 7));

const cover = z.strictObject({
  moves: z
    .array(fraction(-0.95, 5))
    .min(1)
    .meta({ description: "Extreme but plausible moves of the price from the mark, such as [-25%, 25%]" }),
  defaults: count()
    .min(1)
    .max(100)
    .default(2)
    .meta({ description: "How many members fail at once: those with the largest losses beyond their equity" }),
  least: nonNegative().default(0).meta({ description: "The fund is never smaller" }),
});

export const waterfallConfig = z
  .strictObject({
    order: z.array(z.enum(ORDERED)).optional().meta({
      description:
        "The layers in the order in which they bear a loss, account-margin first; account-margin, account-wallet, broker-capital, default-fund-share, house-stake, mutual-fund, assessment unless given",
    }),
    recourse: fraction().default(1).meta({ description: "Part of a defaulter's wallet that its broker gets hold of" }),
    brokerCapital: nonNegative()
      .default(50e6)
      .meta({ description: "What each broker can bear, in the venue's currency" }),
    defaultFundShare: nonNegative().default(50e6).meta({ description: "Each broker's share in the default fund" }),
    houseStake: nonNegative()
      .default(100e6)
      .meta({ description: "The house's own money, used before the survivors' (CME: 100 million USD)" }),
    mutualFund: nonNegative()
      .default(3.33e9)
      .meta({ description: "The survivors' default fund (CME at the end of 2016: 3.33 billion USD)" }),
    assessment: nonNegative().default(2.75).meta({
      description:
        "What survivors may be asked for beyond it in one default, as a multiple of the default fund (CME rule 802: 2.75)",
    }),
    assessmentTotal: nonNegative().default(5.5).meta({
      description: "The same for all defaults together, where `members` are assessed (CME rule 802: 5.5)",
    }),
    gainsHaircut: fraction().default(1).meta({
      description: "Largest part of winners' gains since the last settlement that the layer gains-haircut takes",
    }),
    secondStake: nonNegative().default(0).meta({ description: "The house's own money in the layer second-stake" }),
    members: z.array(populationName()).optional().meta({
      description:
        "Populations that clear directly: their accounts pay the default fund from their own money, pro rata to margin, and are the ones who can be assessed. Unless given, the survivors stand outside the model, with money endowed at the start",
    }),
    cover: cover.optional().meta({
      description: "The members' fund is sized by stressed losses instead of `mutualFund` (Cover-2)",
    }),
    review: count()
      .min(1)
      .default(20)
      .meta({ description: "Settlements after which the members' fund is sized and paid up anew" }),
  })
  .superRefine((config, context) => {
    const fault = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: "custom", path, message });
    const { order, members } = config;
    for (const [i, layer] of (order ?? []).entries())
      if ((order ?? []).indexOf(layer) < i) fault(["order", i], `"${layer}" stands twice`);
    if (order !== undefined && order[0] !== "account-margin")
      fault(["order"], "the defaulter's own margin bears its loss first: begin with account-margin");
    const layers = order ?? USUAL;
    const assessed = layers.includes("assessment");
    const nobody = "an assessment without members: name the populations that clear directly under `members`";
    if (members?.length === 0) fault(["members"], assessed ? nobody : "expected at least one population");
    else if (members === undefined && order !== undefined && assessed)
      fault(["order", order.indexOf("assessment")], nobody);
    if (members === undefined && config.cover !== undefined)
      fault(["cover"], "a fund that is sized by its members' stressed losses needs `members`");
    if (members !== undefined && assessed && !layers.includes("mutual-fund"))
      fault(["order"], "an assessment is a multiple of what members pay into the fund: mutual-fund must be a layer");
    if (members !== undefined && assessed && config.cover === undefined && config.mutualFund === 0)
      fault(["mutualFund"], "an assessment is a multiple of what members pay into the fund, which is nothing");
    if (config.assessmentTotal < config.assessment && members !== undefined)
      fault(["assessmentTotal"], "members cannot be asked for less in all than in one default");
    if (config.secondStake > 0 && !layers.includes("second-stake"))
      fault(["secondStake"], "no layer uses it: name second-stake in `order`");
  });
export type WaterfallConfig = z.output<typeof waterfallConfig>;

/** The layers of a waterfall in order, the uncovered rest last. */
export const layersOf = ({ order }: WaterfallConfig): readonly WaterfallLayer[] => [...(order ?? USUAL), "uncovered"];
