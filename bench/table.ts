/** Tables of text. */

/** Rows under their heads; columns of words to the left, the rest to the right. */
export function textTable(heads: readonly string[], rows: readonly (readonly string[])[], words: number): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    heads
      .map((_, c) =>
        c < words || c === heads.length - 1 ? (row[c] ?? "").padEnd(widths[c]!) : (row[c] ?? "").padStart(widths[c]!),
      )
      .join("  ")
      .trimEnd();
  return all.map(line).join("\n");
}

/** Three figures that count; whole numbers as they are. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Number.isInteger(value)) return String(value);
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
