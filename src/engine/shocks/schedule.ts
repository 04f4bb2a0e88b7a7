/** Decides which shocks are due in a step and applies them, in the order of the scenario. */

import { holds } from "./condition.ts";
import type { ShockConfig } from "./registry.ts";
import { shockKinds } from "./registry.ts";
import type { ShockWorld } from "./shock.ts";

const NEVER = Number.POSITIVE_INFINITY;

export class ShockSchedule {
  private readonly shocks: readonly ShockConfig[];
  /** Shocks of a mechanism that the run goes without never happen; they keep their place, so that a snapshot fits. */
  private readonly off: ReadonlySet<string>;
  /** When each is due (NEVER: waits for a condition or another shock, or is over). */
  private readonly due: Float64Array;
  /** When each last happened, or -1. */
  private readonly happened: Float64Array;
  /** Conditional ones that still watch. */
  private readonly watching: Uint8Array;
  private next: number;

  constructor(shocks: readonly ShockConfig[], start: number, without: readonly string[]) {
    this.shocks = shocks;
    this.off = Object.freeze(new Set(without));
    this.due = Float64Array.from(shocks, (s) => s.at ?? (s.offset === undefined ? NEVER : start + s.offset));
    this.happened = new Float64Array(shocks.length).fill(-1);
    this.watching = Uint8Array.from(shocks, (s) => (s.when ? 1 : 0));
    this.next = Math.min(NEVER, ...this.due);
  }

  /** Applies all that is due at `world.time`. */
  run(world: ShockWorld): void {
    this.watch(world);
    while (this.next <= world.time) {
      for (let i = 0; i < this.shocks.length; i++) if (this.due[i] <= world.time) this.fire(i, world);
      this.next = Math.min(NEVER, ...this.due);
    }
  }

  /**
   * After a restore from a run-up that another scenario made: what has not happened yet is dated by this scenario. `last`:
   * the last step of the run-up, ms UTC. Nothing happens where the scenarios agree.
   */
  adopt(start: number, last: number): void {
    const { shocks, due, happened, watching } = this;
    for (let i = 0; i < shocks.length; i++) {
      if (happened[i] >= 0) continue;
      const { at, offset, after, when } = shocks[i];
      watching[i] = when ? 1 : 0;
      if (at !== undefined || offset !== undefined) due[i] = at ?? start + (offset as number);
      else due[i] = NEVER;
      if (!after) continue;
      const cause = shocks.findIndex(({ name }) => name === after.shock);
      if (cause >= 0 && happened[cause] >= 0) due[i] = Math.max(happened[cause] + after.delay, last);
    }
    this.next = Math.min(NEVER, ...due);
  }

  private watch(world: ShockWorld): void {
    for (let i = 0; i < this.shocks.length; i++) {
      const { when, repeat } = this.shocks[i];
      if (!when || this.due[i] !== NEVER) continue;
      const rested = this.happened[i] >= 0 && repeat !== undefined && world.time >= this.happened[i] + repeat;
      if ((this.watching[i] || rested) && holds(when, world)) {
        this.due[i] = world.time;
        this.next = world.time;
      }
    }
  }

  private fire(i: number, world: ShockWorld): void {
    const shock = this.shocks[i];
    this.due[i] = NEVER;
    this.watching[i] = 0;
    this.happened[i] = world.time;
    if (shock.mechanism !== undefined && this.off.has(shock.mechanism)) return;
    const kind = shockKinds.get(shock.kind);
    if (!kind) throw new Error(`no kind of shock is called "${shock.kind}"`);
    kind.apply(shock as never, shock.text === undefined ? world : inOwnWords(world, shock.text));
    for (let j = 0; j < this.shocks.length; j++) {
      const { after } = this.shocks[j];
      if (after && shock.name !== undefined && after.shock === shock.name) this.due[j] = world.time + after.delay;
    }
  }
}

/** The same world, but what is written down about the shock is the scenario's own text. */
function inOwnWords(world: ShockWorld, text: string): ShockWorld {
  return { ...world, note: (kind, subject) => world.note(kind, subject, text) };
}
