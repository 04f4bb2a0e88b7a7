/** Which figures of a summary an analysis looks at when nobody says. */

/** Most figures that are analysed unasked: each costs a second of drawing. */
export const CHOSEN = 4;

/** What a reader wants first, as ends of keys. */
const WANTED = [
  /\.fallToLow$/,
  /(?:^|\.)forcedShare$/,
  /^liquidations\.accounts$/,
  /\.fall$/,
  /^killMatrix\.loss$/,
  /\.depthCollapse$/,
  /\.peakToLow$/,
];
const DATED = /\.\d{4}-\d{2}-\d{2}$|_reported$/;

/** What a figure is, whatever it is of: the last word of its key. */
const kindOf = (key: string): string => key.slice(key.lastIndexOf(".") + 1);

/**
 * The figures to analyse: all when they are few, else the first `most` that vary, those that a reader wants first
 * before the others, and one of a kind as far as there are kinds. `varies` says whether a figure takes more than one value.
 */
export function chooseMetrics(
  keys: readonly string[],
  varies: (key: string) => boolean,
  most: number = CHOSEN,
): readonly string[] {
  if (keys.length <= most) return keys;
  const chosen: string[] = [];
  const take = (candidates: readonly string[]) => {
    for (const key of candidates) if (chosen.length < most && !chosen.includes(key) && varies(key)) chosen.push(key);
  };
  // One of each kind: the main venue's comes first, and its neighbours' would say much the same.
  for (const pattern of WANTED) take(keys.filter((key) => pattern.test(key)).slice(0, 1));
  // Of the others, those of a kind that is not there yet: a venue's own share beside that of all is the same again.
  for (const key of keys) {
    const kind = kindOf(key);
    if (!DATED.test(key) && !chosen.some((other) => kindOf(other) === kind)) take([key]);
  }
  take(keys.filter((key) => !DATED.test(key)));
  take(keys);
  return keys.filter((key) => chosen.includes(key)).sort((a, b) => chosen.indexOf(a) - chosen.indexOf(b));
}
