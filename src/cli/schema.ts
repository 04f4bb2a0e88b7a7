/** `stampede schema`: the JSON Schema of scenario files, for editors. */
import type { Command } from "commander";

/** Adds `stampede schema` to a program. */
export function schemaCommand(program: Command): void {
  program
    .command("schema")
    .summary("print the JSON Schema of scenario files")
    .description(
      "Prints the JSON Schema (draft-07) of scenario files. An editor that knows it completes keys and marks mistakes; " +
        "name it in a scenario's first line: # yaml-language-server: $schema=../schema/scenario.schema.json",
    )
    .option("--out <file>", "write it to a file instead of standard output")
    .action(async (options: { out?: string }) => {
      const { editorSchemaText } = await import("../scenario/scenario-schema.ts");
      const text = editorSchemaText();
      if (options.out === undefined) process.stdout.write(text);
      else (await import("node:fs")).writeFileSync(options.out, text);
    });
}
