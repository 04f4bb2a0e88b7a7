import { relative } from "node:path";

/** A path as people see it from where they stand, where it is not above them. */
export function shownPath(path: string): string {
  const near = relative("", path);
  return near.startsWith("..") || near === "" ? path : near;
}
