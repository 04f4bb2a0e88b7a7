/** mathjs from its one-file build (Node only): a tenth of the start-up time of `import "mathjs"`, and only when asked for. */
import { createRequire } from "node:module";
import type { ExpressionParser } from "./expression.ts";

let loaded: typeof import("mathjs") | undefined;

/** The library, loaded at the first call. */
export function mathjs(): typeof import("mathjs") {
  loaded ??= createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");
  return loaded;
}

/** Its parser. */
export function mathjsParser(): ExpressionParser {
  const math = mathjs();
  return (text) => math.parse(text);
}
