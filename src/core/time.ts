/** Time: milliseconds since 1970 UTC everywhere; local clocks only where a calendar or a person needs them. */

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:\d{2}|[A-Za-z]+(?:\/[A-Za-z_]+)+|UTC)$/;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let f = formatters.get(zone);
  if (!f) {
    f = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(zone, f);
  }
  return f;
}

/** Minutes that the zone's clock is ahead of UTC at that moment. Throws a RangeError for an unknown zone. */
export function zoneOffset(utc: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(utc)) part[type] = Number(value);
  const local = Date.UTC(part["year"], part["month"] - 1, part["day"], part["hour"], part["minute"], part["second"]);
  return Math.round((local - Math.floor(utc / 1000) * 1000) / MINUTE);
}

/** UTC of a local wall-clock moment; `local` is that moment written as if it were UTC. */
export function localToUtc(local: number, zone: string): number {
  const guess = local - zoneOffset(local, zone) * MINUTE;
  return local - zoneOffset(guess, zone) * MINUTE;
}

/** Whether this is a zone that this machine's tables know. */
export function isZone(zone: string): boolean {
  try {
    formatter(zone);
    return true;
  } catch {
    return false;
  }
}

/** Reads `2026-01-30T13:25-05:00`, `…Z` or `2026-01-30T13:25 America/New_York`; NaN when it is none of these. */
export function parseInstant(text: string): number {
  const match = INSTANT.exec(text.trim());
  if (!match) return Number.NaN;
  const [, y, mo, d, h, mi, s, zone] = match;
  const local = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s ?? 0));
  const check = new Date(local);
  if (check.getUTCMonth() !== Number(mo) - 1 || check.getUTCDate() !== Number(d)) return Number.NaN;
  if (zone === "Z" || zone === "UTC") return local;
  if (zone[0] === "+" || zone[0] === "-") {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
    return local - (zone[0] === "+" ? minutes : -minutes) * MINUTE;
  }
  return isZone(zone) ? localToUtc(local, zone) : Number.NaN;
}

/** `2026-01-30` and the like: the UTC day of `local`, a wall-clock moment written as if it were UTC. */
export function dayName(local: number): string {
  return new Date(local).toISOString().slice(0, 10);
}
