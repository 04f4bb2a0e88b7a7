import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analyseLevels } from "../../../src/experiment/margin/analyse-levels.ts";
import { readCsv } from "../../../src/experiment/margin/csv.ts";
import { readDatedValues } from "../../../src/experiment/margin/dated-values.ts";
import { checkPrices } from "../../../src/experiment/margin/price-gaps.ts";

const folder = mkdtempSync(join(tmpdir(), "stampede-prices-"));
const file = join(folder, "p.csv");
afterAll(() => rmSync(folder, { recursive: true }));

function read(content: string | Uint8Array) {
  writeFileSync(file, content);
  return readDatedValues(file, "close");
}
/** What is said of a file that cannot be read, with the file's name taken out. */
function refusal(content: string | Uint8Array, check = false): string[] {
  try {
    const prices = read(content);
    if (check) checkPrices(prices);
  } catch (error) {
    return (error as Error).message.replaceAll(file, "p.csv").split("\n");
  }
  return [];
}
const warnings = (content: string) => {
  const prices = read(content);
  return [...prices.warnings, ...checkPrices(prices)].map((text) => text.replaceAll(file, "p.csv"));
};

describe("levels in per cent", () => {
  const levels = (content: string) => {
    writeFileSync(file, content);
    return analyseLevels(file);
  };

  it("are so in all rows of a file", () => {
    const { path, figures } = levels("date,margin\n2026-01-27,9%\n2026-01-28,11%\n2026-01-30,15%\n");
    expect(path).toEqual([0.09, 0.11, 0.11, 0.15]);
    expect(figures.peakToTrough).toBeCloseTo(15 / 9, 12);
    expect(() => levels("date,margin\n2026-01-27,9%\n2026-01-28,11\n")).toThrow(
      /p\.csv:3:1 {2}margin: not in per cent, and line 2 is: write all of them in one way$/,
    );
    expect(() => read("date,close\n2026-01-27,9%\n")).toThrow(/close: expected a number, got "9%"/);
  });
});

describe("a file of prices", () => {
  it("is read by its columns, wherever they stand and however they are quoted", () => {
    const prices = read('Volume,"Close" ,note,Date\r\n12,30.5,"a, ""b""\nc",2026-01-05\r\n\r\n,1e1,,2026-01-06');
    expect(prices.values).toEqual([30.5, 10]);
    expect(prices.dates.map((d) => new Date(d).toISOString().slice(0, 10))).toEqual(["2026-01-05", "2026-01-06"]);
    expect(prices.lines).toEqual([2, 5]);
    expect(prices.warnings).toEqual([]);
  });

  it("has every wrong row told at once, each with its place", () => {
    const rows = [
      "date,close",
      "2026-01-05,30",
      "2026-02-30,31",
      "5/1/2026,",
      "2026-01-07,n/a",
      "2026-01-08,0",
      "2026-01-09,-1",
    ];
    expect(
      refusal([...rows, "2026-01-12,1,200", "2026-01-13", "2026-01-14,1e13", "2026-01-15,0x10"].join("\n")),
    ).toEqual([
      'p.csv:3:1  date: expected a day such as 2026-01-30, got "2026-02-30"',
      'p.csv:4:1  date: expected a day such as 2026-01-30, got "5/1/2026"',
      "p.csv:4:10  close: expected a number, got nothing",
      'p.csv:5:12  close: expected a number, got "n/a"',
      "p.csv:6:12  close: expected a number above 0, got 0",
      "p.csv:7:12  close: expected a number above 0, got -1",
      "p.csv:8:1  expected 2 cells as in the first line, got 3 cells",
      "p.csv:9:1  expected 2 cells as in the first line, got 1 cell",
      "p.csv:10:12  close: expected a number of at most 1000000000000, got 1e13",
      'p.csv:11:12  close: expected a number, got "0x10"',
    ]);
  });

  it("may not give a day two prices; the same one twice counts once, with a warning", () => {
    expect(refusal("date,close\n2026-01-05,30\n2026-01-06,31\n2026-01-05,29")).toEqual([
      "p.csv:4:1  close: 2026-01-05 stands twice, with 30 on line 2 and 29 here",
    ]);
    expect(warnings("date,close\n2026-01-05,30\n2026-01-05,30.0\n2026-01-06,31\n2026-01-06,31")).toEqual([
      "p.csv:3:1  2026-01-05 stands twice with the same value: once was left out (and 1 more such rows)",
    ]);
  });

  it("is put in order with a warning", () => {
    const content = "date,close\n2026-01-07,3\n2026-01-06,2.9\n2026-01-05,2.8";
    expect(warnings(content)).toEqual([
      "p.csv:3:1  the rows were put in order of date: 2026-01-06 stands after 2026-01-07",
    ]);
    expect(read(content).values).toEqual([2.8, 2.9, 3]);
  });

  it("may begin with a byte-order mark of UTF-8, and must be UTF-8", () => {
    expect(warnings("\ufeffdate,close\n2026-01-05,30")).toEqual(["p.csv:1:1  a byte-order mark was passed over"]);
    expect(refusal(Uint8Array.from([0xff, 0xfe, 100, 0]))).toEqual([
      "p.csv:1:1  the file is in UTF-16: save it as UTF-8",
    ]);
    expect(refusal(Uint8Array.from([100, 0xff, 100]))[0]).toContain("is not text in UTF-8");
  });

  it("may lack holidays, with a warning, but not weeks", () => {
    const gap = "date,close\n2026-01-05,30\n2026-01-08,31\n2026-01-12,31\n2026-01-14,31";
    expect(warnings(gap)).toEqual([
      "p.csv:3:1  2026-01-06 and 3 more business days have no price: taken as holidays, the change over each gap as a day's",
    ]);
    expect(warnings("date,close\n2026-01-05,30\n2026-01-07,31")[0]).toContain(
      "2026-01-06 has no price: taken as a holiday",
    );
    expect(refusal("date,close\n2026-01-05,30\n2026-01-21,31", true)).toEqual([
      "p.csv:3:1  date: a gap: 11 business days between 2026-01-05 and 2026-01-21 have no price, and 10 are the most that may be holidays; fill it, or give each part by itself",
    ]);
    // Friday to Monday is no gap, and what trades on weekends has none either.
    expect(warnings("date,close\n2026-01-09,30\n2026-01-12,31")).toEqual([]);
    expect(warnings("date,close\n2026-01-09,30\n2026-01-10,31\n2026-01-11,31\n2026-01-12,31")).toEqual([]);
  });

  it("is asked about where a price more than halves or grows by half in a day", () => {
    expect(warnings("date,close\n2026-01-05,30\n2026-01-06,310")).toEqual([
      "p.csv:3:1  the price goes from 30 to 310 in a day: is that so?",
    ]);
    const wild = Array.from({ length: 9 }, (_, i) => `2026-01-${String(i + 10)},${i % 2 === 0 ? 1 : 9}`);
    const told = warnings(`date,close\n${wild.join("\n")}`);
    expect([told.length, told[5]]).toEqual([6, "p.csv: 3 more changes of more than half the price in a day"]);
  });

  it("must be there, with rows and the two columns", () => {
    expect(() => readDatedValues(join(folder, "nowhere.csv"), "close")).toThrow(/is not there: expected a CSV file/);
    expect(() => readDatedValues(folder, "close")).toThrow(/is a directory/);
    expect(refusal("")[0]).toContain("is empty: expected the columns date and close");
    expect(refusal("date,close\n")[0]).toContain("holds no rows");
    expect(refusal("date,clsoe\n2026-01-05,30")).toEqual([
      'p.csv:1:1  there is no column close: the first line holds "date", "clsoe"; did you mean "clsoe"?',
    ]);
    expect(refusal("date;close\n2026-01-05;30")[0]).toMatch(/; cells must be apart by commas, not by ;$/);
    expect(refusal("2026-01-05,30\n2026-01-06,31")[0]).toContain("there is no column date and no column close");
    expect(refusal("date,close,close\n2026-01-05,30,30")[0]).toContain("p.csv:1:12  there are two columns close");
  });
});

