/** Times the command `stampede` as a shell does. */
import { spawnSync } from "node:child_process";

/** Runs `stampede WORDS` of the build in `root`: elapsed and processor time, ms. Throws when it fails. */
export function timeCommand(root: string, words: readonly string[]): { readonly wall: number; readonly cpu: number } {
  // The shell's clock, since Node does not tell what a child has used; its last line is what `time` says.
  const script = 'TIMEFORMAT="%R %U %S"; time "$@"';
  const node = [process.execPath, "--single-threaded-gc", `${root}/bin/stampede.js`];
  const { stderr, status } = spawnSync("bash", ["-c", script, "bash", ...node, ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`stampede ${words.join(" ")} failed: ${stderr}`);
  const [wall = 0, user = 0, system = 0] = stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
  return { wall: 1000 * wall, cpu: 1000 * (user + system) };
}
