/** `stampede schema`: the JSON Schema of scenario, sweep, stress or optimise files, for editors; or the reference of scenarios, for people. */
import { type Command, Option } from "commander";
import { UsageError } from "./errors.ts";

/** Adds `stampede schema` to a program. */
export function schemaCommand(program: Command): void {
  program
    .command("schema")
    .summary("print the JSON Schema of scenario, sweep, stress or optimise files")
    .description(
      "Prints the JSON Schema (draft-07) of scenario, sweep, stress or optimise files. An editor that knows it completes keys and marks " +
        "mistakes; name it in the file's first line: # yaml-language-server: $schema=../schema/scenario.schema.json",
    )
    .addOption(
      new Option("--of <files>", "which files it is for")
        .choices(["scenario", "sweep", "stress", "optimise"])
        .default("scenario"),
    )
    .addOption(
      new Option("--format <format>", "JSON Schema for editors, or a reference in Markdown")
        .choices(["json", "markdown"])
        .default("json"),
    )
    .option("--out <file>", "write it to a file instead of standard output")
    .action(async ({ of, format, out }: { of: Files; format: "json" | "markdown"; out?: string }) => {
      const text = await schemaText(of, format);
      if (out === undefined) process.stdout.write(text);
      else (await import("node:fs")).writeFileSync(out, text);
    });
}

type Files = "scenario" | "sweep" | "stress" | "optimise";

async function schemaText(of: Files, format: "json" | "markdown"): Promise<string> {
  if (of === "sweep") {
    if (format === "markdown")
      throw new UsageError("the reference in Markdown is of scenarios; sweeps have docs/sweeps.md");
    return (await import("../experiment/sweep/sweep-schema.ts")).sweepSchemaText();
  }
  if (of === "stress") {
    if (format === "markdown")
      throw new UsageError("the reference in Markdown is of scenarios; stress files have docs/margin-lab.md");
    return (await import("../experiment/stress/stress-schema.ts")).stressSchemaText();
  }
  if (of === "optimise") {
    if (format === "markdown")
      throw new UsageError("the reference in Markdown is of scenarios; optimise files have docs/optimise.md");
    return (await import("../experiment/optimise/optimise-schema.ts")).optimiseSchemaText();
  }
  const { editorSchemaText, referenceText } = await import("../scenario/scenario-schema.ts");
  return format === "json" ? editorSchemaText() : referenceText();
}
