/** What goes through Redis: plans, runs and what they left, in forms that any version of Node reads back exactly. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { SweepPlan, SweepRun } from "../sweep/sweep-plan.ts";
import type { Column, Table } from "../tables/table.ts";

/** A job of the queue. Its name is the run's key. */
export interface RunJob extends SweepRun {
  /** Identity of the plan that the run belongs to. */
  readonly plan: string;
}

/** What a job returns: a finished run. */
export interface RunReturn {
  readonly summary: Readonly<Record<string, number | string | null>>;
  /** Seconds that it took in its thread. */
  readonly seconds: number;
  /** Whether its tables lie under a key of their own. */
  readonly tables: boolean;
}

/** A plan as it is stored. */
export interface PackedPlan {
  /** First 16 hexadecimal digits of the SHA-256 of its text. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** A plan without its design, which a worker has no use for: the values of each point say all. */
export async function packPlan(plan: SweepPlan): Promise<PackedPlan> {
  const bare: SweepPlan = { ...plan, design: { scheme: { kind: "plain" }, points: [], units: null } };
  const text = JSON.stringify(bare);
  const id = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return { id, bytes: await promisify(gzip)(text) };
}

export async function readPlan(bytes: Uint8Array): Promise<SweepPlan> {
  const text = await promisify(gunzip)(bytes);
  return JSON.parse(text.toString("utf8")) as SweepPlan;
}

/** A column without its numbers, which follow the header as doubles: every kind fits them exactly. */
type Header = { readonly name: string; readonly rows: number; readonly columns: readonly HeaderColumn[] };
type HeaderColumn =
  | { readonly kind: "number" | "integer" | "time"; readonly name: string }
  | { readonly kind: "category"; readonly name: string; readonly names: readonly string[] }
  | { readonly kind: "text"; readonly name: string; readonly values: readonly (string | null)[] };

/** Tables as one piece of bytes: the length of a JSON header, the header, then the numbers of each column in turn. */
export async function packTables(tables: readonly Table[]): Promise<Buffer> {
  const headers: Header[] = tables.map(({ name, rows, columns }) => ({ name, rows, columns: columns.map(headerOf) }));
  const head = Buffer.from(JSON.stringify(headers));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  const numbers = tables.flatMap(({ columns }) =>
    columns.flatMap((column) => (column.kind === "text" ? [] : [Buffer.from(Float64Array.from(column.values).buffer)])),
  );
  return promisify(gzip)(Buffer.concat([size, head, ...numbers]));
}

export async function unpackTables(bytes: Uint8Array): Promise<Table[]> {
  const whole = await promisify(gunzip)(bytes);
  const end = 4 + whole.readUInt32LE();
  const headers = JSON.parse(whole.toString("utf8", 4, end)) as Header[];
  let at = end;
  const next = (rows: number): Float64Array => {
    const values = new Float64Array(rows);
    new Uint8Array(values.buffer).set(whole.subarray(at, at + rows * 8));
    at += rows * 8;
    return values;
  };
  return headers.map(({ name, rows, columns }) => ({
    name,
    rows,
    columns: columns.map((column): Column => (column.kind === "text" ? column : { ...column, values: next(rows) })),
  }));
}

function headerOf(column: Column): HeaderColumn {
  switch (column.kind) {
    case "text":
      return column;
    case "category":
      return { kind: column.kind, name: column.name, names: column.names };
    default:
      return { kind: column.kind, name: column.name };
  }
}
