import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { test } from "node:test";
import { IndexedDbStorage } from "../src/storage/indexed-db.ts";
import { liveEntry } from "./hand-server.ts";
import { summary } from "./scenes.ts";
import { settled, type Tab, Tabs } from "./tabs-scene.ts";

test("has one connection for all tabs, which are all shown every entry once", async () => {
  const { tabs, first, second } = await Tabs.two();
  assert.deepEqual([first.client.tabRole, second.client.tabRole, tabs.wire.peers.length], ["leader", "follower", 1]);
  tabs.wire.live(99);
  tabs.wire.live(100);
  await settled();
  const third = await tabs.open();
  tabs.wire.live(101);
  await settled();
  assert.deepEqual([first.told, second.told, third.told.at(-1)], [[99, 100, 101], [99, 100, 101], 101]);
  for (const { client } of [first, second, third]) {
    assert.deepEqual([client.state, client.user, client.conversations()[0]?.unread], ["connected", "ada", 3]);
  }
});

test("sends what any tab writes, and answers it there", async () => {
  const { tabs, second } = await Tabs.two();
  const answer = second.client.conversation("c1").send({ text: "Hello", clientMessageId: "m1" });
  await settled();
  assert.equal(tabs.wire.peer.last("send")?.["ref"], "m1");
  assert.deepEqual(
    (await tabs.storage.load("d")).writes.map((write) => write.ref),
    ["m1"],
  );
  tabs.wire.peer.say({ op: "sent", ref: "m1", conversation: "c1", seq: 99, at: 5 });
  assert.deepEqual(await answer, { conversation: "c1", seq: 99, at: 5 });
  const refused = second.client.conversation("c1").send({ text: "Hello", clientMessageId: "m2" });
  await settled();
  tabs.wire.peer.say({ op: "error", ref: "m2", code: "forbidden", message: "no" });
  await assert.rejects(refused, { name: "CarillonError", code: "forbidden" });
});

test("keeps the words of an edit that was refused in all tabs, and tells others of a reaction", async () => {
  const { tabs, first, second } = await Tabs.two();
  const conversation = second.client.conversation("c1");
  const answers = Promise.allSettled([conversation.edit(9, "better words", "m1"), conversation.react(9, "🎉", "m2")]);
  await settled();
  for (const ref of ["m1", "m2"]) {
    tabs.wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
    await settled();
  }
  assert.deepEqual(
    (await answers).map(({ status }) => status),
    ["rejected", "rejected"],
  );
  for (const { client } of [first, second, await tabs.open()]) {
    assert.deepEqual(
      client.refused().map(({ write }) => write.text),
      ["better words"],
    );
  }
  assert.deepEqual(first.told, ["undelivered m1", "undelivered m2"]);
});

test("knows in all tabs what was refused, until any of them sends it again or discards it", async () => {
  const { tabs, first, second } = await Tabs.two();
  const known = (): unknown => [first, second].map(({ client }) => client.refused().map((one) => one.write.ref));
  for (const ref of ["m1", "m2"]) {
    void second.client
      .conversation("c1")
      .send({ text: "Hello", clientMessageId: ref })
      .catch(() => {});
    await settled();
    tabs.wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
    await settled();
  }
  const both = ["m1", "m2"];
  assert.deepEqual(known(), [both, both]);
  assert.deepEqual((await tabs.open()).client.refused().length, 2);
  second.client.discard("m1");
  await settled();
  assert.deepEqual(known(), [["m2"], ["m2"]]);
  const again = first.client.conversation("c1").send({ text: "Hello", clientMessageId: "m2" });
  await settled();
  assert.deepEqual(known(), [[], []]);
  tabs.wire.peer.say({ op: "sent", ref: "m2", conversation: "c1", seq: 99, at: 5 });
  assert.equal((await again).seq, 99);
  assert.deepEqual((await tabs.storage.load("d")).refused, undefined);
});

test("goes on in another tab when the leader is closed", async () => {
  const { tabs, first, second } = await Tabs.two();
  tabs.wire.live(99);
  await settled();
  const answer = second.client.conversation("c1").send({ text: "Hello", clientMessageId: "m1" });
  await settled();
  await first.client.close();
  await settled();
  assert.deepEqual([second.client.tabRole, tabs.wire.peers.length], ["leader", 2]);
  tabs.wire.accept("ticket 2", [summary("c1", 99)]);
  await settled();
  assert.deepEqual(
    tabs.wire.peer.all("send").map((frame) => frame["ref"]),
    ["m1"],
  );
  tabs.wire.peer.say({ op: "sent", ref: "m1", conversation: "c1", seq: 100, at: 5 });
  tabs.wire.peer.say({ op: "entry", ...liveEntry(100) });
  assert.equal((await answer).seq, 100);
  await settled();
  assert.deepEqual([first.told, second.told], [[99], [99, 100]]);
});

