/** Axes for tests of designs. */
import { rangeAxis, valuesAxis } from "../../src/experiment/design/axis.ts";
import type { Axis, DesignMethod } from "../../src/experiment/design/design.ts";
import { designMethod } from "../../src/experiment/design/registry.ts";

/** So many ranges from 0 to 1. */
export function unitAxes(count: number): Axis[] {
  return Array.from({ length: count }, (_, i) => rangeAxis(`p${i}`, { distribution: "uniform", min: 0, max: 1 }));
}

/** Two lists and a range with levels. */
export function listedAxes(): Axis[] {
  return [
    valuesAxis("notice", ["0d", "1d", "3d"]),
    valuesAxis("on", [true, false]),
    rangeAxis("margin", { distribution: "uniform", min: 5, max: 20 }, (x) => `${x}%`, 4),
  ];
}

/** The method, which must be there. */
export function method(name: string): DesignMethod {
  const found = designMethod(name);
  if (found === undefined) throw new Error(`no design ${name}`);
  return found;
}
