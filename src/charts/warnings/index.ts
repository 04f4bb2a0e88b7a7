export { leadChart } from "./lead-chart.ts";
export { rocChart } from "./roc-chart.ts";
export { areaWords, type WarningSubject, warningLines } from "./warning-words.ts";
