/** The experiments as a module that Node runs as it is: bundled from their TypeScript, packages left out. */
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
// Two folders down, as compiled files are: the engine finds its version in ../../package.json.
const CACHE = `${ROOT}node_modules/.cache`;

/** Experiments by subject, and what measures one. Paths of scenarios are from the root of the repository. */
export async function buildExperiments() {
  mkdirSync(CACHE, { recursive: true });
  const outfile = `${CACHE}/mechanisms-${process.pid}.mjs`;
  const contents = `
    export { experiments } from "./test/scenarios/experiments/index.ts";
    export { measure } from "./test/scenarios/dose-response.ts";`;
  await build({
    stdin: { contents, resolveDir: ROOT, loader: "ts" },
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  process.chdir(ROOT);
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
