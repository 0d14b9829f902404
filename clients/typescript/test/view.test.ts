import assert from "node:assert/strict";
import { test } from "node:test";
import { liveEntry } from "./hand-server.ts";
import { HistoryServer, message } from "./history-server.ts";
import { summary } from "./scenes.ts";
import { opened, range, seqs, settled, shown } from "./view-scene.ts";
import { MemoryStorage } from "../src/storage/memory.ts";

test("shows the newest page, then what comes, and leaves what did not change as it was", async () => {
  const { wire, timeline } = await shown(80, { pageSize: 50 });
  assert.deepEqual(seqs(timeline), range(31, 80));
  const before = timeline.get();
  assert.deepEqual([before.status, before.atStart, before.atEnd], ["ready", false, true]);
  wire.live(81);
  const after = timeline.get();
  assert.deepEqual(seqs(timeline), range(31, 81));
  assert.ok(before.messages.every((one, i) => one === after.messages[i]));
  assert.equal(timeline.get(), after);
});

test("shows a message while it is sent, and keeps its key when it is durable", async () => {
  const { wire, timeline } = await shown(3);
  const answer = timeline.send("Hello");
  const sending = timeline.get().messages.at(-1);
  assert.deepEqual([sending?.text, sending?.state, sending?.sender], ["Hello", "sending", "ada"]);
  const ref = String(wire.peer.last("send")?.["ref"]);
  wire.peer.say({ op: "sent", ref, conversation: "c1", seq: 4, at: 5 });
  await answer;
  assert.deepEqual(timeline.get().messages.at(-1)?.state, "sent");
  wire.peer.say({ op: "entry", ...liveEntry(4), sender: "ada", text: "Hello", clientMessageId: ref });
  assert.deepEqual(seqs(timeline), [1, 2, 3, 4]);
  assert.equal(timeline.get().messages.at(-1)?.key, sending?.key);
});

test("leaves a message that was refused with its reason, until it is sent again", async () => {
  const { wire, timeline } = await shown(3);
  void timeline.send("Hello").catch(() => {});
  const ref = String(wire.peer.last("send")?.["ref"]);
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  const failed = timeline.get().messages.at(-1);
  assert.deepEqual([failed?.state, failed?.error?.code], ["failed", "forbidden"]);
  timeline.retry(ref);
  assert.equal(timeline.get().messages.at(-1)?.state, "sending");
  assert.deepEqual(
    wire.peer.all("send").map((frame) => frame["ref"]),
    [ref, ref],
  );
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  timeline.discard(ref);
  assert.deepEqual(seqs(timeline), [1, 2, 3]);
});

test("shows what comes and what is sent though the history cannot be read, and reads nothing by that", async () => {
  const history = new HistoryServer(3);
  history.online = false;
  const { view, wire, timeline } = await opened(history);
  void view.connect().catch(() => {});
  wire.accept("ticket", [summary("c1", 3)]);
  timeline.subscribe(() => {});
  await settled();
  assert.deepEqual([timeline.get().status, seqs(timeline)], ["failed", []]);
  void timeline.send("Hello").catch(() => {});
  const ref = String(wire.peer.last("send")?.["ref"]);
  wire.peer.say({ op: "sent", ref, conversation: "c1", seq: 4, at: 5 });
  wire.peer.say({ op: "entry", ...liveEntry(4), sender: "ada", text: "Hello", clientMessageId: ref });
  wire.live(5);
  await settled();
  assert.deepEqual([timeline.get().status, seqs(timeline)], ["failed", [4, 5]]);
  timeline.markRead();
  assert.equal(wire.peer.last("read"), undefined);
  history.online = true;
  history.messages = range(1, 5).map((seq) => message(seq));
  await timeline.reload();
  assert.deepEqual([timeline.get().status, seqs(timeline)], ["ready", [1, 2, 3, 4, 5]]);
});

