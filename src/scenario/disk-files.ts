/** Scenario files on disk (Node only). */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import type { SourceFiles } from "./extends.ts";

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  EACCES: "permission is denied",
  ENOTDIR: "a part of the path is not a directory",
};

export const diskFiles: SourceFiles = {
  read(file) {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new Error(REASONS[code ?? ""] ?? message);
    }
  },
  resolve(from, target) {
    return isAbsolute(target) ? normalize(target) : join(dirname(from), target);
  },
  beside(file) {
    const directory = dirname(file);
    try {
      return readdirSync(directory)
        .filter((name) => /\.ya?ml$/i.test(name))
        .sort()
        .map((name) => join(directory, name));
    } catch {
      return [];
    }
  },
};
