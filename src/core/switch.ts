/**
 * Something that is on or off for a whole run. Frozen, so that a snapshot takes it for configuration: a scenario that is
 * restored into keeps its own.
 */
export interface Switch {
  readonly on: boolean;
}

/** The switch in that position. */
export const switchAt = (on: boolean): Switch => Object.freeze({ on });
