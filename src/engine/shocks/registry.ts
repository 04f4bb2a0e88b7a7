/** All kinds of shock. A new one is one new file and one line here. */
import { z } from "zod";
import { etfOutflow } from "./etf-outflow.ts";
import { fatFinger } from "./fat-finger.ts";
import { float } from "./float.ts";
import { halt } from "./halt.ts";
import { liquidationOnly } from "./liquidation-only.ts";
import { liquidityWithdrawal } from "./liquidity-withdrawal.ts";
import { margin } from "./margin.ts";
import { memberDefault } from "./member-default.ts";
import { narrative } from "./narrative.ts";
import { news } from "./news.ts";
import { operator } from "./operator.ts";
import { positionLimit } from "./position-limit.ts";
import { priceLimit } from "./price-limit.ts";
import { program } from "./program.ts";
import { revaluation } from "./revaluation.ts";
import { commonShock, type ShockKind } from "./shock.ts";
import { standingBids } from "./standing-bids.ts";
import { subscription } from "./subscription.ts";
import { velocityHalt } from "./velocity-halt.ts";

const KINDS: readonly ShockKind<z.ZodObject>[] = [
  news,
  margin,
  positionLimit,
  liquidationOnly,
  priceLimit,
  halt,
  velocityHalt,
  subscription,
  revaluation,
  etfOutflow,
  memberDefault,
  liquidityWithdrawal,
  float,
  narrative,
  fatFinger,
  program,
  standingBids,
  operator,
] as unknown as ShockKind<z.ZodObject>[];

/** Kinds by name. */
export const shockKinds: ReadonlyMap<string, ShockKind<z.ZodObject>> = new Map(KINDS.map((kind) => [kind.kind, kind]));

const variants = KINDS.map((kind) =>
  kind.config
    .safeExtend({ kind: z.literal(kind.kind).meta({ description: kind.about }), ...commonShock })
    .meta({ title: kind.kind, description: kind.about }),
);

/** One shock of a scenario, told apart by its `kind`. */
export const shockConfig = z.discriminatedUnion("kind", variants as unknown as [z.ZodObject, ...z.ZodObject[]]);

const common = z.object(commonShock);
/** What all shocks have; their own keys are known to their kind. */
export type ShockConfig = z.output<typeof common> & { readonly kind: string };
