/** The silver scenario for tests: whole, or with fewer members and a shorter clock. */
import { createHash } from "node:crypto";
import type { Scenario } from "../../src/engine/config.ts";
import type { RunResult } from "../../src/engine/result.ts";
import { deepFreeze, loadScenario } from "../../src/scenario/index.ts";

const PATH = new URL("../../configs/silver-2026.yaml", import.meta.url).pathname;

export interface SilverOptions {
  /** Divide every population's members by this (at least 2 are left). */
  readonly thin?: number;
  readonly start?: string;
  readonly end?: string;
  readonly set?: readonly string[];
  readonly without?: readonly string[];
}

export async function silver(options: SilverOptions = {}): Promise<Scenario> {
  const { scenario } = await loadScenario(PATH, { set: options.set ?? [], without: options.without ?? [] });
  const thin = options.thin ?? 1;
  const populations = Object.fromEntries(
    Object.entries(scenario.populations).map(([name, population]) => [
      name,
      {
        ...population,
        members: population.members < 50 ? population.members : Math.max(2, Math.round(population.members / thin)),
      },
    ]),
  );
  const { clock } = scenario;
  const end = options.end === undefined ? clock.end : Date.parse(options.end);
  return deepFreeze({ ...scenario, populations, clock: { ...clock, end } });
}

/** SHA-256 of everything that a run yields. */
export function fingerprint(result: RunResult): string {
  const hash = createHash("sha256");
  const feed = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    else if (Array.isArray(value)) value.forEach(feed);
    else if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        hash.update(key);
        feed(part);
      }
    } else hash.update(String(value));
  };
  feed(result);
  return hash.digest("hex");
}
