/** What the browser page runs, and Node beside it: a scenario's text in, its summary and a digest of every array out. */
import { parseScenario, simulate } from "../../src/browser.ts";

export interface Answer {
  readonly summary: Readonly<Record<string, number | string | null>>;
  readonly operations: number;
  /** FNV-1a over the bytes of every typed array of the result, in order. */
  readonly digest: string;
  readonly arrays: number;
}

export function answer(text: string, seed: number): Answer {
  const result = simulate(parseScenario(text).scenario, { seed });
  let hash = 0x811c9dc5;
  let arrays = 0;
  const visit = (node: unknown): void => {
    if (ArrayBuffer.isView(node)) {
      arrays++;
      for (const byte of new Uint8Array(node.buffer, node.byteOffset, node.byteLength))
        hash = Math.imul(hash ^ byte, 0x01000193);
    } else if (typeof node === "object" && node !== null) {
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(result);
  const { summary, operations } = result;
  return { summary, operations, digest: (hash >>> 0).toString(16), arrays };
}
