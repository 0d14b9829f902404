import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CarillonClient } from "../src/client.ts";
import { CarillonError } from "../src/protocol/errors.ts";
import { IndexedDbStorage } from "../src/storage/indexed-db.ts";
import { HandServer } from "./hand-server.ts";
import { batch, entries, page, send, summary } from "./scenes.ts";

let names = 0;

function fresh(): string {
  return `test ${names++}`;
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("keeps device, cursors, writes and who there is over a reload", async () => {
  const name = fresh();
  const first = new IndexedDbStorage(name);
  assert.deepEqual(await first.load("d1"), { device: "d1", cursors: { seqs: new Map() }, writes: [] });
  await first.addWrite(send("m1"));
  await first.addWrite(send("m2"));
  await first.addWrite(send("m3"));
  await first.removeWrite("m2");
  const roster = { user: "ada", conversations: [summary("c1", 2)] };
  await first.keep(batch({ entries: entries("c1", 1, 2), seqs: new Map([["c1", 2]]), roster }));
  first.close();
  const second = await new IndexedDbStorage(name).load("d2");
  assert.deepEqual(second, {
    device: "d1",
    cursors: { epoch: "e1", seqs: new Map([["c1", 2]]) },
    writes: [send("m1"), send("m3")],
    roster,
  });
});

test("keeps what was refused, instead of as a write, until it is sent again or removed", async () => {
  const name = fresh();
  const storage = new IndexedDbStorage(name);
  await storage.load("d1");
  for (const id of ["m1", "m2", "m3"]) {
    await storage.addWrite(send(id));
    await storage.refuseWrite({ write: send(id), code: "forbidden", reason: "no" });
  }
  await storage.addWrite(send("m1"));
  await storage.removeWrite("m2");
  const kept = await new IndexedDbStorage(name).load("d1");
  assert.deepEqual(kept.writes, [send("m1")]);
  assert.deepEqual(kept.refused, [{ write: send("m3"), code: "forbidden", reason: "no" }]);
});

test("goes on with a database of the time before refused messages were kept", async () => {
  const name = fresh();
  await new Promise((resolve) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of ["about", "cursors", "notes"]) {
        request.result.createObjectStore(store);
      }
      request.result.createObjectStore("entries", { keyPath: ["conversation", "seq"] });
      request.result.createObjectStore("writer", { keyPath: "name" }).createIndex("place", "place", { unique: true });
      const writes = request.result.createObjectStore("writes", { autoIncrement: true });
      writes.createIndex("clientMessageId", "clientMessageId", { unique: true });
      writes.add(send("m1"));
    };
    request.onsuccess = () => resolve(request.result.close());
  });
  const storage = new IndexedDbStorage(name);
  assert.deepEqual((await storage.load("d1")).writes, [send("m1")]);
  await storage.refuseWrite({ write: send("m1"), code: "forbidden", reason: "no" });
  assert.deepEqual((await new IndexedDbStorage(name).load("d1")).writes, []);
});

test("keeps the newest entries of each conversation, and gives them a page at a time", async () => {
  const storage = new IndexedDbStorage(fresh(), 10);
  await storage.load("d1");
  await storage.keep(batch({ entries: entries("c1", 1, 30), seqs: new Map([["c1", 30]]) }));
  const seqs = async (before: number, limit: number): Promise<number[]> =>
    (await storage.entriesBefore("c1", before, limit)).map((entry) => entry.seq);
  assert.deepEqual(await seqs(Number.MAX_SAFE_INTEGER, 3), [28, 29, 30]);
  assert.deepEqual(await seqs(28, 100), [21, 22, 23, 24, 25, 26, 27]);
  assert.deepEqual(await storage.entriesBefore("c2", 100, 5), []);
  await storage.keepPage("c1", page(90));
  await storage.keep(batch({ moved: new Set(["c1"]), seqs: new Map([["c1", 90]]) }));
  assert.deepEqual(await seqs(100, 5), []);
  assert.deepEqual(await storage.page("c1"), page(90));
  await storage.keep(batch({ epoch: "e2", anotherEpoch: true }));
  assert.deepEqual([await storage.page("c1"), (await storage.load("d")).cursors.seqs.size], [undefined, 0]);
});

