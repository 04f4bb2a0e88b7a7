/** Makes a venue from its configuration. */
import { Calendar } from "./calendar.ts";
import type { VenueConfig } from "./config.ts";
import { Venue } from "./venue.ts";
import { ZoneClock } from "./zone-clock.ts";

/**
 * The venue of that name, number `index` among the run's venues, for a run from `start` to `end` (ms UTC). Freezes
 * `config`. Throws a RangeError when sessions overlap or no trading day is near.
 */
export function createVenue(name: string, index: number, config: VenueConfig, start: number, end: number): Venue {
  deepFreeze(config);
  const calendar = new Calendar(config, start, end);
  return new Venue(name, index, config, calendar, new ZoneClock(config.zone, start, end), start);
}

function deepFreeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  for (const part of Object.values(value)) deepFreeze(part);
  Object.freeze(value);
}
