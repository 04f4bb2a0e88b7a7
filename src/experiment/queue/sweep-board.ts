/**
 * Where coordinators say which sweeps there are and workers say which of them they refuse: what a queue of jobs has no
 * place for.
 */
import type { Redis } from "ioredis";
import { planKey, refusalsKey, SWEEPS, sweepKey } from "./keys.ts";
import { KEPT_SECONDS } from "./settings.ts";
import type { PackedPlan } from "./wire.ts";

/** A sweep as it is announced. */
export interface Announcement {
  readonly plan: string;
  readonly name: string;
  /** Engine version that its runs want. */
  readonly version: string;
}

/** A worker that takes no part in a sweep. */
export interface Refusal {
  /** Host and process. */
  readonly worker: string;
  readonly version: string;
}

/** Says that the sweep's coordinator lives, and stores its plan unless it stands. Holds for `seconds`. */
export async function announce(redis: Redis, sweep: Announcement, plan: PackedPlan, seconds: number): Promise<void> {
  const stands = await redis.expire(planKey(plan.id), KEPT_SECONDS);
  if (stands === 0) await redis.set(planKey(plan.id), Buffer.from(plan.bytes), "EX", KEPT_SECONDS);
  await redis.set(sweepKey(plan.id), JSON.stringify(sweep), "EX", seconds);
  await redis.sadd(SWEEPS, plan.id);
}

/** Says that its coordinator is gone; `finished`: and that nobody needs its plan any more. */
export async function withdraw(redis: Redis, plan: string, finished: boolean): Promise<void> {
  await redis.srem(SWEEPS, plan);
  await redis.del(sweepKey(plan), refusalsKey(plan), ...(finished ? [planKey(plan)] : []));
}

/** Sweeps whose coordinators live. */
export async function announced(redis: Redis): Promise<Announcement[]> {
  const plans = await redis.smembers(SWEEPS);
  if (plans.length === 0) return [];
  const texts = await redis.mget(plans.map(sweepKey));
  const gone = plans.filter((_, i) => texts[i] === null);
  if (gone.length > 0) await redis.srem(SWEEPS, ...gone);
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Announcement]));
}

/** Says that a worker refuses a sweep. Holds for `seconds`. */
export async function refuse(redis: Redis, plan: string, { worker, version }: Refusal, seconds: number): Promise<void> {
  await redis.hset(refusalsKey(plan), worker, version);
  await redis.expire(refusalsKey(plan), seconds);
}

/** Who refuses a sweep. */
export async function refusals(redis: Redis, plan: string): Promise<Refusal[]> {
  const found = await redis.hgetall(refusalsKey(plan));
  return Object.entries(found).map(([worker, version]) => ({ worker, version }));
}

/** What either side says when versions differ. */
export const versionsDiffer = (runs: string, wants: string): string =>
  `this worker runs ${runs}, the sweep wants ${wants}`;
