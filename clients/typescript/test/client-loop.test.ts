import assert from "node:assert/strict";
import { test } from "node:test";
import { summary, send } from "./scenes.ts";
import { liveEntry, World } from "./hand-server.ts";

test("says hello with its token and is connected after the welcome", async () => {
  const world = new World();
  const opened = world.loop.connect();
  const peer = world.accept("ticket 1");
  assert.equal(peer.last("hello")?.["token"], "token");
  assert.equal(await opened, "ada");
  assert.deepEqual(world.told, ["connecting", "syncing", "connected"]);
});

test("comes back with its ticket and fetches what it missed", () => {
  const world = World.online();
  world.live(99);
  world.peer.fail();
  assert.equal(world.loop.state, "disconnected");
  world.told.length = 0;
  world.pass(1_000);
  const second = world.accept("ticket 2", [summary("c1", 101)]);
  assert.equal(second.last("hello")?.["ticket"], "ticket 1");
  assert.deepEqual(second.last("sync")?.["cursors"], { c1: 99 });
  const entries = [liveEntry(100), liveEntry(101)];
  second.say({ op: "entries", ref: "sync 1", conversation: "c1", entries, headSeq: 101, more: false });
  assert.deepEqual(world.told, ["connecting", "syncing", 100, 101, "connected"]);
});

test("lists a conversation as settings and roles have become", () => {
  const world = World.online();
  const base = { conversation: "c1", ordinal: 98, sender: "grace", at: 1 };
  const changes = [
    { type: "settings", post: "moderator", archived: true },
    { type: "role", user: "ada", role: "moderator" },
    { type: "role", user: "bob", role: "owner" },
    { type: "settings", archived: false },
  ];
  changes.forEach((change, i) => world.peer.say({ op: "entry", ...base, seq: 99 + i, ...change }));
  const listed = world.loop.conversations()[0];
  assert.deepEqual([listed?.post, listed?.archived, listed?.role], ["moderator", false, "moderator"]);
});

test("shows its token again once the ticket is refused, and is closed when the token is refused, too", () => {
  const world = World.online();
  world.peer.fail(4005);
  world.pass(1_000);
  world.peer.open();
  world.peer.fail(4500);
  world.pass(2_000);
  world.peer.open();
  assert.equal(world.peer.last("hello")?.["token"], "token");
  world.peer.fail(4500);
  assert.deepEqual(world.told.slice(-2), ["closed", "unauthenticated"]);
  world.pass(3_600_000);
  assert.equal(world.peers.length, 3);
});

test("is told why by a code of its own when the user has too many sessions", async () => {
  const world = World.online();
  const answer = world.loop.write(send("m1"));
  world.peer.fail(4507);
  assert.deepEqual(world.told.slice(-2), ["closed", "too_many_sessions"]);
  await assert.rejects(answer, { code: "too_many_sessions", closeCode: 4507 });
  await assert.rejects(world.loop.write(send("m2")), { code: "unavailable" });
});

test("opens the new session at the place that was named, with the ticket only, before it leaves the old one", () => {
  const world = World.online();
  const first = world.peer;
  first.say({ op: "drain", reconnectAfterMs: 4_200, ticket: "drained", to: "https://chat-2.example.org" });
  world.pass(4_199);
  assert.equal(world.peers.length, 1);
  world.pass(1);
  const second = world.peer;
  assert.equal(second.address, "wss://chat-2.example.org/v1/socket");
  second.open();
  assert.deepEqual(second.last("hello"), { op: "hello", ticket: "drained", device: "d1" });
  first.say({ op: "entry", ...liveEntry(99) });
  assert.equal(first.closed, false);
  world.welcome("ticket 2", [summary("c1", 99)]);
  assert.equal(first.closed, true);
  first.say({ op: "entry", ...liveEntry(100) });
  world.live(100);
  assert.deepEqual(world.told.slice(3), [99, "syncing", "connected", 100]);
});

test("goes to no host that its application has not allowed, and through its own when a place does not answer", () => {
  const world = World.online();
  world.peer.say({ op: "drain", reconnectAfterMs: 0, ticket: "t", to: "https://chat.example.org.evil.net" });
  world.pass(0);
  assert.equal(world.peer.address, "wss://chat.example.org/v1/socket");
  world.peer.fail();
  world.pass(999);
  assert.equal(world.peers.length, 2);
  world.pass(1);
  assert.equal(world.peers.length, 3);
});

test("comes back at the named time when it is turned away at hello", () => {
  const world = World.online();
  world.peer.fail(4005);
  world.pass(1_000);
  world.peer.open();
  world.peer.say({ op: "drain", reconnectAfterMs: 7_000 });
  world.peer.fail(4004);
  world.pass(6_999);
  assert.equal(world.peers.length, 2);
  world.pass(1);
  assert.equal(world.peers.length, 3);
});

test("asks with a ping when nothing comes and gives up when nothing answers", () => {
  const world = World.online();
  const first = world.peer;
  world.pass(31_000);
  assert.equal(first.all("ping").length, 1);
  first.say({ op: "pong" });
  world.pass(59_000);
  assert.equal(world.loop.state, "connected");
  world.pass(8_000);
  assert.equal(first.closed, true);
});

test("sends a write again until it is answered", async () => {
  const world = World.online();
  const answer = world.loop.write(send("m1"));
  const first = world.peer.last("send");
  world.peer.fail(4000);
  world.pass(1_000);
  const second = world.accept("ticket 2");
  assert.deepEqual(second.last("send"), first);
  second.say({ op: "sent", ref: "m1", conversation: "c1", seq: 99, at: 5 });
  assert.deepEqual(await answer, { conversation: "c1", seq: 99, at: 5 });
});

test("acks what the listeners have taken once a second, and keeps it", async () => {
  const world = World.online();
  world.live(99);
  world.live(100);
  assert.equal(world.peer.all("ack").length, 0);
  world.pass(6_000);
  assert.deepEqual(world.peer.all("ack"), [{ op: "ack", cursors: { c1: 100 } }]);
  await world.loop.keep();
  const kept = await world.storage.load("d1");
  assert.deepEqual([kept.cursors.epoch, [...kept.cursors.seqs]], ["e1", [["c1", 100]]]);
  assert.equal((await world.storage.entriesBefore("c1", 1_000, 10)).length, 2);
});

test("leaves a server that does not speak the protocol and tries again", () => {
  const world = World.online();
  world.peer.client.received("<html>");
  assert.equal(world.peer.closed, true);
  world.pass(1_000);
  assert.equal(world.peers.length, 2);
});

test("shows every entry once and in order over a server that loses, repeats and breaks", async () => {
  const { runs } = await import("./lossy.ts");
  for (let seed = 0; seed < 100; seed++) {
    runs(seed);
  }
});
