/** All kinds of population. A new one is one new file and one line here. */
import { z } from "zod";
import { distribution } from "../core/distribution.ts";
import { duration } from "../core/quantity.ts";
import { authorizedParticipants } from "./authorized-participants.ts";
import { commercials } from "./commercials.ts";
import { cornerers } from "./cornerers.ts";
import { crossVenueArbitrage } from "./cross-venue-arbitrage.ts";
import { crossoverTraders } from "./crossover-traders.ts";
import { cryptoTraders } from "./crypto-traders.ts";
import { earlyLongs } from "./early-longs.ts";
import { etfHolders } from "./etf-holders.ts";
import { fcnAgents } from "./fcn-agents.ts";
import { havenInvestors } from "./haven-investors.ts";
import { hoarders } from "./hoarders.ts";
import { indexArbitrageurs } from "./index-arbitrageurs.ts";
import { industrialUsers } from "./industrial-users.ts";
import { learningTraders } from "./learning-traders.ts";
import { leveragedEtfs } from "./leveraged-etfs.ts";
import { leveragedLongs } from "./leveraged-longs.ts";
import { lofArbitrage } from "./lof-arbitrage.ts";
import { lofManager } from "./lof-manager.ts";
import { marketMakers } from "./market-makers.ts";
import { noiseTraders } from "./noise-traders.ts";
import { operators } from "./operators.ts";
import { passingTraders } from "./passing-traders.ts";
import type { PopulationKind } from "./population.ts";
import { povMakers } from "./pov-makers.ts";
import { randomAgents } from "./random-agents.ts";
import { ratioTraders } from "./ratio-traders.ts";
import { retailLof } from "./retail-lof.ts";
import { stopPrograms } from "./stop-programs.ts";
import { trendFollowers } from "./trend-followers.ts";
import { valueBuyers } from "./value-buyers.ts";

const KINDS = [
  marketMakers,
  noiseTraders,
  valueBuyers,
  leveragedLongs,
  earlyLongs,
  commercials,
  trendFollowers,
  stopPrograms,
  leveragedEtfs,
  crossVenueArbitrage,
  ratioTraders,
  industrialUsers,
  hoarders,
  cornerers,
  retailLof,
  lofArbitrage,
  lofManager,
  etfHolders,
  authorizedParticipants,
  havenInvestors,
  cryptoTraders,
  operators,
  randomAgents,
  fcnAgents,
  indexArbitrageurs,
  passingTraders,
  learningTraders,
  crossoverTraders,
  povMakers,
] as unknown as readonly PopulationKind<z.ZodObject>[];

/** Kinds by name. */
export const populationKinds: ReadonlyMap<string, PopulationKind<z.ZodObject>> = new Map(
  KINDS.map((kind) => [kind.kind, kind]),
);

/** Keys that every population has. */
const common = {
  members: z.number().int().positive().max(20_000_000).meta({ description: "how many members" }),
  latency: duration().prefault("0s").meta({ description: "what they see of prices is this old" }),
  mechanism: z.string().meta({ reference: "mechanism" }).optional().meta({
    description: "the mechanism they are: `--without` that mechanism they hold what they have and do nothing",
  }),
  payDelay: distribution.optional().meta({
    description:
      "minutes a member needs to pay in after a margin call; 0, unless given: a standing order, drawn before anyone is called",
  }),
  payWillingness: distribution
    .optional()
    .meta({ description: "share of its free money that a member will pay in on a call, 0 to 1 (1 unless given)" }),
};

/** One population of a scenario, told apart by its `kind`. */
export const populationConfig = z.discriminatedUnion(
  "kind",
  KINDS.map((kind) =>
    kind.config
      .safeExtend({ kind: z.literal(kind.kind).meta({ description: kind.about }), ...common })
      .meta({ title: kind.kind, description: kind.about }),
  ) as unknown as [z.ZodObject, ...z.ZodObject[]],
);

const shared = z.object(common);
/** What all populations have; their own keys are known to their kind. */
export type PopulationConfig = z.output<typeof shared> & { readonly kind: string };
