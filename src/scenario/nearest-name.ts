/** The name that a misspelt one was probably meant to be. */

/**
 * Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`: the restricted Damerau-Levenshtein
 * distance, "optimal string alignment" (Boytsov 2011, section 2.2).
 */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let before = new Array<number>(width).fill(0);
  let last = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(width);
    row[0] = i;
    for (let j = 1; j < width; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

const LONGEST = 64;
const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, "");

/**
 * The candidate nearest to `name`, or undefined when none is near: at most one edit for each three letters (never
 * fewer than one), counted without case, hyphens and underscores, so that `margin_hike` finds `marginHike`; failing
 * that, the only candidate that begins with what was written. Of equally near ones the first.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name);
  if (wanted.length === 0 || wanted.length > LONGEST) return undefined;
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: string | undefined;
  let bestDistance = allowed + 1;
  const completions: string[] = [];
  for (const candidate of candidates) {
    const other = plain(candidate);
    if (wanted.length >= 3 && other.startsWith(wanted)) completions.push(candidate);
    if (Math.abs(other.length - wanted.length) >= bestDistance) continue;
    const distance = editDistance(wanted, other);
    if (distance < bestDistance && distance < Math.max(wanted.length, other.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? (completions.length === 1 ? completions[0] : undefined);
}

/** `did you mean "retail"?`, or else the names that there are, when they are few enough to read; else nothing. */
export function suggest(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return candidates.length > 0 && candidates.length <= 12 ? `there is ${listNames(candidates)}` : "";
}

/** `a`, `a and b`, `a, b and c`. */
export function listNames(names: readonly string[], word = "and"): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${word} ${names[names.length - 1]}`;
}