test("folds edits, deletions and reactions into the messages", async () => {
  const { wire, timeline } = await shown(3);
  const say = (seq: number, body: object): void => wire.peer.say({ op: "entry", ...liveEntry(seq), ...body });
  say(4, { type: "edit", target: 1, text: "edited" });
  say(5, { type: "reaction_added", target: 1, emoji: "👍" });
  say(6, { type: "reaction_added", target: 1, emoji: "👍", sender: "ada" });
  say(7, { type: "delete", target: 2 });
  const [first, second, third] = timeline.get().messages;
  assert.deepEqual([first?.text, first?.editedAt], ["edited", 1]);
  assert.deepEqual(first?.reactions, [{ emoji: "👍", count: 2, mine: true, users: ["grace", "ada"] }]);
  assert.deepEqual([second?.text, second?.deletedAt], [undefined, 1]);
  assert.equal(third?.text, "message 3");
  say(8, { type: "reaction_removed", target: 1, emoji: "👍" });
  say(9, { type: "reaction_removed", target: 1, emoji: "👍", sender: "ada" });
  assert.deepEqual(timeline.get().messages[0]?.reactions, []);
});

test("shows an own reaction at once, and takes it back when it is refused", async () => {
  const { wire, timeline } = await shown(3);
  void timeline.react(2, "🎉").catch(() => {});
  const pending = timeline.get().messages[1];
  assert.deepEqual([pending?.pending, pending?.reactions[0]?.mine], [true, true]);
  const ref = String(wire.peer.last("react")?.["ref"]);
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  assert.deepEqual([timeline.get().messages[1]?.pending, timeline.get().messages[1]?.reactions], [false, []]);
});

test("holds a bounded window, and loads what it let go again", async () => {
  const { wire, timeline } = await shown(500, { pageSize: 50, maxShown: 100 });
  for (let pages = 0; pages < 3; pages++) {
    await timeline.loadBefore();
  }
  const far = timeline.get();
  assert.deepEqual([far.messages.length, far.atEnd, far.messages[0]?.seq], [100, false, 301]);
  wire.live(501);
  assert.deepEqual([timeline.get().newer, timeline.get().messages.at(-1)?.seq], [1, 400]);
  await timeline.jumpTo(20);
  assert.deepEqual([timeline.get().focus, timeline.get().atStart], [20, true]);
  assert.ok(seqs(timeline).includes(20));
  await timeline.jumpToLatest();
  assert.equal(timeline.get().atEnd, true);
});

test("loses and repeats nothing that comes while a page is read", async () => {
  const scene = await opened(new HistoryServer(3));
  const { view, wire, history, timeline } = scene;
  void view.connect().catch(() => {});
  wire.accept("ticket", [summary("c1", 3)]);
  history.messages[0] = message(1, { replies: 1, lastReply: { seq: 4, sender: "grace", at: 1 } });
  const open = history.hold();
  timeline.subscribe(() => {});
  await settled();
  wire.peer.say({ op: "entry", ...liveEntry(4), thread: 1 });
  wire.peer.say({ op: "entry", ...liveEntry(5), thread: 1 });
  wire.peer.say({ op: "entry", ...liveEntry(6), type: "edit", target: 2, text: "edited" });
  open();
  await settled();
  assert.deepEqual(seqs(timeline), [1, 2, 3, 4, 5]);
  assert.deepEqual([timeline.get().messages[0]?.replies, timeline.get().messages[1]?.text], [2, "edited"]);
});

test("shows what is sent without a connection from the middle of the history, and its place afterwards", async () => {
  const { wire, history, timeline } = await shown(300, { pageSize: 20 });
  await timeline.jumpTo(50);
  wire.peer.fail(4005);
  history.online = false;
  void timeline.send("Hello");
  await settled();
  assert.deepEqual([timeline.get().atEnd, timeline.get().messages.at(-1)?.text], [false, "Hello"]);
  history.online = true;
  wire.pass(1_000);
  wire.accept("ticket 2", [summary("c1", 300)]);
  await settled();
  assert.deepEqual([timeline.get().atEnd, seqs(timeline)], [true, [...range(281, 300), undefined]]);
  assert.equal(timeline.get().error, undefined);
});

test("shows what was kept without any connection", async () => {
  const storage = new MemoryStorage();
  const first = await shown(80, { storage });
  first.wire.live(81);
  first.wire.pass(2_000);
  await first.view.close();
  const history = new HistoryServer(0);
  history.online = false;
  const { view, timeline } = await opened(history, { storage });
  timeline.subscribe(() => {});
  await settled();
  assert.deepEqual(seqs(timeline), range(31, 81));
  assert.deepEqual(
    view.conversations.get().map((one) => [one.id, one.unread]),
    [["c1", 1]],
  );
  assert.equal(view.user.get(), "ada");
});

