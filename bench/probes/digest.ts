/** A digest of a run's prices and volumes: two builds that are compared must agree in it, or they do different work. */
import { createHash } from "node:crypto";
import type { RunResult } from "stampede-sim";

export function digest({ operations, venues }: RunResult): string {
  const hash = createHash("sha256").update(String(operations));
  for (const { close, mid, volume } of venues)
    for (const column of [close, mid, volume])
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest("hex").slice(0, 12);
}
