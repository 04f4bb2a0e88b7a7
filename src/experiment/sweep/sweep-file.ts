/** A sweep file as it was written. */
import type { z } from "zod";
import { StudyFile, type StudyKind } from "./study-file.ts";
import { type SweepConfig, sweepSchema } from "./sweep-config.ts";

const SWEEP: StudyKind<SweepConfig> = {
  words: "a sweep",
  schema: sweepSchema as z.ZodObject & z.ZodType<SweepConfig>,
  mark: "design",
  varied: 'did you mean "parameters"?',
};

export class SweepFile extends StudyFile<SweepConfig> {
  constructor(text: string, path: string) {
    super(text, path, SWEEP);
  }
}
