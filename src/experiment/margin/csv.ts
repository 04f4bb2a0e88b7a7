/** A table of comma-separated values (RFC 4180) whose cells know where they stand. */

export interface CsvCell {
  readonly text: string;
  /** Line and column from 1. */
  readonly line: number;
  readonly column: number;
}

/** Cells of the text, row by row; blank lines are left out. A quotation mark that is not closed takes in the rest. */
export function readCsv(text: string): CsvCell[][] {
  const rows: CsvCell[][] = [];
  let row: CsvCell[] = [];
  let line = 1;
  let lineStart = 0;
  let at = 0;
  const endRow = () => {
    if (row.length > 1 || row.some((cell) => cell.text !== "")) rows.push(row);
    row = [];
  };
  while (at < text.length) {
    const place = { line, column: at - lineStart + 1 };
    let cell = "";
    if (text[at] === '"') {
      for (at++; at < text.length; at++) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at++;
        if (text[at] === "\n") {
          line++;
          lineStart = at + 1;
        }
        cell += text[at];
      }
      at++;
    }
    const rest = at;
    while (at < text.length && text[at] !== "," && text[at] !== "\n" && text[at] !== "\r") at++;
    row.push({ text: (cell + text.slice(rest, at)).trim(), ...place });
    if (text[at] === ",") {
      at++;
      // A comma at the very end leaves an empty cell behind it.
      if (at < text.length) continue;
      row.push({ text: "", line, column: at - lineStart + 1 });
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    endRow();
    at++;
    line++;
    lineStart = at;
  }
  return rows;
}
