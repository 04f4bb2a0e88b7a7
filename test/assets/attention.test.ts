import { describe, expect, it } from "vitest";
import { Attention, attentionConfig } from "../../src/assets/attention.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/time.ts";
import { futures, MiniWorld, START } from "../agents/mini-world.ts";

/** Attention to a venue whose price is printed by hand. */
function crowd(config: Record<string, unknown> = {}) {
  const w = new MiniWorld({ venues: { comex: futures() }, cast: [] });
  const attention = new Attention(attentionConfig.parse(config), w.venues, START);
  /** Goes on for so many days, the price moving by `move` (log) a day. */
  const go = (days: number, move: number, step = HOUR): void => {
    for (let t = step; t <= days * DAY; t += step) {
      w.print(0, Math.round(16_000 * Math.exp(from + (move * t) / DAY)));
      attention.step(time + t);
    }
    from += move * days;
    time += days * DAY;
  };
  let from = 0;
  let time = START;
  return { attention, go };
}

describe("attention", () => {
  it("spreads while prices rise, turns greedy, and dies down when they stand still", () => {
    const { attention, go } = crowd();
    go(7, 0.03);
    const high = attention.level;
    expect(high).toBeGreaterThan(0.08);
    expect(attention.mood).toBeGreaterThan(0.4);
    go(20, 0);
    expect(attention.level).toBeLessThan(high / 2);
    expect(Math.abs(attention.mood)).toBeLessThan(0.1);
  });

  it("is an epidemic: a strong rise reaches most people, then tires them though the rise goes on", () => {
    const { attention, go } = crowd({ gain: 20 });
    let peak = 0;
    for (let d = 0; d < 30; d++) {
      go(1, 0.05);
      peak = Math.max(peak, attention.level);
    }
    expect(peak).toBeGreaterThan(0.5);
    expect(attention.level).toBeLessThan(0.8 * peak);
    expect(peak).toBeLessThanOrEqual(1);
  });

  it("turns to fear in a fall, without more people joining than in a calm", () => {
    const fall = crowd();
    const calm = crowd();
    fall.go(3, -0.1);
    calm.go(3, 0);
    expect(fall.attention.mood).toBeLessThan(-0.5);
    expect(fall.attention.level).toBeCloseTo(calm.attention.level, 12);
  });

  it("is fed by a story, which fades", () => {
    const told = crowd();
    const calm = crowd();
    told.attention.narrative(0.3, DAY);
    told.go(2, 0);
    calm.go(2, 0);
    expect(told.attention.level).toBeGreaterThan(2 * calm.attention.level);
    expect(told.attention.mood).toBeGreaterThan(0.05);
    const sour = crowd();
    sour.attention.narrative(-0.5, DAY);
    sour.go(1, 0);
    expect(sour.attention.mood).toBeLessThan(-0.1);
  });

  it("does not depend on the length of a step", () => {
    const levels = [MINUTE, 10 * MINUTE, HOUR].map((step) => {
      const { attention, go } = crowd({ gain: 12 });
      go(3, 0.04, step);
      return [attention.level, attention.mood];
    });
    for (const [level, mood] of levels) {
      expect(Math.abs(level / levels[0][0] - 1)).toBeLessThan(0.03);
      expect(Math.abs(mood - levels[0][1])).toBeLessThan(0.02);
    }
  });
});
