/** References to series in a figure's text, `comex.close[2026-01-30]`, put out of the way of the arithmetic around them. */

/** One reference, as it is written. */
export interface SeriesReference {
  /** Character at which it begins, from 0. */
  readonly at: number;
  /** Names between points: `["comex", "close"]`, and where each begins. */
  readonly names: readonly { readonly text: string; readonly at: number }[];
  /** What stands in the brackets, and where; undefined without any. */
  readonly window?: { readonly text: string; readonly at: number };
}

/** A figure's text in which a name of the same length stands for each reference, so that places stay the same. */
export interface MaskedText {
  readonly text: string;
  readonly references: ReadonlyMap<string, SeriesReference>;
  /** Puts the author's own words back into a message. */
  readonly unmask: (message: string) => string;
}

/** A letter that mathjs takes in a name and nobody writes. */
const MARK = "\u01c2";
const NAME = "[A-Za-z_]\\w*";
const REFERENCE = new RegExp(`(?<![\\w.])${NAME}(?:\\s*\\.\\s*${NAME})*\\s*(?:\\[[^\\]]*\\])?`, "g");

/** Finds what has a point or brackets. */
export function maskReferences(text: string): MaskedText {
  const references = new Map<string, SeriesReference>();
  const written = new Map<string, string>();
  const masked = text.replace(REFERENCE, (found, at: number) => {
    if (!/[.[]/.test(found)) return found;
    const whole = found.trimEnd();
    const name = `${MARK}${references.size}`.padEnd(whole.length, "_");
    references.set(name, readReference(whole, at));
    written.set(name, whole);
    return name + found.slice(whole.length);
  });
  const unmask = (message: string): string =>
    message.replace(new RegExp(`${MARK}\\d+_*`, "g"), (name) => written.get(name) ?? name);
  return { text: masked, references, unmask };
}

function readReference(text: string, at: number): SeriesReference {
  const open = text.indexOf("[");
  const head = open < 0 ? text : text.slice(0, open);
  const names = [...head.matchAll(new RegExp(NAME, "g"))].map((match) => ({ text: match[0], at: at + match.index }));
  if (open < 0) return { at, names };
  return { at, names, window: { text: text.slice(open + 1, -1), at: at + open + 1 } };
}
