import { describe, expect, it } from "vitest";
import { inlineData } from "../../src/charts/inline-data.ts";
import { clockWords, dayWords, LocalTime, momentWords } from "../../src/charts/local-time.ts";
import { causeColour, causesWithoutColour, INK, populationColours } from "../../src/charts/palette.ts";
import { textWidth } from "../../src/charts/render/text-width.ts";
import { sampleLine } from "../../src/charts/sample.ts";
import { amount, counted, figure, percent, venueLabel } from "../../src/charts/wording.ts";
import { CAUSES } from "../../src/core/cause.ts";
import { HOUR, MINUTE, parseInstant } from "../../src/core/time.ts";

describe("LocalTime", () => {
  it("follows the zone through a change of the clock", () => {
    // New York springs forward on 8 March 2026 at 2:00, 7:00 UTC.
    const time = Float64Array.of(parseInstant("2026-03-08T06:59Z"), parseInstant("2026-03-08T07:00Z"));
    const clock = new LocalTime(time, "America/New_York");
    expect([0, 1].map((i) => clockWords(clock.step(i)))).toEqual(["01:59", "03:00"]);
    expect(clock.name).toBe("New York time");
    expect(momentWords(clock.at(parseInstant("2026-01-30T18:25Z")))).toBe("30 Jan 13:25");
    expect(dayWords("2026-02-02")).toBe("2 February");
  });

  it("finds the steps of a local day", () => {
    const time = Float64Array.from({ length: 72 }, (_, i) => parseInstant("2026-01-29T00:00Z") + i * HOUR);
    expect(new LocalTime(time, "Asia/Shanghai").day("2026-01-30")).toEqual({ first: 16, last: 39 });
    expect(new LocalTime(time, "UTC").day("2027-01-30")).toBeNull();
  });
});

describe("sampleLine", () => {
  it("breaks where the venue is closed, and only there", () => {
    const time = Float64Array.from({ length: 600 }, (_, i) => i * MINUTE);
    const phase = Uint8Array.from(time, (_, i) => (i >= 200 && i < 300 ? 0 : 2));
    const { time: t, value } = sampleLine(
      new LocalTime(time, "UTC"),
      { name: "", colour: "", values: time, phase },
      { first: 0, last: 599 },
      860,
    );
    const breaks = [...value.keys()].filter((k) => Number.isNaN(value[k]));
    expect(breaks).toHaveLength(1);
    expect(t[breaks[0]]).toBe(199 * MINUTE + 1);
    expect(t[breaks[0] + 1]).toBe(300 * MINUTE);
  });

  it("draws a held line by its corners", () => {
    const time = Float64Array.from({ length: 3000 }, (_, i) => i * MINUTE);
    const values = time.map((_, i) => (i < 1500 ? 9 : 11));
    const { time: t, value } = sampleLine(
      new LocalTime(time, "UTC"),
      { name: "", colour: "", values, held: true },
      { first: 0, last: 2999 },
      860,
    );
    expect(t.length).toBeLessThan(6);
    expect(t[value.indexOf(11)]).toBe(1500 * MINUTE);
  });
});

describe("inlineData", () => {
  it("writes numbers short, gaps empty and text quoted", () => {
    const data = inlineData([
      { name: "t", values: [1769799900123, 2], digits: 15 },
      { name: "v", values: [78.530_000_1, Number.NaN] },
      { name: "s", values: ['a "b", c', "d"] },
    ]);
    expect(data.values).toBe('t,v,s\n1769799900123,78.53,"a ""b"", c"\n2,,d');
    expect(data.format).toEqual({ type: "csv", parse: { t: "number", v: "number", s: "string" } });
  });
});

describe("wording", () => {
  it("writes figures for people", () => {
    expect([0, 0.01234, 9.996, 123.456, 4321.9, 12_345_678, -5e9].map(amount)).toEqual([
      "0",
      "0.0123",
      "10",
      "123.5",
      "4,322",
      "12.35M",
      "\u22125B",
    ]);
    expect([percent(-0.3137, 1), percent(0.5), percent(-0.001)]).toEqual(["\u221231.4%", "50%", "0%"]);
    expect([counted(1, "account"), counted(1234, "account")]).toEqual(["1 account", "1,234 accounts"]);
    expect([venueLabel("comex"), venueLabel("london-spot")]).toEqual(["COMEX", "London spot"]);
    expect([figure(-0.3137, "%"), figure(5, "days"), figure(Number.NaN, "%")]).toEqual([
      "\u221231.4%",
      "5 days",
      "\u2013",
    ]);
  });
});

describe("colours", () => {
  it("are given to every cause", () => {
    expect(causesWithoutColour()).toEqual([]);
    expect(new Set(CAUSES.map(causeColour)).size).toBe(CAUSES.length);
  });

  it("are those of a population's kind, and never that of force", () => {
    const kinds = ["stop-programs", "leveraged-longs", "stop-programs", "new-kind", "newer-kind"].map((kind) => ({
      kind,
    }));
    const colours = populationColours(kinds);
    expect(colours[0]).toBe(colours[2]);
    expect(new Set(colours).size).toBe(4);
    expect(colours).not.toContain(INK.forced);
  });

  it("of those who make a crash stay apart for colour-blind eyes", () => {
    const crowd = [
      "leveraged-longs",
      "stop-programs",
      "trend-followers",
      "market-makers",
      "value-buyers",
      "early-longs",
    ];
    const colours = [...populationColours(crowd.map((kind) => ({ kind }))), INK.forced].map(linear);
    const gamma = (x: number) => x ** (1 / 2.2);
    // Shares of red and green that a deuteranope and a protanope see as one (Vienot, Brettel & Mollon 1999).
    const eyes = [
      [0.29275, 0.70725],
      [0.11238, 0.88762],
    ];
    for (const [red, green] of eyes) {
      const seen = colours.map(([r, g, b]) => [gamma(red * r + green * g), gamma(b)]);
      for (let i = 0; i < seen.length; i++) {
        for (let j = 0; j < i; j++) {
          const apart = Math.hypot(seen[i][0] - seen[j][0], seen[i][1] - seen[j][1]);
          expect(apart, `colours ${i} and ${j}`).toBeGreaterThan(0.1);
        }
      }
    }
  });
});

const linear = (hex: string): number[] =>
  [1, 3, 5].map((k) => {
    const c = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });

describe("textWidth", () => {
  it("knows narrow from wide and bold from regular", () => {
    expect(textWidth("iiii", 10, false)).toBeCloseTo(4 * 2.78, 9);
    expect(textWidth("MMMM", 10, false)).toBeCloseTo(4 * 8.63, 9);
    expect(textWidth("COMEX", 10, true)).toBeGreaterThan(textWidth("COMEX", 10, false));
    expect(textWidth("\u2212", 10, false)).toBeCloseTo(8.38, 9);
  });
});
