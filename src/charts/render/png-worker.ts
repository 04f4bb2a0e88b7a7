import { parentPort } from "node:worker_threads";
import { drawPng } from "./png.ts";

/** What the thread answers to the SVG of the same `job`. */
export interface PngAnswer {
  readonly job: number;
  /** The picture, or why there is none. */
  readonly png: Uint8Array | null;
  readonly error: string;
}

parentPort?.on("message", async ({ job, svg }: { job: number; svg: string }) => {
  try {
    const png = await drawPng(svg);
    parentPort?.postMessage({ job, png, error: "" } satisfies PngAnswer);
  } catch (error) {
    parentPort?.postMessage({ job, png: null, error: String(error) } satisfies PngAnswer);
  }
});
