import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../src/protocol/entry.ts";
import type { Entries } from "../src/protocol/frames.ts";
import { DEFAULT_SYNC_BOUNDS, type SyncCommand } from "../src/sync/commands.ts";
import { SyncEngine } from "../src/sync/sync-engine.ts";
import { entries, entry, summary } from "./scenes.ts";

function engineAt98(): SyncEngine {
  return new SyncEngine(DEFAULT_SYNC_BOUNDS, { epoch: "e1", seqs: new Map([["c1", 98]]) });
}

function opened(headSeq: number): SyncEngine {
  const engine = engineAt98();
  assert.equal(engine.welcome("e1", [summary("c1", headSeq)]).length, headSeq === 98 ? 0 : 1);
  return engine;
}

function page(number: number, items: Entry[], headSeq: number, more: boolean): Entries {
  return { op: "entries", ref: `sync ${number}`, conversation: "c1", entries: items, headSeq, more };
}

/** Commands in short: `99` delivered, `sync 1 after c1:98`, `reset 50`, `check 0`. */
function short(commands: readonly SyncCommand[]): (string | number)[] {
  return commands.map((command) => {
    switch (command.kind) {
      case "deliver":
        return command.entry.seq;
      case "reset":
        return `reset ${command.afterSeq}`;
      case "ended":
        return `ended ${command.conversation}`;
      case "request":
        return `${command.ref} after ${[...command.cursors].map(([id, seq]) => `${id}:${seq}`).join(" ")}`;
      case "checkLater":
        return `check ${command.attempt}`;
    }
  });
}

test("fetches what came while the device was away", () => {
  const engine = engineAt98();
  assert.deepEqual(short(engine.welcome("e1", [summary("c1", 101)])), ["sync 1 after c1:98"]);
  assert.equal(engine.behind, true);
  assert.deepEqual(short(engine.entries(page(1, entries("c1", 99, 101), 101, false))), [99, 100, 101]);
  assert.equal(engine.behind, false);
});

test("asks on while there is more", () => {
  assert.deepEqual(short(opened(101).entries(page(1, entries("c1", 99, 100), 101, true))), [
    99,
    100,
    "sync 2 after c1:100",
  ]);
});

test("delivers the next entry at once and a known one never again", () => {
  const engine = opened(98);
  assert.deepEqual(short(engine.live(entry("c1", 99))), [99]);
  assert.deepEqual(short(engine.live(entry("c1", 99))), []);
  assert.deepEqual(short(engine.live(entry("c1", 12))), []);
});

test("holds an entry beyond a gap until the gap is closed", () => {
  const engine = opened(98);
  assert.deepEqual(short(engine.live(entry("c1", 101))), ["sync 1 after c1:98"]);
  assert.deepEqual(short(engine.live(entry("c1", 99))), [99]);
  assert.deepEqual(short(engine.entries(page(1, entries("c1", 99, 100), 100, false))), [100, 101]);
  assert.equal(engine.behind, false);
});

test("looks again when an entry of its own does not come live", () => {
  const engine = opened(98);
  assert.deepEqual(short(engine.sent("c1", 101)), ["check 0"]);
  assert.deepEqual(short(engine.sent("c1", 101)), []);
  assert.deepEqual(short(engine.check("c1")), ["sync 1 after c1:98"]);
});

test("looks no further when the entry of its own has come", () => {
  const engine = opened(98);
  engine.sent("c1", 99);
  assert.deepEqual(short(engine.live(entry("c1", 99))), [99]);
  assert.deepEqual(short(engine.check("c1")), []);
});

test("begins a conversation without a cursor at its head", () => {
  const engine = engineAt98();
  assert.deepEqual(short(engine.welcome("e1", [summary("c1", 98), summary("c2", 40)])), []);
  assert.deepEqual(short(engine.live(entry("c2", 41))), [41]);
});

test("starts where it is told to and ignores the answer to the cursor before", () => {
  const engine = opened(101);
  assert.deepEqual(short(engine.start("c1", 0)), []);
  assert.deepEqual(short(engine.entries(page(1, entries("c1", 99, 101), 101, false))), ["sync 2 after c1:0"]);
  assert.deepEqual(short(engine.entries(page(2, entries("c1", 1, 2), 101, true))), [1, 2, "sync 3 after c1:2"]);
});

