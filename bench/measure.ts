/** Runs probes in processes of their own. */
import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer, Subject } from "./subject.ts";

const PROBE = fileURLToPath(new URL("./probe.js", import.meta.url));

/** The process that measures now; killed when the benchmark is interrupted. */
let running: ChildProcess | null = null;

/** Ends what measures now, if anything does. */
export function stopMeasuring(): void {
  running?.kill("SIGKILL");
}

/** One round of a subject on the build in `root`. Rejects with what the probe said when it fails. */
export function measure({ probe, args, node = [] }: Subject, root: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const flags = ["--single-threaded-gc", "--expose-gc", ...node];
    const child = spawn(process.execPath, [...flags, PROBE, root, probe, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running = child;
    let out = "";
    let trouble = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      trouble += text;
    });
    child.on("error", reject);
    child.on("close", (status) => {
      running = null;
      const last = out.trim().split("\n").at(-1) ?? "";
      if (status === 0 && last.startsWith("{")) resolve(JSON.parse(last) as Answer);
      else reject(new Error(firstLine(trouble) || `the probe ended with ${status ?? "a signal"}`));
    });
  });
}

/** The line that names an error, without the stack about it. */
function firstLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /Error\b/.test(line)) ?? lines[0] ?? "").trim();
}