test("sends again after a reload in mid-send what was not answered", async () => {
  const name = fresh();
  const open = async (): Promise<{ wire: HandServer; client: CarillonClient }> => {
    const wire = new HandServer();
    const storage = new IndexedDbStorage(name);
    const client = await CarillonClient.open({ server: "https://c.example.org", token: "t", edge: wire, storage });
    void client.connect();
    wire.accept("ticket");
    await settled();
    return { wire, client };
  };
  const before = await open();
  void before.client.conversation("c1").send({ text: "Hello", clientMessageId: "m1" });
  await settled();
  assert.equal(before.wire.peer.last("send")?.["ref"], "m1");
  // The page is gone, as is its answer.
  const after = await open();
  assert.equal(after.wire.peer.last("send")?.["ref"], "m1");
  after.wire.peer.say({ op: "sent", ref: "m1", conversation: "c1", seq: 99, at: 5 });
  await settled();
  assert.deepEqual((await new IndexedDbStorage(name).load("d", true)).writes, []);
});

test("does not write over what another page keeps that has taken over", async () => {
  const name = fresh();
  const [frozen, other] = [new IndexedDbStorage(name), new IndexedDbStorage(name)];
  await frozen.load("d1");
  await other.load("d1");
  await other.keep(batch({ seqs: new Map([["c1", 9]]) }));
  await frozen.keep(batch({ seqs: new Map([["c1", 5]]) }));
  // What was written is kept, whoever sends it.
  await frozen.addWrite(send("m1"));
  await other.addWrite(send("m1"));
  const kept = await new IndexedDbStorage(name).load("d1", true);
  assert.deepEqual([kept.cursors.seqs.get("c1"), kept.writes], [9, [send("m1")]]);
});

test("does not take a write over that the browser has no room for", async () => {
  const storage = new IndexedDbStorage(fresh());
  await storage.load("d1");
  const full = new DOMException("no room", "QuotaExceededError");
  const { commit } = IDBTransaction.prototype;
  IDBTransaction.prototype.commit = function (this: IDBTransaction): void {
    this.abort();
    Object.defineProperty(this, "error", { value: full });
  };
  try {
    await assert.rejects(
      async () => storage.addWrite(send("m1")),
      (e: unknown) => {
        assert.ok(e instanceof CarillonError);
        assert.deepEqual([e.code, e.message], ["unavailable", "the browser's database: QuotaExceededError"]);
        return true;
      },
    );
  } finally {
    IDBTransaction.prototype.commit = commit;
  }
});

test("says so where there is no database, as in some private windows", async () => {
  const open = indexedDB.open.bind(indexedDB);
  indexedDB.open = () => {
    throw new DOMException("not here", "SecurityError");
  };
  try {
    await assert.rejects(new IndexedDbStorage(fresh()).load("d1"), { name: "CarillonError", code: "unavailable" });
  } finally {
    indexedDB.open = open;
  }
});

test("is deleted with everything, also while another page has it open", async () => {
  const name = fresh();
  const storage = new IndexedDbStorage(name);
  await storage.load("d1");
  await storage.addWrite(send("m1"));
  await IndexedDbStorage.delete(name);
  assert.deepEqual((await new IndexedDbStorage(name).load("d2")).writes, []);
  assert.equal((await new IndexedDbStorage(name).load("d3")).device, "d2");
});

test("is not made anew by a page that learns late that it was deleted", async () => {
  const name = fresh();
  const storage = new IndexedDbStorage(name);
  await storage.load("d1");
  await IndexedDbStorage.delete(name);
  await storage.keep(batch({ entries: entries("c1", 1, 2), seqs: new Map([["c1", 2]]) }));
  await storage.keepPage("c1", page(2));
  await storage.removeWrite("m1");
  assert.deepEqual([await storage.page("c1"), await storage.entriesBefore("c1", 9, 9)], [undefined, []]);
  await assert.rejects(storage.addWrite(send("m1")), { code: "unavailable" });
  await assert.rejects(storage.load("d1"), { code: "unavailable" });
  assert.ok(!(await indexedDB.databases()).some((database) => database.name === name));
});

test("needs no answer of the browser to keep what a page has that is left", async () => {
  const storage = new IndexedDbStorage(fresh());
  await storage.load("d1");
  const { commit } = IDBTransaction.prototype;
  let commits = 0;
  IDBTransaction.prototype.commit = function (this: IDBTransaction): void {
    commits++;
    commit.call(this);
  };
  try {
    const kept = storage.keep(batch({ entries: entries("c1", 1, 2), seqs: new Map([["c1", 2]]) }));
    const added = storage.addWrite(send("m1"));
    // Microtasks only, as after the last event that a page gets.
    for (let i = 0; i < 20; i++) {
      await Promise.resolve();
    }
    assert.equal(commits, 2);
    await Promise.all([kept, added]);
  } finally {
    IDBTransaction.prototype.commit = commit;
  }
});