test("says so when the store was restored from a backup", () => {
  const engine = engineAt98();
  assert.deepEqual(short(engine.welcome("e2", [summary("c1", 50)])), ["reset 50"]);
  assert.deepEqual(short(engine.live(entry("c1", 51))), [51]);
});

test("passes a reset on and goes on from there", () => {
  const engine = opened(40_000);
  const reset = { op: "reset", ref: "sync 1", conversation: "c1", epoch: "e1", headSeq: 40_000, firstSeq: 1 } as const;
  assert.deepEqual(short(engine.reset(reset)), ["reset 40000"]);
  assert.deepEqual(short(engine.live(entry("c1", 40_001))), [40_001]);
});

test("says so when the server shows a log from later on", () => {
  assert.deepEqual(short(opened(101).entries(page(1, entries("c1", 100, 101), 101, false))), ["reset 99", 100, 101]);
});

test("gives a gap up aloud when the server does not know of it", () => {
  const engine = opened(98);
  engine.live(entry("c1", 101));
  let last: readonly SyncCommand[] = [];
  for (let number = 1; number <= 5; number++) {
    last = engine.entries(page(number, [], 98, false));
    engine.check("c1");
  }
  assert.deepEqual(short(last), ["reset 100", 101]);
  assert.equal(engine.behind, false);
});

test("tries again what was refused for the moment", () => {
  const engine = opened(101);
  assert.deepEqual(short(engine.refused("sync 1", "rate_limited")), ["check 0"]);
  assert.deepEqual(short(engine.check("c1")), ["sync 2 after c1:98"]);
  assert.deepEqual(short(engine.refused("sync 2", "unavailable")), ["check 1"]);
});

test("forgets a conversation that is not the user's any more", () => {
  const engine = engineAt98();
  assert.deepEqual(short(engine.welcome("e1", [summary("c2", 7)])), ["sync 1 after c1:98"]);
  assert.deepEqual(short(engine.refused("sync 1", "no_such_conversation")), ["ended c1"]);
  assert.equal(engine.behind, false);
});

test("skips nothing when a welcome did not know yet that the user is a member", () => {
  const engine = engineAt98();
  engine.welcome("e1", []);
  assert.deepEqual(short(engine.entries(page(1, entries("c1", 99, 99), 99, false))), [99, "ended c1"]);
  assert.deepEqual(short(engine.joined(summary("c1", 101))), ["sync 2 after c1:99"]);
  assert.deepEqual(short(engine.entries(page(2, entries("c1", 100, 101), 101, false))), [100, 101]);
});

test("syncs when it is told that it lags", () => {
  const engine = opened(98);
  assert.deepEqual(short(engine.lagging(["c1", "c2"])), ["sync 1 after c1:98"]);
  assert.deepEqual(short(engine.lagging(["c1"])), []);
  assert.deepEqual(short(engine.entries(page(1, [], 98, false))), ["sync 2 after c1:98"]);
});

test("drops live entries while nobody takes them and fetches them afterwards", () => {
  const engine = opened(98);
  engine.pause();
  assert.deepEqual(short(engine.live(entry("c1", 99))), []);
  assert.deepEqual(short(engine.resume()), ["sync 1 after c1:98"]);
});

test("expects no answers of a connection that is gone", () => {
  const engine = opened(101);
  engine.disconnected();
  assert.equal(engine.behind, false);
  assert.deepEqual(short(engine.entries(page(1, entries("c1", 99, 101), 101, false))), []);
  assert.deepEqual(short(engine.welcome("e1", [summary("c1", 101)])), ["sync 2 after c1:98"]);
});

test("asks for no more conversations at a time than it may", () => {
  const bounds = { maxHeldEntries: 10, maxConversationsInFlight: 5, maxConversationsPerRequest: 2 };
  const engine = new SyncEngine(bounds);
  const ids = Array.from({ length: 10 }, (_, i) => `x${i}`);
  ids.forEach((id) => assert.deepEqual(engine.start(id, 0), []));
  const requests = engine.welcome(
    "e1",
    ids.map((id) => summary(id, 3)),
  );
  const asked = requests.map((command) => (command.kind === "request" ? command.cursors.size : 0));
  assert.deepEqual(asked, [2, 2, 1]);
});
