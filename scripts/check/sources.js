/** The source files under `src`, parsed, and how a problem in one is said. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";

/** @typedef {{ path: string, folder: string, tree: ts.SourceFile }} Source */

/** Folders whose code runs in a browser as it does in Node: nothing of Node, no clock, no randomness but the streams. */
const PURE = new Set(["core", "orderbook", "market", "clearing", "assets", "agents", "engine", "analysis"]);

/** All TypeScript files under `<root>/src`, in order of their paths. @param {string} root @returns {Source[]} */
export function readSources(root) {
  const top = join(root, "src");
  return readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.split(sep).join("/"))
    .sort()
    .map((name) => ({
      path: `src/${name}`,
      folder: name.includes("/") ? name.slice(0, name.indexOf("/")) : "index",
      tree: ts.createSourceFile(name, readFileSync(join(top, name), "utf8"), ts.ScriptTarget.Latest, true),
    }));
}

/** Whether the file belongs to the part that runs anywhere. @param {Source} source */
export const isPure = (source) => PURE.has(source.folder) || /^src\/charts\/(specs|sweep)\//.test(source.path);

/** Where a module specifier points, as a path under `src`; null for a package. @param {Source} source @param {string} specifier */
export function resolve(source, specifier) {
  if (!specifier.startsWith(".")) return null;
  return relative("/", join("/", source.path, "..", specifier))
    .split(sep)
    .join("/");
}

/** `src/a/b.ts:3:7  message`. @param {Source} source @param {ts.Node} node @param {string} message */
export function problem(source, node, message) {
  const { line, character } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}:${character + 1}  ${message}`;
}
