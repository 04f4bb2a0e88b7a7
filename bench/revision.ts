/** Another revision of this repository, checked out and built beside this one, and taken away again whatever happens. */
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Revision {
  readonly commit: string;
  /** Where it is built. */
  readonly root: string;
  /** Takes it away; may be called twice. */
  remove(): void;
}

/** The commit that a name stands for; null when git knows none. */
export function commitOf(name: string, root: string): string | null {
  const args = ["-C", root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/** Checks a commit out into a temporary worktree, with this tree's packages. It is not built yet. */
export function checkOut(commit: string, root: string): Revision {
  const directory = mkdtempSync(join(tmpdir(), "stampede-revision-"));
  const tree = join(directory, "tree");
  const remove = (): void => {
    spawnSync("git", ["-C", root, "worktree", "remove", "--force", tree], { stdio: "ignore" });
    rmSync(directory, { recursive: true, force: true });
    spawnSync("git", ["-C", root, "worktree", "prune"], { stdio: "ignore" });
  };
  try {
    execFileSync("git", ["-C", root, "worktree", "add", "--detach", "--quiet", tree, commit], { stdio: "pipe" });
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  } catch (error) {
    remove();
    throw error;
  }
  return { commit, root: tree, remove };
}

/** Compiles it; `stop` ends the compiler. Rejects when it finds fault. */
export function build({ root }: Revision, stop: AbortSignal): Promise<void> {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", join(root, "tsconfig.build.json")];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { signal: stop, killSignal: "SIGKILL" }, (error, stdout) => {
      if (error === null) resolve();
      else reject(new Error(`it does not compile: ${stdout.split("\n")[0]}`));
    });
  });
}
