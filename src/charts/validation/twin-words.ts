import type { TwinVerdict } from "../../analysis/validation/index.ts";
import { counted, figure } from "../wording.ts";

/** What the twins show, in one sentence. */
export function twinWords({
  mechanism,
  runs,
  withIt,
  without,
  outside,
  reported,
  reportedOutside,
}: TwinVerdict): string {
  const p = (value: number) => figure(value, "%");
  const first = `Without ${mechanism} the day's change is ${p(without.median)} in the middle of ${counted(runs, "run")} (nine in ten ${p(without.p5)} to ${p(without.p95)}), ${outside ? "outside" : "inside"} the band of the runs with it (${p(withIt.p5)} to ${p(withIt.p95)})`;
  if (reported === null) return `${first}.`;
  return `${first}; the reported ${p(reported)} lies ${reportedOutside ? "outside" : "inside"} the band of the runs without it.`;
}
