/** Style of the report: dark on light, one column, narrow enough to read and wide enough for a chart. */
export const REPORT_STYLE = `
:root { --ink: #1b1f24; --faint: #57606a; --line: #d8dee4; --paper: #ffffff; --wash: #f6f8fa; --good: #0072B2; --bad: #b34700; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1060px; padding: 24px 28px 60px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 "DejaVu Sans", Verdana, Geneva, sans-serif; }
h1 { font-size: 27px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 19px; margin: 44px 0 10px; padding-top: 14px; border-top: 2px solid var(--ink); }
h3 { font-size: 15px; margin: 26px 0 6px; }
p { margin: 6px 0; }
a { color: var(--good); }
.lead { font-size: 17px; margin: 2px 0 10px; }
.facts, .note, nav { color: var(--faint); font-size: 13px; }
nav a { margin-right: 14px; white-space: nowrap; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 10px; margin: 20px 0; }
.card { background: var(--wash); border: 1px solid var(--line); border-radius: 6px; padding: 10px 12px; }
.card b { display: block; font-size: 22px; line-height: 1.3; }
.card span { color: var(--faint); font-size: 12.5px; line-height: 1.35; display: block; }
.table { overflow-x: auto; margin: 8px 0; }
.scroll { max-height: 420px; overflow-y: auto; border: 1px solid var(--line); }
table { border-collapse: collapse; font-size: 13px; width: 100%; }
th, td { text-align: left; padding: 4px 10px; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { position: sticky; top: 0; background: var(--wash); font-weight: bold; }
td:first-child { white-space: nowrap; }
thead th.n { white-space: normal; }
.validation { table-layout: fixed; }
.validation td:first-child, .validation .n { white-space: normal; }
.validation th:first-child { width: 36%; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.in { color: var(--good); font-weight: bold; } .out { color: var(--bad); font-weight: bold; }
figure { margin: 14px 0 30px; }
.chart { overflow-x: auto; position: relative; min-height: 60px; }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart.live svg { max-width: none; }
figcaption { color: var(--faint); font-size: 12px; }
#tip { position: fixed; pointer-events: none; display: none; z-index: 9; background: #ffffffee; border: 1px solid #8c959f;
  border-radius: 4px; padding: 5px 8px; font-size: 12px; max-width: 360px; box-shadow: 0 1px 4px #0003; }
#tip td { border: 0; padding: 0 8px 0 0; } #tip td:first-child { color: var(--faint); }
.film { margin: 14px 0 30px; } .film svg { width: 100%; height: auto; display: block; }
.film-bar { display: flex; gap: 18px; align-items: center; flex-wrap: wrap; font-size: 13px; }
.film-bar input { width: 340px; max-width: 60vw; vertical-align: middle; } #film-at { flex: 1; max-width: none; }
.film output { font-variant-numeric: tabular-nums; font-weight: bold; }
.film .cards { grid-template-columns: repeat(4, 1fr); margin: 12px 0; }
.film-lists { display: grid; grid-template-columns: repeat(2, 1fr); gap: 4px 26px; align-items: start; min-height: 300px; }
h4 { font-size: 13px; margin: 10px 0 2px; } .film-lists td:first-child { white-space: normal; }
#kills-table th { font-weight: normal; } #kills-table thead th { font-size: 11.5px; vertical-align: bottom; }
@media print { nav { display: none; } .scroll { max-height: none; } figure { break-inside: avoid; } }
`;
