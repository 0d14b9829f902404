import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_OUTBOX_BOUNDS, type OutboxCommand } from "../src/outbox/commands.ts";
import { Outbox } from "../src/outbox/outbox.ts";
import { failure, send, sent } from "./scenes.ts";

/** Commands in short, such as `send a`, `retry 500`, `answered a`, `failed a`. What is to be kept is kept at once. */
function carried(outbox: Outbox, commands: readonly OutboxCommand[]): string[] {
  return commands.flatMap((command) => {
    switch (command.kind) {
      case "keep":
        return carried(outbox, outbox.kept(command.write.clientMessageId));
      case "transmit":
        return [`send ${command.write.ref}`];
      case "retryLater":
        return [`retry ${command.delayMs}`];
      case "answered":
      case "failed":
        return [`${command.kind} ${command.write.ref}`];
    }
  });
}

function driven(outbox: Outbox = new Outbox(DEFAULT_OUTBOX_BOUNDS)) {
  return {
    outbox,
    add: (id: string, conversation = "c1") => carried(outbox, outbox.add(send(id, conversation))),
    connected: () => carried(outbox, outbox.connected()),
    sent: (id: string) => carried(outbox, outbox.sent(sent(id, 1))),
    refused: (...about: Parameters<typeof failure>) => carried(outbox, outbox.refused(failure(...about))),
    retry: () => carried(outbox, outbox.retry("c1")),
  };
}

test("keeps writes while there is no connection and sends them in order", () => {
  const { add, connected, sent } = driven();
  assert.deepEqual([...add("a"), ...add("b")], []);
  assert.deepEqual(connected(), ["send a"]);
  assert.deepEqual(sent("a"), ["answered a", "send b"]);
});

test("sends nothing before it was kept, and nothing behind it", () => {
  const outbox = new Outbox(DEFAULT_OUTBOX_BOUNDS);
  outbox.connected();
  assert.deepEqual(
    outbox.add(send("a")).map((command) => command.kind),
    ["keep"],
  );
  assert.deepEqual(
    outbox.add(send("b")).map((command) => command.kind),
    ["keep"],
  );
  assert.deepEqual(carried(outbox, outbox.kept("b")), []);
  assert.deepEqual(carried(outbox, outbox.kept("a")), ["send a"]);
});

test("fails a write that cannot be kept and goes on with the next", () => {
  const outbox = new Outbox(DEFAULT_OUTBOX_BOUNDS);
  outbox.connected();
  outbox.add(send("a"));
  outbox.add(send("b"));
  outbox.kept("b");
  assert.deepEqual(carried(outbox, outbox.notKept("a", "disk full")), ["failed a", "send b"]);
});

test("sends again what was not answered before the connection was lost", () => {
  const { outbox, add, connected } = driven();
  connected();
  assert.deepEqual(add("a"), ["send a"]);
  assert.deepEqual(add("b"), []);
  outbox.disconnected();
  assert.deepEqual(connected(), ["send a"]);
});

test("goes on with what an earlier run left", () => {
  const { connected, sent } = driven(new Outbox(DEFAULT_OUTBOX_BOUNDS, [send("a"), send("b")]));
  assert.deepEqual(connected(), ["send a"]);
  assert.deepEqual(sent("a"), ["answered a", "send b"]);
});

test("takes the same write once", () => {
  const { outbox, add, connected, sent } = driven();
  add("a");
  add("a");
  assert.deepEqual(connected(), ["send a"]);
  assert.deepEqual(sent("a"), ["answered a"]);
  assert.equal(outbox.isEmpty, true);
});

test("does not let one conversation wait for another", () => {
  const { add, connected } = driven();
  connected();
  assert.deepEqual(add("a"), ["send a"]);
  assert.deepEqual(add("b", "c2"), ["send b"]);
});

test("waits as long as the server wants and keeps the order", () => {
  const { add, connected, refused, retry } = driven();
  connected();
  add("a");
  add("b");
  assert.deepEqual(refused("a", "rate_limited", 1_500), ["retry 1500"]);
  assert.deepEqual(add("c"), []);
  assert.deepEqual(retry(), ["send a"]);
});

test("waits longer each time when the server names no time", () => {
  const { add, connected, refused, retry } = driven();
  connected();
  add("a");
  const waits: string[] = [];
  for (let i = 0; i < 8; i++) {
    waits.push(...refused("a", "unavailable"));
    retry();
  }
  assert.deepEqual(
    waits,
    [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].map((ms) => `retry ${ms}`),
  );
});

test("fails the write that is refused for good and goes on with the next", () => {
  const { add, connected, refused } = driven();
  connected();
  add("a");
  add("b");
  assert.deepEqual(refused("a", "forbidden"), ["failed a", "send b"]);
});

test("does not repeat for ever what the server fails at", () => {
  const { outbox, add, connected, refused, retry } = driven();
  connected();
  add("a");
  let last: string[] = [];
  for (let i = 0; i < DEFAULT_OUTBOX_BOUNDS.maxAttempts; i++) {
    last = refused("a", "internal");
    retry();
  }
  assert.deepEqual(last, ["failed a"]);
  assert.equal(outbox.isEmpty, true);
});

test("ignores answers that are not for it", () => {
  const { connected, sent, refused } = driven();
  connected();
  assert.deepEqual([...sent("x"), ...refused("sync 1", "rate_limited")], []);
});

test("is full at its bound", () => {
  const { outbox, add } = driven(new Outbox({ ...DEFAULT_OUTBOX_BOUNDS, maxWrites: 1 }));
  assert.equal(outbox.hasRoom(), true);
  add("a");
  assert.equal(outbox.hasRoom(), false);
});
