import assert from "node:assert/strict";
import { test } from "node:test";
import { HandServer } from "./hand-server.ts";
import { HistoryServer, message } from "./history-server.ts";
import { summary } from "./scenes.ts";
import { ChatView } from "../src/view/chat-view.ts";
import type { Timeline } from "../src/view/timeline.ts";

/** Connected, with so many messages in `c1`, read up to `readSeq`. */
async function reading(messages: number, readSeq: number) {
  const [wire, history] = [new HandServer(), new HistoryServer(messages)];
  const view = await ChatView.open({
    server: "https://chat.example.org",
    token: "token",
    edge: wire,
    schedule: (task) => queueMicrotask(task),
    fetch: history.fetch,
  });
  void view.connect().catch(() => {});
  wire.accept("ticket", [{ ...summary("c1", messages), readSeq, unread: messages - readSeq }]);
  return { view, wire, history, timeline: await seen(view.timeline("c1")) };
}

async function seen(timeline: Timeline): Promise<Timeline> {
  timeline.subscribe(() => {});
  for (let turns = 0; turns < 20; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return timeline;
}

test("opens where the unread begins, however many they are", async () => {
  const { timeline } = await reading(500, 320);
  const { messages, atEnd, unreadAfter } = timeline.get();
  assert.deepEqual([messages[0]?.seq, messages.at(-1)?.seq, atEnd, unreadAfter], [271, 370, false, 320]);
});

test("has no line before what is seen as it comes, and one before what is not", async () => {
  const { view, wire, timeline } = await reading(3, 3);
  wire.live(4);
  assert.equal(timeline.get().unreadAfter, 4);
  view.markRead("c1", 4);
  timeline.following = false;
  wire.live(5);
  wire.live(6);
  assert.equal(timeline.get().unreadAfter, 4);
  void timeline.send("Here I am");
  assert.equal(timeline.get().unreadAfter, 6);
});

test("shows the end to whoever posts while looking elsewhere", async () => {
  const { timeline } = await reading(3, 3);
  const { generation } = timeline.get();
  void timeline.send("Here I am");
  assert.equal(timeline.get().generation, generation);
  timeline.following = false;
  void timeline.send("And here");
  assert.equal(timeline.get().generation, generation + 1);
});

test("reads nothing of the conversation in a thread", async () => {
  const { view, history } = await reading(5, 1);
  history.messages.push(message(6, { thread: 1 }));
  const thread = await seen(view.thread("c1", 1));
  thread.markRead();
  thread.markRead(6);
  assert.equal(view.conversation("c1").get()?.readSeq, 1);
});

test("shows the end of a long thread, and what is before it", async () => {
  const last = 3_000;
  const { view, history } = await reading(last, last);
  history.messages = history.messages.map(({ seq }) => message(seq, seq > 3 && seq % 2 === 0 ? { thread: 1 } : {}));
  history.messages[0] = message(1, { replies: 1_499, lastReply: { seq: last, sender: "grace", at: 1 } });
  const thread = await seen(view.thread("c1", 1));
  assert.deepEqual([thread.get().messages.at(-1)?.seq, thread.get().atEnd, thread.get().atStart], [last, true, false]);
  while (!thread.get().atStart) {
    await thread.loadBefore();
  }
  const seqs = thread.get().messages.map(({ seq }) => seq);
  assert.equal(seqs[0], 4);
  assert.ok(seqs.every((seq, at) => at === 0 || (seq ?? 0) === (seqs[at - 1] ?? 0) + 2));
});
