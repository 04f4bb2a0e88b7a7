/** What a run's events say of margin that changes. */
import type { MarginControl } from "./margin-control.ts";

export interface Notice {
  /** ms UTC */
  readonly time: number;
  readonly kind: string;
  readonly text: string;
}

/** A dated step, or the first rate of a policy that was taken up. */
export const stepNotice = ({ policy }: MarginControl, time: number): Notice => ({
  time,
  kind: "margin",
  text: `initial margin: ${Math.round(policy.initial * 1000) / 10}%`,
});

/**
 * A rate that a model moved, from what it was: kind `margin` where it comes in steps that are announced, `margin-model` where
 * it moves by the day. Null where no model is at work, and where the rate stands to four digits.
 */
export function modelNotice({ model, announces, policy }: MarginControl, before: number, time: number): Notice | null {
  const [from, to] = [percentOf(before), percentOf(policy.initial)];
  if (model === null || from === to) return null;
  const kind = announces ? "margin" : "margin-model";
  return { time, kind, text: `initial margin: ${from} to ${to} by ${model}` };
}

const percentOf = (rate: number): string => `${Number((rate * 100).toPrecision(4))}%`;
