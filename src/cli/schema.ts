/** `stampede schema`: the JSON Schema of scenario files, for editors; or their reference, for people. */
import { type Command, Option } from "commander";

/** Adds `stampede schema` to a program. */
export function schemaCommand(program: Command): void {
  program
    .command("schema")
    .summary("print the JSON Schema of scenario files")
    .description(
      "Prints the JSON Schema (draft-07) of scenario files. An editor that knows it completes keys and marks mistakes; " +
        "name it in a scenario's first line: # yaml-language-server: $schema=../schema/scenario.schema.json",
    )
    .addOption(
      new Option("--format <format>", "JSON Schema for editors, or a reference in Markdown")
        .choices(["json", "markdown"])
        .default("json"),
    )
    .option("--out <file>", "write it to a file instead of standard output")
    .action(async (options: { format: "json" | "markdown"; out?: string }) => {
      const { editorSchemaText, referenceText } = await import("../scenario/scenario-schema.ts");
      const text = options.format === "json" ? editorSchemaText() : referenceText();
      if (options.out === undefined) process.stdout.write(text);
      else (await import("node:fs")).writeFileSync(options.out, text);
    });
}
