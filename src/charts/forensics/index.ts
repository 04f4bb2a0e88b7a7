export { type CrashHour, crashHour, type Frame } from "./crash-hour.ts";
export { type KillFilter, killFilter } from "./kill-filter.ts";
