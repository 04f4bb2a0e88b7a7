/** `npm run evidence [-- SEEDS [CONFIG]]`: runs the silver scenario and its twin over seeds and holds them against the claims. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CLAIMS } from "./claims.js";

const STAMPEDE = fileURLToPath(new URL("../../bin/stampede.js", import.meta.url));
const seeds = Number(process.argv[2] ?? 20);
const config = process.argv[3] ?? fileURLToPath(new URL("../../configs/silver-2026.yaml", import.meta.url));

const pairs = [];
for (let seed = 1; seed <= seeds; seed++) {
  const args = [STAMPEDE, "run", config, "--seed", String(seed), "--no-charts", "--json", "--quiet"];
  const child = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1e8 });
  if (child.status !== 0) {
    process.stderr.write(child.stderr);
    process.exit(child.status ?? 1);
  }
  const { directory, summary, seconds } = JSON.parse(child.stdout);
  const twin = JSON.parse(readFileSync(join(directory, "twin", "summary.json"), "utf8"));
  pairs.push({ run: summary, twin });
  process.stderr.write(
    `seed ${seed}: ${(100 * summary["comex.fall"]).toFixed(1)}%, twin ${(100 * twin["comex.fall"]).toFixed(1)}% (${seconds.toFixed(1)} s)\n`,
  );
}
let failed = 0;
for (const { says, look } of CLAIMS) {
  const { figures, holds } = look(pairs);
  if (!holds) failed++;
  process.stdout.write(`${holds ? "holds" : "FAILS"}  ${says}\n       ${figures}\n`);
}
process.stdout.write(`${CLAIMS.length - failed} of ${CLAIMS.length} claims hold over seeds 1 to ${seeds}\n`);
process.exit(failed > 0 ? 1 : 0);
