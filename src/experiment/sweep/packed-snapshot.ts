/** A snapshot in one block of shared memory: it goes to any thread without a copy. */
import { deserialize, serialize } from "node:v8";
import type { Snapshot } from "../../core/snapshot.ts";

/** Where the parts lie in `memory`: first the structure, serialised; then the typed arrays, which stand in it as places. */
export interface PackedSnapshot {
  readonly memory: SharedArrayBuffer;
  /** Bytes of the structure. */
  readonly head: number;
}

type Body = Snapshot["bodies"][number];
type TypedBody = Extract<Body, { kind: "typed" }>;

const KINDS = [Float64Array, Int32Array, Uint32Array, Int16Array, Uint16Array, Int8Array, Uint8Array] as const;

/** A typed array's place: kind, offset behind the structure, length. */
interface Place {
  readonly kind: "typed";
  readonly place: readonly [type: number, offset: number, length: number];
}

const aligned = (bytes: number): number => (bytes + 7) & ~7;
const isTyped = (body: Body): body is TypedBody => body.kind === "typed";

/** Copies a snapshot into shared memory. */
export function packSnapshot(snapshot: Snapshot): PackedSnapshot {
  let size = 0;
  const bodies = snapshot.bodies.map((body): Body | Place => {
    if (!isTyped(body)) return body;
    const { data } = body;
    const type = KINDS.findIndex((kind) => data instanceof kind);
    const offset = size;
    size = aligned(size + data.byteLength);
    return { kind: "typed", place: [type, offset, data.length] };
  });
  const structure = serialize(bodies);
  const start = aligned(structure.length);
  const memory = new SharedArrayBuffer(start + size);
  const bytes = new Uint8Array(memory);
  bytes.set(structure);
  bodies.forEach((body, i) => {
    if (!("place" in body)) return;
    const { data } = snapshot.bodies[i] as TypedBody;
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + body.place[1]);
  });
  return { memory, head: structure.length };
}

/** The snapshot again. Its arrays are views of the shared memory: a restore copies them and never writes to them. */
export function unpackSnapshot({ memory, head }: PackedSnapshot): Snapshot {
  const bodies = deserialize(Buffer.from(new Uint8Array(memory, 0, head))) as (Body | Place)[];
  const start = aligned(head);
  return {
    bodies: bodies.map((body): Body => {
      if (!("place" in body)) return body;
      const [type, offset, length] = body.place;
      return { kind: "typed", data: new KINDS[type](memory as unknown as ArrayBuffer, start + offset, length) };
    }),
  };
}
