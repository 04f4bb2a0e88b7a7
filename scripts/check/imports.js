/** The import rule: downward only, results read by their types alone, and nothing of Node where the engine lives. */
import { builtinModules } from "node:module";
import ts from "typescript";
import { isPure, problem, resolve } from "./sources.js";

/** What each folder may import besides itself. Downward: cli, experiment, scenario, engine, agents, clearing, market, orderbook, core. */
const ENGINE = ["core", "orderbook", "market", "assets", "clearing", "agents"];
const MAY_IMPORT = {
  core: [],
  orderbook: ["core"],
  market: ["core", "orderbook"],
  assets: ["core", "orderbook"],
  clearing: ["core", "orderbook", "market", "assets"],
  agents: ["core", "orderbook", "market", "assets", "clearing"],
  // simulate() ends with the summary, a pure function of the result; analysis itself sees only the result's types.
  engine: [...ENGINE, "analysis"],
  scenario: [...ENGINE, "engine", "analysis"],
  analysis: ["core"],
  charts: ["core", "analysis"],
  experiment: [...ENGINE, "engine", "scenario", "analysis", "charts"],
  cli: [...ENGINE, "engine", "scenario", "analysis", "charts", "experiment"],
  index: [...ENGINE, "engine", "scenario", "analysis", "experiment"],
};

/** What a folder may import by `import type` only: [folder, path under src that begins so]. */
const TYPES_ONLY = [
  ["assets", "src/market/"],
  ["clearing", "src/agents/desk.ts"],
  ["analysis", "src/engine/result.ts"],
  ["charts", "src/engine/result.ts"],
  ["agents", "src/engine/result.ts"],
];

/** Packages that the pure folders may use: each runs in a browser. */
const PURE_PACKAGES = ["@noble/hashes", "seedrandom", "zod", "vega-lite", "vega"];

const NODE_GLOBALS = new Set(["process", "Buffer", "__dirname", "__filename", "require", "setImmediate"]);

/** @param {import("./sources.js").Source[]} sources @returns {string[]} */
export function checkImports(sources) {
  return sources.flatMap((source) => [
    ...importsOf(source).flatMap((found) => judge(source, found)),
    ...(isPure(source) ? nodeGlobals(source) : []),
  ]);
}

/** Every import, export-from and dynamic import. @param {import("./sources.js").Source} source */
function importsOf(source) {
  /** @type {{ node: ts.Node, specifier: string, typeOnly: boolean }[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      const typeOnly = ts.isImportDeclaration(node) ? onlyTypes(node.importClause) : node.isTypeOnly;
      found.push({ node, specifier: /** @type {ts.StringLiteral} */ (node.moduleSpecifier).text, typeOnly });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) found.push({ node, specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** @param {ts.ImportClause | undefined} clause */
function onlyTypes(clause) {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings } = clause;
  if (clause.name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

/** @param {import("./sources.js").Source} source @param {{ node: ts.Node, specifier: string, typeOnly: boolean }} found */
function judge(source, { node, specifier, typeOnly }) {
  const target = resolve(source, specifier);
  if (target === null) return judgePackage(source, node, specifier, typeOnly);
  const folder = target.split("/").length > 2 ? target.split("/")[1] : "index";
  if (folder === source.folder) return [];
  const allowed = MAY_IMPORT[/** @type {keyof typeof MAY_IMPORT} */ (source.folder)];
  if (!allowed) return [problem(source, node, `the folder ${source.folder} has no place in the import order`)];
  if (allowed.includes(folder)) return [];
  const asType = TYPES_ONLY.some(([from, path]) => from === source.folder && target.startsWith(path));
  if (asType && typeOnly) return [];
  if (asType) return [problem(source, node, `${target} may be imported here by \`import type\` only`)];
  const list = allowed.length > 0 ? allowed.join(", ") : "nothing else";
  return [problem(source, node, `${source.folder} may not import ${target}: imports run downward (${list})`)];
}

/** @param {import("./sources.js").Source} source @param {ts.Node} node @param {string} specifier @param {boolean} typeOnly */
function judgePackage(source, node, specifier, typeOnly) {
  if (!isPure(source)) return [];
  const bare = specifier.replace(/^node:/, "");
  if (specifier.startsWith("node:") || builtinModules.includes(bare.split("/")[0]))
    return [problem(source, node, `${specifier} is Node's own: this folder runs in a browser too`)];
  const known = PURE_PACKAGES.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return known || typeOnly ? [] : [problem(source, node, `the package ${specifier} is not known to run in a browser`)];
}

/** Uses of Node's globals as values. @param {import("./sources.js").Source} source */
function nodeGlobals(source) {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node) && NODE_GLOBALS.has(node.text) && isFreeName(node))
      found.push(problem(source, node, `\`${node.text}\` is Node's own: this folder runs in a browser too`));
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** Whether an identifier stands for a variable of the outside, not for a member, key or declaration. @param {ts.Identifier} node */
function isFreeName(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  const names = "name" in parent && parent.name === node;
  const member = "propertyName" in parent && parent.propertyName === node;
  return !names && !member && !ts.isQualifiedName(parent) && !ts.isTypeReferenceNode(parent);
}
