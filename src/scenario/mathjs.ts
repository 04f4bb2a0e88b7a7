/** mathjs' parser from its one-file build (Node only): a tenth of the start-up time of `import "mathjs"`, and only when asked for. */
import { createRequire } from "node:module";
import type { ExpressionParser } from "./expression.ts";

let parser: ExpressionParser | undefined;

export function mathjsParser(): ExpressionParser {
  if (parser === undefined) {
    const math = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");
    parser = (text) => math.parse(text);
  }
  return parser;
}
