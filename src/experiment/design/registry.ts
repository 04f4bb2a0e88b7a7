/** The designs that a sweep may use. */
import type { DesignMethod } from "./design.ts";
import { grid } from "./grid.ts";
import { latinHypercube } from "./latin-hypercube.ts";
import { list } from "./list.ts";
import { morris } from "./morris.ts";
import { random } from "./random.ts";
import { saltelli } from "./saltelli.ts";
import { sobol } from "./sobol.ts";

/** Every method, in the order in which help and schema show them. */
export const designMethods: readonly DesignMethod[] = [grid, list, random, latinHypercube, sobol, saltelli, morris];

/** The method of that name. */
export function designMethod(name: string): DesignMethod | undefined {
  return designMethods.find((method) => method.name === name);
}