describe("cells", () => {
  it("keep empty ones, and know their lines", () => {
    expect(
      readCsv('a,,"b\nc"\n,\n\nd', "t.csv").map((row) => row.map((cell) => [cell.text, cell.line, cell.column])),
    ).toEqual([
      [
        ["a", 1, 1],
        ["", 1, 3],
        ["b\nc", 1, 4],
      ],
      [
        ["", 3, 1],
        ["", 3, 2],
      ],
      [["d", 5, 1]],
    ]);
    expect(readCsv("a,", "t.csv")[0].map((cell) => cell.text)).toEqual(["a", ""]);
    // Line ends of every kind, blank lines of white space, marks inside a cell, and letters of more than a byte.
    expect(readCsv('é,"x\r\ny",z\r \t\r\n 5" pipe , "1 "', "t.csv").map((row) => row.map(Object.values))).toEqual([
      [
        ["é", 1, 1],
        ["x\r\ny", 1, 3],
        ["z", 2, 4],
      ],
      [
        ['5" pipe', 4, 1],
        ["1", 4, 11],
      ],
    ]);
  });

  it("must close their quotation marks, and end there", () => {
    expect(refusal('date,close\n2026-01-05,30\n\n2026-01-06,"31\n2026-01-07,32\n')).toEqual([
      "p.csv:4:12  a quotation mark is opened here and never closed",
    ]);
    expect(refusal('date,close\n"2026-01-05"x,30\n')).toEqual([
      "p.csv:2:1  a cell goes on after its closing quotation mark",
    ]);
  });
});

describe("a file of levels", () => {
  it("is a path of business days", () => {
    writeFileSync(file, "date,margin\n2026-01-29,100\n2026-02-02,150\n2026-02-05,120");
    const { path, days, figures, warnings } = analyseLevels(file);
    expect(days.map((day) => new Date(day).getUTCDate())).toEqual([29, 30, 2, 3, 4, 5]);
    expect(warnings).toEqual([]);
    expect(path).toEqual([100, 100, 150, 150, 150, 120]);
    expect(figures).toMatchObject({ peakToTrough: 1.5, peakToTroughOrdered: 1.5, mean: 770 / 6 });
    expect(figures.maxIncrease.map((x) => (Number.isNaN(x) ? null : x))).toEqual([1.5, 1.2, null, null, null]);
  });

  it("says which levels stand on no business day", () => {
    writeFileSync(file, "date,margin\n2026-01-09,9\n2026-01-10,10\n2026-01-11,11\n2026-01-12,12\n2026-01-17,13");
    const { path, warnings } = analyseLevels(file);
    expect(path).toEqual([9, 12, 12, 12, 12, 12, 13]);
    expect(warnings.map((text) => text.replace(file, "p.csv"))).toEqual([
      "p.csv:3:1  the level of 2026-01-10 stands on no business day: the next one comes before the weekend is over (and 1 more such levels)",
    ]);
  });
});
