/** Says when a Redis goes away and when it is back. */
import type { Redis } from "ioredis";

/**
 * Tells `note` once for each time that the connection is lost and once when it stands again; returns what ends the watch.
 * A connection that ends because we close it is to be unwatched first.
 */
export function watchPresence(redis: Redis, shown: string, note: (text: string) => void): () => void {
  let away = false;
  const lost = () => {
    if (!away) note(`the Redis at ${shown} is away; waiting for it`);
    away = true;
  };
  const found = () => {
    if (away) note(`the Redis at ${shown} is back`);
    away = false;
  };
  redis.on("close", lost);
  redis.on("ready", found);
  return () => {
    redis.off("close", lost);
    redis.off("ready", found);
  };
}
