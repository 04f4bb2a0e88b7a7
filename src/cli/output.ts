/** Long answers on standard output, no faster than its reader takes them. */
import { once } from "node:events";

/** Writes to standard output; resolves when there is room for more. */
export async function writeOut(data: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(data)) await once(process.stdout, "drain");
}
