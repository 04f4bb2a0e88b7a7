/** A scenario from a text, without a disk: for a browser, a test or an editor. */
import type { z } from "zod";
import { type CompiledScenario, compileScenario, type ScenarioChanges, type ScenarioDefinition } from "./compile.ts";
import type { ExpressionParser } from "./expression.ts";

export interface ParseOptions<S extends z.ZodType> extends ScenarioDefinition<S>, ScenarioChanges {
  /** What messages call the text. */
  readonly file: string;
  /** Other texts by name, for `extends`; names are taken as they are written. */
  readonly others?: Readonly<Record<string, string>>;
  /** Parses expressions (mathjs' `parse`). Without it a scenario that holds an expression cannot be read. */
  readonly parser?: () => ExpressionParser;
}

/** Compiles a text. Throws a ScenarioError that holds everything that is wrong. */
export function parseScenario<S extends z.ZodType>(
  text: string,
  options: ParseOptions<S>,
): CompiledScenario<z.output<S>> {
  const texts = new Map([...Object.entries(options.others ?? {}), [options.file, text]]);
  return compileScenario(options.file, options, options, {
    files: {
      read(file) {
        const found = texts.get(file);
        if (found === undefined) throw new Error("there is no such file");
        return found;
      },
      resolve: (_, target) => target,
      beside: () => [...texts.keys()],
    },
    parser: options.parser ?? missingParser,
  });
}

function missingParser(): never {
  throw new TypeError("this scenario holds expressions: give parseScenario a parser");
}
