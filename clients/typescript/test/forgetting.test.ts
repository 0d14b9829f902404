import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../src/protocol/entry.ts";
import { IndexedDbStorage } from "../src/storage/indexed-db.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import type { ClientStorage } from "../src/storage/storage.ts";
import { liveEntry } from "./hand-server.ts";
import { HistoryServer } from "./history-server.ts";
import { batch, entries, entry, page, summary } from "./scenes.ts";
import { opened, settled, shown } from "./view-scene.ts";

const STORAGES: readonly (() => ClientStorage)[] = [
  () => new MemoryStorage(),
  () => new IndexedDbStorage(`forgetting ${Math.random()}`),
];

const HEAD = { conversation: "c1", ordinal: 3, sender: "grace", at: 5 };
const UNTIL_3: ReadonlyMap<string, number> = new Map([["c1", 3]]);

function edit(seq: number, target: number, text: string): Entry {
  return { ...HEAD, seq, type: "edit", target, text };
}

/** Everything that is kept of `c1`. */
async function keptOf(storage: ClientStorage): Promise<string> {
  return JSON.stringify([await storage.entriesBefore("c1", 100, 100), await storage.page("c1")]);
}

for (const made of STORAGES) {
  const name = made().constructor.name;

  test(`${name}: keeps no words that were taken back, in entries and pages`, async () => {
    const storage = made();
    await storage.load("d1");
    await storage.keep(batch({ entries: [...entries("c1", 1, 2), edit(3, 1, "better")], seqs: UNTIL_3 }));
    await storage.keepPage("c1", page(2));
    await storage.keep(batch({ entries: [{ ...HEAD, seq: 4, type: "delete", target: 1 }] }));
    const types = (await storage.entriesBefore("c1", 100, 100)).map((one) => one.type);
    assert.deepEqual(types, ["tombstone", "message", "tombstone", "delete"]);
    assert.doesNotMatch(await keptOf(storage), /message 1|better/);
    assert.match(await keptOf(storage), /message 2/);
  });

  test(`${name}: keeps no words that were edited away, also not those of former edits`, async () => {
    const storage = made();
    await storage.load("d1");
    await storage.keepPage("c1", page(2));
    await storage.keep(batch({ entries: [...entries("c1", 1, 2), edit(3, 1, "better")], seqs: UNTIL_3 }));
    await storage.keep(batch({ entries: [edit(4, 1, "best")] }));
    assert.doesNotMatch(await keptOf(storage), /message 1|better/);
    const texts = (await storage.entriesBefore("c1", 100, 100)).map((one) => ("text" in one ? one.text : undefined));
    assert.deepEqual(texts, ["best", "message 2", "best", "best"]);
    assert.match(JSON.stringify(await storage.page("c1")), /"best".*"editedAt":5/);
  });

  test(`${name}: takes no page over with words that were taken back while it was read`, async () => {
    const storage = made();
    await storage.load("d1");
    await storage.keep(batch({ entries: [...entries("c1", 1, 2), { ...HEAD, seq: 3, type: "delete", target: 1 }] }));
    await storage.keepPage("c1", page(2));
    assert.doesNotMatch(await keptOf(storage), /message 1/);
  });

  test(`${name}: keeps no page that what came after is not known of`, async () => {
    const storage = made();
    await storage.load("d1");
    await storage.keepPage("c1", page(2));
    await storage.keep(batch({ moved: new Set(["c1"]), seqs: new Map([["c1", 2]]) }));
    assert.notEqual(await storage.page("c1"), undefined);
    await storage.keep(batch({ moved: new Set(["c1"]), seqs: new Map([["c1", 9]]) }));
    assert.equal(await storage.page("c1"), undefined);
  });

  test(`${name}: keeps nothing of a conversation that ended, and all of others`, async () => {
    const storage = made();
    await storage.load("d1");
    const seqs = new Map([
      ["c1", 2],
      ["c2", 1],
    ]);
    await storage.keep(batch({ entries: [...entries("c1", 1, 2), entry("c2", 1)], seqs }));
    await storage.keepPage("c1", page(2));
    await storage.keepPage("c2", page(1));
    await storage.keep(batch({ ended: new Set(["c1"]) }));
    assert.equal(await keptOf(storage), JSON.stringify([[], undefined]));
    assert.deepEqual((await storage.load("d1")).cursors.seqs, new Map([["c2", 1]]));
    assert.notEqual(await storage.page("c2"), undefined);
    assert.equal((await storage.entriesBefore("c2", 9, 9)).length, 1);
  });
}

test("leaves nothing in the storage of a conversation that the user has left", async () => {
  const storage = new MemoryStorage();
  const forgotten: string[] = [];
  const listener = { forgotten: (id: string) => void forgotten.push(id) };
  const { view, wire } = await shown(3, { storage, listener });
  wire.live(4);
  await settled();
  assert.match(await keptOf(storage), /message 3/);
  wire.peer.say({ op: "left", conversation: "c1" });
  await view.client.keep();
  assert.deepEqual([await keptOf(storage), (await storage.load("d1")).cursors.seqs.size], ["[[],null]", 0]);
  assert.deepEqual([forgotten, view.client.cursor("c1")], [["c1"], undefined]);
});

test("keeps nothing of what a former member may still see", async () => {
  const storage = new MemoryStorage();
  const { view, wire, timeline } = await opened(new HistoryServer(3), { storage });
  void view.connect().catch(() => {});
  wire.accept("ticket", [summary("c1", 3)]);
  wire.peer.say({ op: "left", conversation: "c1" });
  timeline.subscribe(() => {});
  await settled();
  assert.equal(timeline.get().messages.length, 3);
  assert.equal(await storage.page("c1"), undefined);
});

test("forgets what was left while the device was away, once it was told the end", async () => {
  const storage = new MemoryStorage();
  const first = await shown(3, { storage });
  first.wire.live(4);
  await first.view.close();
  const second = await opened(new HistoryServer(3), { storage });
  void second.view.connect().catch(() => {});
  const peer = second.wire.accept("ticket", []);
  assert.deepEqual(peer.last("sync")?.["cursors"], { c1: 4 });
  peer.say({ op: "entries", ref: "sync 1", conversation: "c1", entries: [liveEntry(5)], headSeq: 5, more: false });
  await second.view.client.keep();
  assert.deepEqual([await keptOf(storage), (await storage.load("d1")).cursors.seqs.size], ["[[],null]", 0]);
});

test("goes on where it was in a conversation that is joined again, and keeps it again", async () => {
  const storage = new MemoryStorage();
  const { view, wire } = await shown(3, { storage });
  wire.live(4);
  wire.peer.say({ op: "left", conversation: "c1" });
  wire.peer.say({ op: "joined", conversation: summary("c1", 6) });
  assert.deepEqual(wire.peer.last("sync")?.["cursors"], { c1: 4 });
  assert.equal(view.client.cursor("c1"), 4);
  const come = [liveEntry(5), liveEntry(6)];
  wire.peer.say({ op: "entries", ref: "sync 1", conversation: "c1", entries: come, headSeq: 6, more: false });
  await view.client.keep();
  assert.deepEqual((await storage.load("d1")).cursors.seqs, new Map([["c1", 6]]));
  assert.deepEqual(
    (await storage.entriesBefore("c1", 9, 9)).map((one) => one.seq),
    [5, 6],
  );
});
