import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import { drawPng } from "./png.ts";

/** What the thread answers to the SVG of the same `job`. */
export interface PngAnswer {
  readonly job: number;
  /** The picture, or why there is none. */
  readonly png: Uint8Array | null;
  readonly error: string;
}

// A picture's pixels (some 15 MB) are native memory that V8 does not see: collected by hand, or all of them pile up.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

parentPort?.on("message", async ({ job, svg }: { job: number; svg: string }) => {
  try {
    const png = await drawPng(svg);
    parentPort?.postMessage({ job, png, error: "" } satisfies PngAnswer);
  } catch (error) {
    parentPort?.postMessage({ job, png: null, error: String(error) } satisfies PngAnswer);
  }
  collect();
});
