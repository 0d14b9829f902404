import type { ShownMessage, TimelineView } from "@carillon/client";
import { describe, expect, it } from "vitest";
import { lastToEdit } from "../src/message/acts.ts";
import { quotedAfter } from "../src/message/quoted.ts";
import { replyToOpen, type Row, rowOfSeq, rowsOf } from "../src/timeline/rows.ts";
import { stepsTo } from "../src/timeline/steps.ts";

const NOON = new Date(2026, 10, 22, 12).getTime();

function message(seq: number, more: Partial<ShownMessage> = {}): ShownMessage {
  return {
    key: `m${seq}`,
    conversation: "c1",
    seq,
    sender: "bob",
    at: NOON + seq * 1_000,
    text: `text ${seq}`,
    attachments: [],
    reactions: [],
    replies: 0,
    state: "sent",
    pending: false,
    ...more,
  };
}

function view(messages: readonly ShownMessage[], more: Partial<TimelineView> = {}): TimelineView {
  return {
    conversation: "c1",
    status: "ready",
    messages,
    notices: [],
    atStart: true,
    atEnd: true,
    newer: 0,
    loadingBefore: false,
    loadingAfter: false,
    unreadAfter: 1_000,
    headSeq: 1_000,
    generation: 1,
    ...more,
  };
}

const OPTIONS = { self: "ada", threads: false };
const kinds = (rows: readonly Row[]) => rows.map(({ kind }) => kind).join(" ");
const range = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, at) => message(from + at));

describe("rowsOf", () => {
  it("puts a day before its first message and joins those of one sender", () => {
    const rows = rowsOf(view([message(1), message(2), message(3, { at: NOON + 86_400_000 })]), OPTIONS);
    expect(kinds(rows)).toBe("start day message message day message");
    expect(rows.map((row) => (row.kind === "message" ? row.first : ""))).toEqual(["", "", true, false, "", true]);
  });

  it("puts the unread line before the first message of another after what was read", () => {
    const messages = [message(1), message(2, { sender: "ada" }), message(3), message(4)];
    const rows = rowsOf(view(messages, { unreadAfter: 1, headSeq: 4 }), OPTIONS);
    expect(kinds(rows)).toBe("start day message message unread message message");
  });

  it("puts notices in their place", () => {
    const joined = { seq: 2, at: NOON, sender: "eve", body: { type: "joined" as const, users: ["eve"] } };
    const timeline = view([message(1), message(3), message(4)], { notices: [joined] });
    expect(kinds(rowsOf(timeline, OPTIONS))).toBe("start day message notice message message");
  });

  it("keeps the objects of rows that say the same", () => {
    const messages = range(1, 3);
    const before = rowsOf(view(messages), OPTIONS);
    const after = rowsOf(view([...messages, message(4)]), OPTIONS, before);
    expect(after.slice(0, before.length).every((row, at) => row === before[at])).toBe(true);
  });

  it("finds where a seq stands, or the next one", () => {
    const rows = rowsOf(view([message(1), message(5)]), OPTIONS);
    expect(rowOfSeq(rows, 3)).toBe(3);
    expect(rowOfSeq(rows, 9)).toBe(-1);
  });
});

