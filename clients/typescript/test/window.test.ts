import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../src/protocol/entry.ts";
import { unknownTo } from "../src/view/pages.ts";
import type { DurableMessage } from "../src/view/window.ts";
import { MessageWindow } from "../src/view/window.ts";

const renamed = (seq: number): Entry => ({
  conversation: "c1",
  seq,
  ordinal: 0,
  at: 1,
  sender: "ada",
  type: "renamed",
  name: `tea ${seq}`,
});

test("a page of the server takes nothing away of what was told within it", () => {
  const window = new MessageWindow(100, () => true);
  const page = { messages: [] as readonly DurableMessage[], atStart: true, atEnd: true };
  window.replace(page);
  window.appends(renamed(3), true);
  window.replace(page);
  assert.deepEqual(
    window.notices.map(({ seq }) => seq),
    [3],
  );
  window.replace({ ...page, atEnd: false });
  assert.deepEqual(window.notices, []);
});

test("nothing is kept of what was told when continuity is lost", () => {
  const window = new MessageWindow(100, () => true);
  window.replace({ messages: [], atStart: true, atEnd: true });
  window.appends(renamed(3), true);
  window.forgetNotices();
  assert.deepEqual(window.notices, []);
});

test("what was told before a page was asked for is not in it, unless it was read from entries", () => {
  const page = { messages: [] as readonly DurableMessage[], atStart: true, atEnd: true, asOfSeq: 5 };
  assert.deepEqual(unknownTo(page, [renamed(3)]), [renamed(3)]);
  assert.deepEqual(unknownTo({ ...page, notices: [] }, [renamed(3)]), []);
});
