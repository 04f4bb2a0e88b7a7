/**
 * The determinism rule: what a run yields depends on scenario, seed and version alone. No clock, no hidden randomness,
 * no local time zone, no power function (its last bit differs between versions of V8). A line may say why it is
 * exempt: `// det-ok: reason`.
 */
import ts from "typescript";
import { isPure, problem } from "./sources.js";

/** Members of globals that may not be used, and what to use instead. */
const BANNED = {
  "Math.random": "use a stream of core/random.ts",
  "Math.pow": "use Math.exp(y * Math.log(x)) or repeated multiplication",
  "Date.now": "time is simulated: it comes with the step",
  "performance.now": "time is simulated: it comes with the step",
  "crypto.randomUUID": "use a stream of core/random.ts",
  "crypto.getRandomValues": "use a stream of core/random.ts",
};

/** Methods that answer in the machine's own zone or language. */
const LOCAL =
  /^(get|set)(Hours|Minutes|Seconds|Day|Date|Month|FullYear|Year)$|^getTimezoneOffset$|^toLocale|^to(Date|Time)String$/;

/** @param {import("./sources.js").Source[]} sources @returns {string[]} */
export function checkDeterminism(sources) {
  return sources.filter(isPure).flatMap((source) => {
    /** @type {string[]} */
    const found = [];
    /** @param {ts.Node} node */
    const visit = (node) => {
      const message = complaint(node);
      if (message && !isExempt(source, node)) found.push(problem(source, node, message));
      ts.forEachChild(node, visit);
    };
    visit(source.tree);
    return found;
  });
}

/** @param {ts.Node} node @returns {string | null} */
function complaint(node) {
  if (ts.isPropertyAccessExpression(node)) {
    const name = `${node.expression.getText()}.${node.name.text}`;
    if (name in BANNED) return `${name}: ${BANNED[/** @type {keyof typeof BANNED} */ (name)]}`;
    if (LOCAL.test(node.name.text))
      return `${node.name.text} depends on the machine's zone or language: use core/time.ts`;
  }
  if (ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length)
    return "new Date() reads the clock: time is simulated";
  if (ts.isCallExpression(node) && node.expression.getText() === "Date")
    return "Date() reads the clock: time is simulated";
  if (ts.isBinaryExpression(node) && isPower(node.operatorToken.kind) && !isWholeNumber(node.right))
    return "** with an exponent that is not a whole number: use Math.exp(y * Math.log(x))";
  return null;
}

/** @param {ts.SyntaxKind} kind */
const isPower = (kind) =>
  kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;

/** @param {ts.Expression} node */
function isWholeNumber(node) {
  const literal = ts.isPrefixUnaryExpression(node) ? node.operand : node;
  return ts.isNumericLiteral(literal) && Number.isInteger(Number(literal.text));
}

/** Whether the line, or the one above it, carries a `det-ok: reason`. @param {import("./sources.js").Source} source @param {ts.Node} node */
function isExempt(source, node) {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  const lines = source.tree.text.split("\n");
  return [lines[line], lines[line - 1] ?? ""].some((text) => /\/\/ det-ok: \S/.test(text));
}
