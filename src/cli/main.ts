/** The `stampede` command: finds which command is meant, loads only that one, and turns every outcome into an exit status. */
import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { isInterrupt, reportError, watchOutput } from "./errors.ts";
import { COMMANDS } from "./registry.ts";

/** Exit statuses: what a script can rely on. */
const BAD_USAGE = 2;

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The commands that these arguments need: the one named, or all of them for the help and for finding the nearest name. */
function needed(args: readonly string[]): typeof COMMANDS {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const name = words[0] === "help" ? words[1] : words[0];
  const named = COMMANDS.filter((command) => command.name === name);
  if (named.length > 0) return named;
  return args.includes("--version") || args.includes("-V") ? [] : COMMANDS;
}

async function main(args: readonly string[]): Promise<void> {
  const program = new Command("stampede")
    .description("Simulates how a crowded, leveraged market falls.")
    .version(version())
    .usage("COMMAND [options]")
    .showSuggestionAfterError()
    .showHelpAfterError("(add --help for what there is)")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "stampede: ")) })
    .exitOverride();
  for (const { name, group, add } of needed(args)) {
    await add(program);
    program.commands.find((command) => command.name() === name)?.helpGroup(group);
  }
  if (args.length === 0) {
    program.outputHelp({ error: true });
    process.exitCode = BAD_USAGE;
    return;
  }
  await program.parseAsync(args, { from: "user" });
}

watchOutput();
process.on("uncaughtException", (error) => process.exit(reportError(error)));
try {
  await main(process.argv.slice(2));
} catch (error) {
  // Commander has said what is wrong; help and version come this way too, with 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
  else process.exitCode = reportError(error);
  // What was interrupted may still be drawing or writing: nobody waits for it.
  if (isInterrupt(error)) process.exit();
}
