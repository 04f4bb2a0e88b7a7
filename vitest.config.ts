import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Longest first: one that began last would keep the other worker waiting for it. */
const LONGEST = [
  "scenarios/crash",
  "experiment/queue-processes",
  "cli/validate",
  "experiment/cause/",
  "experiment/sweep-run",
  "experiment/merge",
  "scenarios/",
  "cli/",
  "experiment/",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((part) => moduleId.includes(`/test/${part}`));
      return at < 0 ? LONGEST.length : at;
    };
    const usual = await super.sort(files);
    return usual.sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
