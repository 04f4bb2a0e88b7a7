/** The canonical text of a resolved scenario, and the hash that names its runs. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export { deepFreeze } from "../core/freeze.ts";

/**
 * A scenario as plain JSON: undefined values left out, numbers that JSON cannot hold (Infinity) as text. The order of
 * keys is the schema's, and for names that the author chose (venues, populations) the author's: that order numbers
 * them and so belongs to what is simulated. Throws a TypeError for anything but plain values.
 */
export function plainJson(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== "object") throw new TypeError(`a scenario cannot hold a ${typeof value}`);
  const out: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) if (one !== undefined) out[key] = plainJson(one);
  return out;
}

/**
 * First 8 hexadecimal digits of the SHA-256 of a resolved scenario and the engine's version. The seed is left out: it
 * stands in a run's name beside the hash, so that runs which differ by seed alone share the hash.
 */
export function scenarioHash(resolved: unknown, version: string): string {
  const { seed: _, ...rest } = resolved as Record<string, unknown>;
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([version, rest])))).slice(0, 8);
}
