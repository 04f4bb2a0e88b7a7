import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSweepStore, type StoredSweep } from "../../src/experiment/sweep/read-sweep-store.ts";
import { type Cell, rowsOf } from "../../src/experiment/sweep-analysis/cells.ts";
import { exportTo, exportToFile } from "../../src/experiment/sweep-analysis/export-store.ts";
import { queryStore } from "../../src/experiment/sweep-analysis/query-store.ts";
import { makeTable, number } from "../../src/experiment/tables/table.ts";
import { RANGES, storeSweep } from "./stored-sweep.ts";

const root = mkdtempSync(join(tmpdir(), "stampede-query-"));
const directory = join(root, "a 'quoted' store");
const secret = join(root, "secret.csv");
let store: StoredSweep;

beforeAll(async () => {
  writeFileSync(secret, "a\n1\n");
  await storeSweep(directory, {
    method: "random",
    samples: 6,
    axes: RANGES,
    seeds: 2,
    fails: (point, seed) => point === 1 && seed === 2,
    tables: (point, seed) =>
      point < 2
        ? [
            makeTable("venues", [number("close", Float64Array.of(point, seed))]),
            makeTable("kill-matrix", [number("loss_usd", Float64Array.of(point))]),
          ]
        : [],
  });
  store = await readSweepStore(directory);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ask(sql: string, from: StoredSweep = store): Promise<Cell[][]> {
  return await queryStore(from, sql, async (result) => {
    const rows: Cell[][] = [];
    for await (const batch of rowsOf(result)) rows.push(...batch);
    return rows;
  });
}

describe("queryStore", () => {
  it("answers from the results, the design, the log and the series that runs left", async () => {
    expect(await ask('SELECT count(*), count("pit.fallToLow") FROM results')).toEqual([[12, 11]]);
    expect(await ask("SELECT point, error FROM results WHERE status = 'failed'")).toEqual([
      [1, "the market never opened, it says"],
    ]);
    expect(await ask("FROM design SELECT count(DISTINCT key)")).toEqual([[6]]);
    expect(await ask("SELECT sum(seconds) FROM log")).toEqual([[6]]);
    expect(
      await ask(
        "SELECT (summary->>'forcedShare')::DOUBLE IS NOT NULL AS known, count(*) FROM log GROUP BY 1 ORDER BY 1",
      ),
    ).toEqual([
      [false, 1],
      [true, 11],
    ]);
    expect(
      await ask(
        "SELECT r.point, r.seed, max(v.close) FROM venues v JOIN results r USING (run) GROUP BY ALL ORDER BY ALL",
      ),
    ).toEqual([
      [0, 1, 1],
      [0, 2, 2],
      [1, 1, 1],
      [1, 2, 2],
    ]);
    expect(await ask('SELECT sum(loss_usd) FROM "kill-matrix"')).toEqual([[2]]);
    expect(await ask("SHOW TABLES")).toEqual([["design"], ["kill-matrix"], ["log"], ["results"], ["venues"]]);
  });

  it("gives plain values: days, times, lists, maps, large numbers, none", async () => {
    expect(
      await ask(
        "SELECT DATE '2026-01-30', TIMESTAMP '2026-01-30 12:00', [1, NULL], {'a': 'b'}, 9007199254740993, NULL, 'nan'::DOUBLE, true",
      ),
    ).toEqual([
      ["2026-01-30", "2026-01-30T12:00:00.000Z", [1, null], { a: "b" }, "9007199254740993", null, null, true],
    ]);
  });

  it.each([
    `SELECT * FROM read_csv('${secret}')`,
    `SELECT * FROM read_text('/etc/hostname')`,
    `SELECT * FROM '${secret}'`,
    `SELECT * FROM glob('/*')`,
    "SELECT * FROM 'https://example.com/a.parquet'",
    `SELECT * FROM read_text('${join("x", "..", "..", "secret.csv")}')`,
  ])("reads nothing beyond the store: %s", async (sql) => {
    await expect(ask(sql)).rejects.toThrow(/^the SQL cannot be run: /);
  });

  it("reads no file that a link in the store's place would lead to, and a store behind a link as the store", async () => {
    const link = join(root, "link");
    symlinkSync(directory, link);
    expect(await ask("SELECT count(*) FROM results", await readSweepStore(link))).toEqual([[12]]);
  });

  it.each([
    "COPY results TO 'out.csv'",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO 'out.csv'",
    "CREATE TABLE t AS SELECT 1",
    "DROP VIEW results",
    "ATTACH 'x.db'",
    "SET threads = 8",
    "INSTALL httpfs",
    "EXPORT DATABASE 'x'",
    "PREPARE p AS SELECT 1",
    "CHECKPOINT",
  ])("writes nothing and changes nothing: %s", async (sql) => {
    const before = readdirSync(directory).sort();
    const inside = sql.replace("'out.csv'", `'${join(directory, "out.csv").replaceAll("'", "''")}'`);
    await expect(ask(inside)).rejects.toThrow(/^(?:a store is only read: expected SELECT|the SQL cannot be run: )/);
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  it.each([
    [
      "SELECT nothing FROM results",
      /^the SQL cannot be run: Referenced column "nothing" not found in FROM clause; Candidate bindings: .*$/,
    ],
    ["SELECT\n1,\nnothing FROM results", /^the SQL cannot be run: .* \(line 3\)$/],
    ["SELEC 1", /^the SQL cannot be run: syntax error at or near "SELEC"$/],
    [
      "SELECT * FROM resuls",
      /^the SQL cannot be run: Table with name resuls does not exist; Did you mean "results"\?$/,
    ],
    ["SELECT error('no\nmore')", /^the SQL cannot be run: no; more$/],
    ["SELECT 1; SELECT 2", /^expected one statement of SQL, got 2$/],
    ["  -- nothing\n;", /^there is no SQL to run$/],
    ["SELECT ?", /^the SQL has a parameter/],
  ])("says what is wrong in one sentence: %s", async (sql, message) => {
    await expect(ask(sql)).rejects.toThrow(message);
    await expect(ask(sql)).rejects.toThrow(expect.objectContaining({ name: "UsageError" }));
  });
});

describe("export", () => {
  const bytes = async (format: "csv" | "parquet" | "arrow"): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    await exportTo(store, format, async (data) => {
      parts.push(Buffer.from(data));
    });
    return Buffer.concat(parts);
  };

  it("writes the same to a file as to a stream, whole or not at all", async () => {
    for (const format of ["csv", "parquet", "arrow"] as const) {
      const path = join(root, `results.${format}`);
      writeFileSync(path, "before");
      await exportToFile(store, format, path);
      expect(readFileSync(path).equals(await bytes(format)), format).toBe(true);
    }
    await expect(exportToFile(store, "csv", join(root, "no", "where.csv"))).rejects.toThrow(/ENOENT/);
  });

  it("CSV quotes what must be quoted and leaves empty what there is not", async () => {
    const lines = (await bytes("csv")).toString().split("\r\n");
    expect(lines).toHaveLength(14);
    expect(lines[0]).toMatch(/^run,point,seed,status,error,clearing\.pit\.margin\.initial,.*,pit\.fallToLow,/);
    const failed = lines.filter((line) => line.includes(",failed,"));
    expect(failed).toEqual([expect.stringMatching(/,failed,"the market never opened, it says",[\d.]+,.*,,,,,,,$/)]);
  });

  it("Arrow holds the table as it is in Parquet", async () => {
    const table = tableFromIPC(await bytes("arrow"));
    const names = (await ask("DESCRIBE results")).map((row) => row[0]);
    expect(table.schema.fields.map((f) => f.name)).toEqual(names);
    const rows = (await ask("SELECT * FROM results")) as Cell[][];
    expect(table.numRows).toBe(rows.length);
    const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
    const read = table.toArray().map((row) => names.map((name) => plain(row[name as string])));
    expect(read).toEqual(rows);
    expect(table.schema.fields.map((f) => String(f.type)).slice(0, 6)).toEqual([
      "Utf8",
      "Int32",
      "Int64",
      "Utf8",
      "Utf8",
      "Float64",
    ]);
  });

  it("Parquet is the store's own file", async () => {
    expect((await bytes("parquet")).equals(readFileSync(store.results))).toBe(true);
  });
});