test("loses nothing that a tab wrote which was closed while nobody led", async () => {
  const { tabs, first, second } = await Tabs.two();
  const third = await tabs.open();
  first.freeze();
  void second.client
    .conversation("c1")
    .send({ text: "Hello", clientMessageId: "m1" })
    .catch(() => {});
  await second.client.close();
  await tabs.pass(12);
  assert.equal(third.client.tabRole, "leader");
  tabs.wire.accept("ticket 2", [summary("c1", 98)]);
  assert.equal(tabs.wire.peer.last("send")?.["ref"], "m1");
});

test("forgets what was discarded in a tab which was closed while nobody led", async () => {
  const { tabs, first, second } = await Tabs.two();
  const third = await tabs.open();
  const written = Promise.allSettled([first.client.conversation("c1").send({ text: "Hello", clientMessageId: "m1" })]);
  await settled();
  tabs.wire.peer.say({ op: "error", ref: "m1", code: "forbidden", message: "no" });
  await written;
  await settled();
  first.freeze();
  second.client.discard("m1");
  assert.deepEqual(second.client.refused(), []);
  await second.client.close();
  await tabs.pass(12);
  assert.deepEqual([third.client.tabRole, third.client.refused()], ["leader", []]);
  assert.equal((await tabs.storage.load("d")).refused, undefined);
  first.thaw();
  await settled();
  assert.deepEqual(first.client.refused(), []);
});

test("watches again for a tab that was frozen so long that it was forgotten", async () => {
  const { tabs, first, second } = await Tabs.two();
  first.client.watch(["bob"]);
  second.client.watch(["eve"], ["c1"]);
  second.freeze();
  for (let passed = 0; passed < 200; passed += 20) {
    await tabs.pass(20);
    tabs.wire.peer.say({ op: "pong" });
  }
  first.client.watch(["ben"]);
  await settled();
  assert.deepEqual(tabs.wire.peer.last("watch"), { op: "watch", users: ["ben"] });
  second.thaw();
  await tabs.pass(4);
  assert.deepEqual(tabs.wire.peer.last("watch"), { op: "watch", users: ["ben", "eve"], conversations: ["c1"] });
});

test("takes over from a tab that is frozen, which follows when it goes on", async () => {
  const { tabs, first, second } = await Tabs.two();
  first.freeze();
  await tabs.pass(12);
  assert.deepEqual([first.client.tabRole, second.client.tabRole, tabs.wire.peers.length], ["follower", "leader", 2]);
  tabs.wire.accept("ticket 2", [summary("c1", 98)]);
  tabs.wire.live(99);
  await settled();
  first.thaw();
  await settled();
  tabs.wire.live(100);
  await settled();
  assert.deepEqual(
    [first.told, second.told],
    [
      [99, 100],
      [99, 100],
    ],
  );
});

test("does not leave the connection to a tab that nobody has seen for long", async () => {
  const { tabs, first, second } = await Tabs.two();
  first.see(false);
  await tabs.pass(200);
  assert.equal(first.client.tabRole, "leader");
  await tabs.pass(60);
  assert.deepEqual([first.client.tabRole, second.client.tabRole], ["follower", "leader"]);
});

test("does not take over from a tab that was alone for long, and is hidden only now", async () => {
  const tabs = new Tabs();
  const first = await tabs.open();
  tabs.wire.accept("ticket", [summary("c1", 98)]);
  await tabs.pass(600);
  first.see(false);
  const second = await tabs.open();
  await tabs.pass(200);
  assert.deepEqual([first.client.tabRole, second.client.tabRole], ["leader", "follower"]);
});

test("leads again when the tab that took over is closed, with the storage that it has", async () => {
  const tabs = new Tabs();
  // Once it is closed, such an object is not opened again.
  const open = (): Promise<Tab> => tabs.open(new IndexedDbStorage("leads again"));
  const first = await open();
  tabs.wire.accept("ticket", [summary("c1", 98)]);
  const second = await open();
  first.freeze();
  await tabs.pass(12);
  first.thaw();
  tabs.wire.accept("ticket 2", [summary("c1", 98)]);
  await settled();
  assert.deepEqual([first.client.tabRole, second.client.tabRole], ["follower", "leader"]);
  await second.client.close();
  await settled();
  assert.deepEqual([first.client.tabRole, tabs.wire.peers.length], ["leader", 3]);
  tabs.wire.accept("ticket 3", [summary("c1", 98)]);
  tabs.wire.live(99);
  await settled();
  assert.deepEqual([first.client.state, first.told], ["connected", [99]]);
  await first.client.close();
});

