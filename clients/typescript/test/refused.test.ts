import assert from "node:assert/strict";
import { test } from "node:test";
import { liveEntry } from "./hand-server.ts";
import { HistoryServer } from "./history-server.ts";
import { send, summary } from "./scenes.ts";
import { MemoryStorage } from "../src/storage/memory.ts";
import { opened, seqs, settled, shown } from "./view-scene.ts";

test("keeps a message that was refused while nobody looked over reloads, until it is discarded", async () => {
  const storage = new MemoryStorage();
  const { view, wire, timeline } = await shown(3, { storage });
  wire.peer.fail(4005);
  void timeline.send("Hello").catch(() => {});
  await view.close();
  const second = await opened(new HistoryServer(3), { storage });
  void second.view.connect().catch(() => {});
  second.wire.accept("ticket", [summary("c1", 3)]);
  await settled();
  const ref = String(second.wire.peer.last("send")?.["ref"]);
  second.wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  assert.deepEqual(
    second.view.refused.get().map((one) => one.write.text),
    ["Hello"],
  );
  await second.view.close();
  const third = await opened(new HistoryServer(3), { storage });
  third.timeline.subscribe(() => {});
  await settled();
  const failed = third.timeline.get().messages.at(-1);
  assert.deepEqual([failed?.text, failed?.state, failed?.error?.code], ["Hello", "failed", "forbidden"]);
  third.timeline.discard(ref);
  assert.deepEqual([third.view.client.refused(), (await storage.load("d1")).refused], [[], undefined]);
});

test("takes an edit back that was refused, and keeps its words over reloads until it is discarded", async () => {
  const storage = new MemoryStorage();
  const { view, wire, timeline } = await shown(3, { storage });
  void timeline.edit(2, "better words");
  assert.equal(timeline.get().messages[1]?.text, "better words");
  const ref = String(wire.peer.last("edit")?.["ref"]);
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  assert.deepEqual([timeline.get().messages[1]?.text, timeline.get().messages.length], ["message 2", 3]);
  await view.close();
  const second = await opened(new HistoryServer(3), { storage });
  second.timeline.subscribe(() => {});
  await settled();
  const [kept] = second.view.refused.get();
  assert.deepEqual(
    [kept?.write.text, kept?.code, second.timeline.get().messages.length],
    ["better words", "forbidden", 3],
  );
  second.view.client.discard(ref);
  assert.deepEqual([second.view.client.refused(), (await storage.load("d1")).refused], [[], undefined]);
});

test("sends an edit again that was refused, as the same write", async () => {
  const { view, wire, timeline } = await shown(3);
  void timeline.edit(2, "better words");
  const ref = String(wire.peer.last("edit")?.["ref"]);
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  void view.client.conversation("c1").edit(2, "better words", ref);
  await settled();
  assert.deepEqual([view.refused.get(), wire.peer.all("edit").length, wire.peer.last("edit")?.["ref"]], [[], 2, ref]);
});

test("forgets that a message was refused when it is in the log after all", async () => {
  const { view, wire, timeline } = await shown(3);
  void timeline.send("Hello").catch(() => {});
  const ref = String(wire.peer.last("send")?.["ref"]);
  wire.peer.say({ op: "error", ref, code: "forbidden", message: "no" });
  await settled();
  assert.equal(view.refused.get().length, 1);
  wire.peer.say({ op: "entry", ...liveEntry(4), sender: "ada", text: "Hello", clientMessageId: ref });
  await settled();
  assert.deepEqual([view.refused.get(), seqs(timeline)], [[], [1, 2, 3, 4]]);
});

test("shows who wrote it once that is known, and asks the server for nobody until then", async () => {
  const storage = new MemoryStorage();
  storage.refuseWrite({ write: send("m1"), code: "forbidden", reason: "no" });
  const history = new HistoryServer(3);
  const asked: string[] = [];
  const fetch: typeof history.fetch = (address) => {
    asked.push(address);
    return history.fetch(address);
  };
  const { view, wire, timeline } = await opened(history, { storage, fetch });
  timeline.subscribe(() => {});
  const sender = (): string | undefined => timeline.get().messages.at(-1)?.sender;
  view.account(sender() ?? "").subscribe(() => {});
  void view.connect().catch(() => {});
  wire.accept("ticket", [summary("c1", 3)]);
  await settled();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(sender(), "ada");
  assert.ok(!asked.some((address) => address.includes("/v1/users")));
});
