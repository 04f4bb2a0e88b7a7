/** Which runs a warning is fitted on and which it is judged on. */
import { RandomStream } from "../../core/random.ts";

/**
 * Parts groups of runs into two halves, by chance from the seed: those with a crash and those without each for themselves,
 * so that both halves have both. Says for each group whether it is for the fit. A group is never in both.
 */
export function splitGroups(crashed: readonly boolean[], seed: number): boolean[] {
  const stream = new RandomStream(seed, "warnings.split");
  const fit = crashed.map(() => false);
  for (const kind of [true, false]) {
    const groups = [...crashed.keys()].filter((g) => crashed[g] === kind);
    for (let i = groups.length - 1; i > 0; i--) {
      const j = stream.int(i + 1);
      [groups[i], groups[j]] = [groups[j], groups[i]];
    }
    // An odd one goes to the fit of those that crashed and to the test of the others, so that halves stay even.
    const half = kind ? Math.ceil(groups.length / 2) : Math.floor(groups.length / 2);
    for (const g of groups.slice(0, half)) fit[g] = true;
  }
  return fit;
}