test("leaves a leader alone that answers", async () => {
  const { tabs, first } = await Tabs.two();
  await tabs.pass(25);
  assert.deepEqual([first.client.tabRole, tabs.wire.peers.length], ["leader", 1]);
});

test("reads what a tab has missed from what is kept", async () => {
  const { tabs, first, second } = await Tabs.two();
  const third = await tabs.open();
  second.freeze();
  for (let seq = 99; seq <= 103; seq++) {
    tabs.wire.live(seq);
  }
  await tabs.pass(2);
  await first.client.close();
  await settled();
  // A page that was discarded while it was frozen hears nothing of what it missed.
  assert.deepEqual(third.told, [99, 100, 101, 102, 103]);
  const fourth = await tabs.open();
  assert.deepEqual(fourth.told, []);
  assert.equal(fourth.client.cursor("c1"), 103);
});

test("watches for all tabs together", async () => {
  const { tabs, first, second } = await Tabs.two();
  first.client.watch(["bob"]);
  second.client.watch(["eve", "bob"], ["c1"]);
  await settled();
  assert.deepEqual(tabs.wire.peer.last("watch"), { op: "watch", users: ["eve", "bob"], conversations: ["c1"] });
  first.client.presence("away");
  second.client.presence("online");
  await settled();
  assert.equal(tabs.wire.peer.last("presence")?.["status"], "online");
  second.client.presence("offline", true);
  await settled();
  assert.deepEqual(tabs.wire.peer.last("presence"), { op: "presence", status: "away" });
  second.client.presence("offline", false);
  await settled();
  assert.deepEqual(tabs.wire.peer.last("presence"), { op: "presence", status: "away", idle: false });
  await second.client.close();
  await settled();
  assert.deepEqual(tabs.wire.peer.last("watch")?.["users"], ["bob"]);
  assert.equal(tabs.wire.peer.last("presence")?.["status"], "away");
});

test("is told anew of those whom another tab watches already", async () => {
  const { tabs, first, second } = await Tabs.two();
  first.client.watch(["bob", "eve"], ["c1"]);
  second.client.watch(["bob"], ["c1"]);
  await settled();
  assert.equal(tabs.wire.peer.all("watch").length, 2);
  assert.deepEqual(tabs.wire.peer.last("watch"), { op: "watch", users: ["bob", "eve"], conversations: ["c1"] });
  second.client.watch(["bob"], ["c1"]);
  await tabs.pass(10);
  assert.equal(tabs.wire.peer.all("watch").length, 2);
});

test("watches what each tab wants most, of too many", async () => {
  const { tabs, first, second } = await Tabs.two();
  const named = (name: string): string[] => Array.from({ length: 150 }, (_, i) => `${name}${i}`);
  first.client.watch(named("a"));
  second.client.watch(named("b"));
  await settled();
  const users = tabs.wire.peer.last("watch")?.["users"] as string[];
  assert.equal(users.length, 200);
  assert.ok(["a0", "a99", "b0", "b99"].every((user) => users.includes(user)));
});

test("leaves the connection to a page that is opened after all were closed", async () => {
  const { tabs, first, second } = await Tabs.two();
  tabs.wire.peer.fail(4507);
  await settled();
  assert.deepEqual([first.told, second.told], [["too_many_sessions"], ["too_many_sessions"]]);
  const third = await tabs.open();
  assert.deepEqual([third.client.tabRole, tabs.wire.peers.length], ["leader", 2]);
  tabs.wire.accept("ticket 2", [summary("c1", 98)]);
  await settled();
  const answer = third.client.conversation("c1").send({ text: "Hello", clientMessageId: "m1" });
  await settled();
  tabs.wire.peer.say({ op: "sent", ref: "m1", conversation: "c1", seq: 99, at: 5 });
  assert.equal((await answer).seq, 99);
  await assert.rejects(second.client.connect(), { code: "unavailable" });
});

test("is closed in all tabs when the server will not have the user any more", async () => {
  const { tabs, first, second } = await Tabs.two();
  const answer = second.client.conversation("c1").send("Hello");
  await settled();
  tabs.wire.peer.fail(4506);
  await assert.rejects(answer, { code: "unauthenticated" });
  await settled();
  assert.deepEqual([first.told, second.told], [["unauthenticated"], ["unauthenticated"]]);
  assert.deepEqual([first.client.state, second.client.state], ["closed", "closed"]);
});