describe("replies in threads", () => {
  const reply = (seq: number, more: Partial<ShownMessage> = {}) => message(seq, { thread: 1, ...more });
  const folded = (rows: readonly Row[]) =>
    rows.filter((row) => row.kind === "replies").map(({ replies }) => replies.map(({ seq }) => seq));

  it("are messages in a thread, and one row for all that follow each other elsewhere", () => {
    const timeline = view([message(1), reply(2), reply(3), message(4), reply(5), message(6, { thread: 4 })]);
    const rows = rowsOf(timeline, OPTIONS);
    expect(kinds(rows)).toBe("start day message replies message replies replies");
    expect(folded(rows)).toEqual([[2, 3], [5], [6]]);
    expect(kinds(rowsOf(timeline, { ...OPTIONS, threads: true })).match(/message/g)).toHaveLength(6);
  });

  it("are not told of to whom wrote them, nor parted by what they wrote", () => {
    const own = { sender: "ada" };
    expect(folded(rowsOf(view([message(1), reply(2, own), message(3)]), OPTIONS))).toEqual([]);
    expect(folded(rowsOf(view([message(1), reply(2), reply(3, own), reply(4)]), OPTIONS))).toEqual([[2, 4]]);
  });

  it("stand below the unread line if they are unread, and the first of them is opened", () => {
    const rows = rowsOf(view([message(1), reply(2), reply(3), reply(4)], { unreadAfter: 2, headSeq: 4 }), OPTIONS);
    expect(kinds(rows)).toBe("start day message replies unread replies");
    const [read, unread] = rows.filter((row) => row.kind === "replies");
    expect(read && replyToOpen(read, 2)).toBe(2);
    expect(unread && replyToOpen(unread, 2)).toBe(3);
  });

  it("part messages of one sender, and say whether they mean the user", () => {
    const rows = rowsOf(view([message(1), reply(2, { text: "Hello @ada" }), message(3), reply(4)]), OPTIONS);
    expect(rows.map((row) => (row.kind === "message" ? row.first : ""))).toEqual(["", "", true, "", true, ""]);
    expect(rows.map((row) => (row.kind === "replies" ? row.mentioned : ""))).toEqual(["", "", "", true, "", false]);
  });

  it("are the same row while they say the same, and found by any of them", () => {
    const messages = [message(1), reply(2), reply(3)];
    const before = rowsOf(view(messages), OPTIONS);
    expect(rowsOf(view([...messages, message(4)]), OPTIONS, before)[3]).toBe(before[3]);
    expect(rowsOf(view([...messages, reply(4)]), OPTIONS, before)[3]).not.toBe(before[3]);
    expect(rowOfSeq(before, 3)).toBe(3);
  });
});

describe("lastToEdit", () => {
  it("is one that is shown: in a conversation none of a thread", () => {
    const own = { sender: "ada" };
    const messages = [
      message(1, own),
      message(2),
      message(3, { ...own, thread: 1 }),
      message(4, { ...own, deletedAt: NOON }),
    ];
    expect(lastToEdit(messages, "ada", false)?.seq).toBe(1);
    expect(lastToEdit(messages, "ada", true)?.seq).toBe(3);
    expect(lastToEdit(messages, "eve", true)).toBeUndefined();
  });
});

describe("quotedAfter", () => {
  const quoted = { sender: "bob", text: "secret" };
  const head = { conversation: "c1", seq: 9, ordinal: 3, sender: "bob", at: NOON };

  it("keeps nothing of what was deleted or edited", () => {
    expect(quotedAfter(quoted, 1, { ...head, type: "delete", target: 1 })).toEqual({ sender: "bob" });
    expect(quotedAfter(quoted, 1, { ...head, type: "edit", target: 1, text: "new" }).text).toBe("new");
  });

  it("is not touched by what befalls others", () => {
    expect(quotedAfter(quoted, 1, { ...head, type: "delete", target: 2 })).toBe(quoted);
    expect(quotedAfter(quoted, 1, { ...head, type: "message", text: "hi" })).toBe(quoted);
  });
});

describe("stepsTo", () => {
  const of = (from: number, until: number) =>
    rowsOf(view(range(from, until), { atStart: false, atEnd: false }), OPTIONS);

  it("takes one step where one end changes", () => {
    expect(stepsTo(of(10, 20), of(10, 25)).map(({ atBeginning }) => atBeginning)).toEqual([false]);
    expect(stepsTo(of(10, 20), of(5, 20)).map(({ atBeginning }) => atBeginning)).toEqual([true]);
  });

  it("takes two where a page comes at one end and another goes at the other", () => {
    const steps = stepsTo(of(10, 20), of(5, 15));
    expect(steps.map(({ atBeginning }) => atBeginning)).toEqual([true, false]);
    expect(kinds(steps[0]?.rows ?? []).match(/message/g)).toHaveLength(16);
    expect(steps[1]?.rows).toHaveLength(of(5, 15).length);
  });

  it("keeps the place of replies, too", () => {
    const replies = (from: number) =>
      rowsOf(view([...range(from, 9), message(10, { thread: 1 })], { atStart: false }), OPTIONS);
    expect(stepsTo(replies(10), replies(5)).map(({ atBeginning }) => atBeginning)).toEqual([true]);
  });
});