test("loads anew where continuity was lost", async () => {
  const { wire, history, timeline } = await shown(3);
  history.messages = range(1, 60).map((seq) => message(seq));
  wire.peer.fail(4005);
  wire.pass(1_000);
  wire.accept("ticket", [summary("c1", 60)]);
  const ref = wire.peer.last("sync")?.["ref"];
  wire.peer.say({ op: "reset", ref, conversation: "c1", epoch: "e1", headSeq: 60, firstSeq: 1 });
  await settled();
  assert.deepEqual(seqs(timeline), range(11, 60));
});

test("shows a thread, and counts its replies once", async () => {
  const { view, wire, history, timeline } = await shown(3);
  history.messages.push(message(4, { thread: 1 }));
  const thread = view.thread("c1", 1);
  thread.subscribe(() => {});
  await settled();
  wire.live(4);
  wire.peer.say({ op: "entry", ...liveEntry(5), thread: 1 });
  assert.deepEqual([thread.get().root?.seq, seqs(thread)], [1, [4, 5]]);
  assert.deepEqual([timeline.get().messages[0]?.replies, thread.get().root?.replies], [1, 1]);
  void thread.send({ text: "And?", thread: 1 });
  assert.equal(thread.get().messages.at(-1)?.text, "And?");
});

test("tells at most once a frame, and costs no more the longer the history is", async () => {
  const frames: (() => void)[] = [];
  const { wire, timeline } = await shown(1_000, { maxShown: 1_000, schedule: (task) => void frames.push(task) });
  let told = 0;
  timeline.subscribe(() => told++);
  frames.length = 0;
  const beganMs = performance.now();
  for (let seq = 1_001; seq <= 11_000; seq++) {
    wire.live(seq);
    if (seq % 10 === 0) {
      frames.splice(0).forEach((frame) => frame());
      timeline.get();
    }
  }
  assert.equal(told, 1_000);
  assert.ok(timeline.get().messages.length <= 1_250);
  assert.ok(performance.now() - beganMs < 5_000);
});

test("knows who is typing, who is there and who has read", async () => {
  const { view, wire } = await shown(3);
  const [typing, presence, receipts] = [view.typing("c1"), view.presence("grace"), view.receipts("c1")];
  for (const observed of [typing, presence, receipts, view.account("grace")]) {
    observed.subscribe(() => {});
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(wire.peer.last("watch")?.["users"], ["grace"]);
  assert.equal(view.account("grace").get()?.displayName, "GRACE");
  wire.peer.say({ op: "typing", conversation: "c1", users: ["grace", "ada"] });
  assert.deepEqual(typing.get(), ["grace"]);
  wire.peer.say({ op: "presence", user: "grace", status: "online" });
  assert.equal(presence.get().status, "online");
  wire.live(4);
  assert.deepEqual(typing.get(), []);
  assert.deepEqual(receipts.get().of?.get("grace"), { deliveredSeq: 4, readSeq: 4 });
});

test("says again what was read without a connection", async () => {
  const { view, wire, timeline } = await shown(3);
  wire.peer.fail(4005);
  timeline.markRead();
  assert.equal(view.conversation("c1").get()?.readSeq, 3);
  wire.pass(1_000);
  wire.accept("ticket", [summary("c1", 3)]);
  assert.deepEqual(wire.peer.last("read"), { op: "read", conversation: "c1", seq: 3 });
});

test("asks again who has read when that could not be read", async () => {
  const { view, wire, history } = await shown(3);
  const receipts = view.receipts("c1");
  history.online = false;
  receipts.subscribe(() => {});
  await settled();
  assert.equal(receipts.get().of, undefined);
  history.online = true;
  wire.peer.fail(4005);
  wire.pass(1_000);
  wire.accept("ticket 2", [summary("c1", 3)]);
  await settled();
  assert.deepEqual(receipts.get().of?.get("grace"), { deliveredSeq: 1, readSeq: 1 });
  wire.peer.say({ op: "receipt", conversation: "c1", user: "grace", deliveredSeq: 3, readSeq: 3 });
  assert.deepEqual(receipts.get().of?.get("grace"), { deliveredSeq: 3, readSeq: 3 });
});
