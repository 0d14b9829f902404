import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeServer } from "../src/protocol/decode.ts";
import { encodeClient } from "../src/protocol/encode.ts";
import type { Entry } from "../src/protocol/entry.ts";
import { InvalidValueError, ProtocolError } from "../src/protocol/errors.ts";
import type { ClientFrame, ServerFrame } from "../src/protocol/frames.ts";

/** The golden vectors of the protocol, which all implementations share; `protocol/vectors/README.md`. */
const VECTORS = new URL("../../../../../protocol/vectors/", import.meta.url);

interface Vector {
  readonly file: string;
  readonly frame?: string;
  readonly frameHex?: string;
  readonly canonical?: Record<string, unknown>;
  readonly ignored?: boolean;
  readonly error?: string;
}

/** An integer with a fraction or an exponent: JSON.parse has no way to tell, and JSON.stringify never writes it. */
const FORMS_THAT_CANNOT_BE_MADE = new Set(["seq-with-a-fraction.json", "seq-with-an-exponent.json"]);

function vectors(folder: string): Vector[] {
  const directory = new URL(`${folder}/`, VECTORS);
  const files = readdirSync(directory).sort();
  assert.ok(files.length > 0, `no vectors in ${folder}`);
  return files.map((file) => ({ file, ...(JSON.parse(readFileSync(new URL(file, directory), "utf8")) as object) }));
}

/** The text of a WebSocket frame; the platform refuses what is not UTF-8, as a WebSocket does. */
function textOf(vector: Vector): string {
  const bytes = vector.frameHex === undefined ? Buffer.from(vector.frame ?? "") : Buffer.from(vector.frameHex, "hex");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProtocolError("not UTF-8");
  }
}

/** A client frame as this SDK has it: cursors are a map, everything else is as on the wire. */
function frameOf(wire: Record<string, unknown>): ClientFrame {
  const { cursors } = wire;
  const isMap = typeof cursors === "object" && cursors !== null && !Array.isArray(cursors);
  const map = isMap ? new Map(Object.entries(cursors)) : cursors;
  return { ...wire, ...(cursors === undefined ? {} : { cursors: map }) } as unknown as ClientFrame;
}

function wireOfEntry(entry: Entry): Record<string, unknown> {
  if (entry.type !== "unknown") {
    return { ...entry };
  }
  const { wireType, ...rest } = entry;
  return { ...rest, type: wireType };
}

function wireOf(frame: ServerFrame): Record<string, unknown> {
  if (frame.op === "entry") {
    return { op: "entry", ...wireOfEntry(frame.entry) };
  }
  if (frame.op !== "entries") {
    return { ...frame };
  }
  const entries = frame.entries.map((entry) => {
    const { conversation, ...rest } = wireOfEntry(entry);
    assert.equal(conversation, frame.conversation);
    return rest;
  });
  return { ...frame, entries };
}

for (const vector of vectors("client/valid")) {
  test(`writes what clients may send: ${vector.file}`, () => {
    const canonical = vector.canonical ?? {};
    const written = encodeClient(frameOf(canonical));
    assert.deepEqual(JSON.parse(written), canonical);
    if (canonical["cursors"] !== undefined) {
      assert.ok(written.includes(JSON.stringify(canonical["cursors"])), "cursors in their order");
    }
  });
}

for (const vector of vectors("client/invalid")) {
  const malformed = vector.error === "malformed_frame";
  if (malformed || FORMS_THAT_CANNOT_BE_MADE.has(vector.file)) {
    continue; // JSON.stringify writes nothing of the kind.
  }
  test(`refuses to write what a server would refuse: ${vector.file}`, () => {
    const wire = JSON.parse(textOf(vector)) as Record<string, unknown>;
    assert.throws(() => encodeClient(frameOf(wire)), InvalidValueError);
  });
}

for (const vector of vectors("server/valid")) {
  test(`reads what servers send: ${vector.file}`, () => {
    const frame = decodeServer(textOf(vector));
    if (vector.ignored) {
      assert.equal(frame, undefined);
    } else {
      assert.ok(frame);
      assert.deepEqual(wireOf(frame), vector.canonical);
    }
  });
}

for (const vector of vectors("server/invalid")) {
  test(`says that the other side does not speak the protocol: ${vector.file}`, () => {
    assert.throws(() => decodeServer(textOf(vector)), ProtocolError);
  });
}

test("keeps the order of cursors whose names look like numbers", () => {
  const cursors = new Map([
    ["c1", 1],
    ["7", 2],
    ["__proto__", 3],
  ]);
  const written = encodeClient({ op: "sync", ref: "sync 1", cursors });
  assert.equal(written, '{"op":"sync","ref":"sync 1","cursors":{"c1":1,"7":2,"__proto__":3}}');
});
