/** One test for each experiment of a subject: it fails when the dose has no effect, or one of the wrong sign. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import type { Outcome } from "./dose-response.ts";
import { experiments, type Subject } from "./experiments/index.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/mechanisms/main.js", import.meta.url));

export function itShows(subject: Subject): void {
  let outcomes: Outcome[] = [];
  // In a process of its own: hundreds of whole runs are several times faster there than in modules that vitest rewrote.
  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--single-threaded-gc", SCRIPT, subject, "--json"],
      {
        encoding: "utf8",
        maxBuffer: 1e8,
      },
    );
    // 1: measured, and something did not hold; each test says what.
    expect([0, 1], stderr).toContain(status);
    outcomes = JSON.parse(stdout);
  }, 600_000);

  experiments[subject].forEach(({ facts, claim, doses, response }, i) => {
    it(`${facts.join(", ")}: ${claim}`, () => {
      const { holds, medians, effect, agreeing, seeds, p } = outcomes[i];
      const found = doses.map(({ name }, d) => `${name}: ${medians[d].toPrecision(4)}`).join("; ");
      const verdict = `${response.name}: ${found}; change ${effect.value.toPrecision(3)}, ${agreeing} of ${seeds} seeds, p ${p.toPrecision(2)}`;
      expect(holds, verdict).toBe(true);
    });
  });
}
