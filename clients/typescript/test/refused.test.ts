import assert from "node:assert/strict";
import { test } from "node:test";
import { liveEntry } from "./hand-server.ts";
import { HistoryServer } from "./history-server.ts";
import { summary } from "./scenes.ts";
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
