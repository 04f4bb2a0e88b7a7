/** An optimise file as it was written. */
import type { z } from "zod";
import { StudyFile, type StudyKind } from "../sweep/study-file.ts";
import { type OptimiseConfig, optimiseSchema } from "./optimise-config.ts";

const OPTIMISE: StudyKind<OptimiseConfig> = {
  words: "an optimisation",
  schema: optimiseSchema as z.ZodObject & z.ZodType<OptimiseConfig>,
  mark: "objectives",
  varied: 'did you mean "parameters"?',
};

export class OptimiseFile extends StudyFile<OptimiseConfig> {
  constructor(text: string, path: string) {
    super(text, path, OPTIMISE);
  }
}
