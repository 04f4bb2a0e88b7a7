/** Text made safe for HTML, in elements and in attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A column of a table: its heading, and whether it holds numbers. */
export interface TableColumn {
  readonly heading: string;
  readonly numeric?: boolean;
}

/** A table of plain text. `scroll` keeps a long one in a box. */
export function htmlTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  scroll = false,
): string {
  const kind = (i: number) => (columns[i].numeric ? ' class="n"' : "");
  const head = columns.map((c, i) => `<th${kind(i)}>${escapeHtml(c.heading)}</th>`).join("");
  const body = rows
    .map((row) => `<tr>${row.map((cell, i) => `<td${kind(i)}>${escapeHtml(cell)}</td>`).join("")}</tr>`)
    .join("\n");
  const table = `<table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table>`;
  return `<div class="${scroll ? "table scroll" : "table"}">${table}</div>`;
}
