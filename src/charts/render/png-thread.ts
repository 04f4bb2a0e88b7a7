import { Worker } from "node:worker_threads";
import { drawPng } from "./png.ts";
import type { PngAnswer } from "./png-worker.ts";

interface Waiting {
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Draws PNGs beside the thread that draws SVGs: the two take about the same time. From the TypeScript sources, where the
 * worker's file does not exist, it draws in place.
 */
export class PngThread {
  private readonly worker: Worker | null;
  private readonly waiting = new Map<number, Waiting>();
  private jobs = 0;

  constructor() {
    this.worker = import.meta.url.endsWith(".ts") ? null : new Worker(new URL("./png-worker.js", import.meta.url));
    this.worker?.on("message", ({ job, png, error }: PngAnswer) => {
      const waiting = this.waiting.get(job);
      this.waiting.delete(job);
      if (png) waiting?.resolve(png);
      else waiting?.reject(new Error(`drawing a PNG failed: ${error}`));
    });
    this.worker?.on("error", (error) => this.fail(error as Error));
    this.worker?.on("exit", () => this.fail(new Error("the thread that draws PNGs ended")));
  }

  /** The PNG of an SVG; rejects when it cannot be drawn. */
  draw(svg: string): Promise<Uint8Array> {
    const { worker } = this;
    if (!worker) return drawPng(svg);
    const job = this.jobs++;
    return new Promise((resolve, reject) => {
      this.waiting.set(job, { resolve, reject });
      worker.postMessage({ job, svg });
    });
  }

  /** Ends the thread; what still waits is rejected. */
  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
