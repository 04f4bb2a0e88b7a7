/** A stress file as it was written. */
import type { z } from "zod";
import { StudyFile, type StudyKind } from "../sweep/study-file.ts";
import { type StressConfig, stressSchema } from "./stress-config.ts";

const STRESS: StudyKind<StressConfig> = {
  words: "a stress study",
  schema: stressSchema as z.ZodObject & z.ZodType<StressConfig>,
  mark: "policies",
  varied: "what a stress or a policy changes stands under its `set`",
};

export class StressFile extends StudyFile<StressConfig> {
  constructor(text: string, path: string) {
    super(text, path, STRESS);
  }
}
