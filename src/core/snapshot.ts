/**
 * Snapshots by one walk over the object graph, so that no component can forget a field. The rules:
 * numbers, strings, booleans, null, typed arrays, plain arrays and objects, and Maps with primitive keys are state;
 * frozen objects are configuration and functions are code: both are skipped; an object with `snapshotState()` and
 * `restoreState()` looks after itself; any other class instance is walked field by field and keeps its identity.
 * Shared references stay shared. A snapshot is plain data: it can be posted to a worker or stored.
 */

type TypedArray = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** One captured value: a primitive, an array's copy, or a reference to a captured object. */
type Captured =
  | { kind: "value"; value: number | string | boolean | null | undefined }
  | { kind: "ref"; id: number }
  | { kind: "skip" };

type Body =
  | { kind: "typed"; data: TypedArray }
  | { kind: "fields"; names: string[]; values: Captured[]; plain: boolean }
  | { kind: "list"; values: Captured[] }
  | { kind: "map"; keys: (number | string)[]; values: Captured[] }
  | { kind: "own"; state: unknown };

/** All state of an object graph at one moment; made by `takeSnapshot`, read by `restoreSnapshot`. */
export interface Snapshot {
  readonly bodies: readonly Body[];
}

interface OwnState {
  snapshotState(): unknown;
  restoreState(state: unknown): void;
}

const isTyped = (x: object): x is TypedArray => ArrayBuffer.isView(x);
const isOwn = (x: object): x is OwnState => typeof (x as Partial<OwnState>).snapshotState === "function";
const isPlain = (x: object): boolean => {
  const proto = Object.getPrototypeOf(x);
  return proto === Object.prototype || proto === null;
};

/** Copies all state reachable from `root`. */
export function takeSnapshot(root: object): Snapshot {
  const ids = new Map<object, number>();
  const bodies: Body[] = [];
  const capture = (value: unknown): Captured => {
    if (typeof value === "function") return { kind: "skip" };
    if (typeof value !== "object" || value === null) return { kind: "value", value: value as number };
    const known = ids.get(value);
    if (known !== undefined) return { kind: "ref", id: known };
    if (Object.isFrozen(value) && !(isTyped(value) && value.length === 0)) return { kind: "skip" };
    const id = bodies.length;
    ids.set(value, id);
    bodies.push(undefined as unknown as Body);
    bodies[id] = body(value);
    return { kind: "ref", id };
  };
  const body = (value: object): Body => {
    if (isTyped(value)) return { kind: "typed", data: value.slice() };
    if (isOwn(value)) return { kind: "own", state: value.snapshotState() };
    if (Array.isArray(value)) return { kind: "list", values: value.map(capture) };
    if (value instanceof Map) return { kind: "map", keys: [...value.keys()], values: [...value.values()].map(capture) };
    const names = Object.keys(value);
    const values = names.map((name) => capture((value as Record<string, unknown>)[name]));
    return { kind: "fields", names, values, plain: isPlain(value) };
  };
  capture(root);
  return { bodies };
}

/**
 * Puts the state back into `root`, an object graph built the same way (from the same scenario, or from one that differs
 * in configuration only). Throws when the graphs do not match.
 */
export function restoreSnapshot(root: object, snapshot: Snapshot): void {
  const { bodies } = snapshot;
  const made = new Map<number, object>();
  const revive = (captured: Captured, existing: unknown): unknown => {
    if (captured.kind === "skip") return existing;
    if (captured.kind === "value") return captured.value;
    const done = made.get(captured.id);
    if (done) return done;
    return build(captured.id, typeof existing === "object" ? existing : null);
  };
  const build = (id: number, existing: object | null): object => {
    const b = bodies[id];
    switch (b.kind) {
      case "typed": {
        const reuse =
          existing &&
          isTyped(existing) &&
          existing.length === b.data.length &&
          existing.constructor === b.data.constructor;
        const target = reuse ? (existing as TypedArray) : b.data.slice();
        if (reuse) (target as Float64Array).set(b.data as Float64Array);
        made.set(id, target);
        return target;
      }
      case "own": {
        if (!existing || !isOwn(existing))
          throw new Error("snapshot does not fit: a self-describing object is missing");
        made.set(id, existing);
        existing.restoreState(b.state);
        return existing;
      }
      case "list": {
        const target = Array.isArray(existing) ? existing : [];
        made.set(id, target);
        const values = b.values.map((value, i) => revive(value, target[i]));
        target.length = 0;
        for (const value of values) target.push(value);
        return target;
      }
      case "map": {
        const target = existing instanceof Map ? existing : new Map<number | string, unknown>();
        made.set(id, target);
        const values = b.values.map((value, i) => revive(value, target.get(b.keys[i])));
        target.clear();
        b.keys.forEach((key, i) => {
          target.set(key, values[i]);
        });
        return target;
      }
      case "fields": {
        if (!existing && !b.plain)
          throw new Error("snapshot does not fit: it holds an object that this scenario does not build");
        const target = (existing ?? {}) as Record<string, unknown>;
        made.set(id, target);
        b.names.forEach((name, i) => {
          const value = revive(b.values[i], target[name]);
          if (target[name] !== value) target[name] = value;
        });
        return target;
      }
    }
  };
  build(0, root);
}
