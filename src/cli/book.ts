/** `stampede book`: replays a file of orders through an order book. */
import { type Command, Option } from "commander";

/** Options of `stampede book`. */
export interface BookOptions {
  /** File for what still rests at the end. */
  depth?: string;
  format: "json" | "lobster";
  selfTrade: "none" | "cancel-resting" | "cancel-incoming";
}

/** Adds `stampede book` to a program. */
export function bookCommand(program: Command): void {
  program
    .command("book")
    .summary("replay a file of orders through an order book")
    .description("Replays order commands, one JSON object a line, and writes what happened, one JSON object a line.")
    .argument("<file>", "file of commands, or - for standard input")
    .option("--depth <file>", "write what still rests at the end as one JSON array")
    .addOption(new Option("--format <format>", "what the file holds").choices(["json", "lobster"]).default("json"))
    .addOption(
      new Option("--self-trade <mode>", "what to do when an owner would trade with itself")
        .choices(["none", "cancel-resting", "cancel-incoming"])
        .default("none"),
    )
    .action(async (file: string, options: BookOptions) => {
      const { replayFile } = await import("./book-replay.ts");
      await replayFile(file, options, process.stdout, process.stderr);
    });
}
