import { CarillonError, type ConnectionView, type ShownMessage } from "@carillon/client";
import { describe, expect, test } from "vitest";
import { noteOf } from "../src/room/connection-note.ts";
import { rowsOf } from "../src/room/rows.ts";
import { textsOf } from "../src/room/texts.ts";

const texts = textsOf("en");

describe("what is said of the connection", () => {
  const note = (connection: ConnectionView, online = true) => noteOf(connection, online, 10_000, texts);

  test("nothing, when all is well", () => {
    expect(note({ state: "connected" })).toBeUndefined();
  });

  test("when the next attempt comes, and how not to wait for it", () => {
    expect(note({ state: "disconnected", nextAttemptAt: 14_200 })).toEqual({
      text: "Not connected. Next attempt in 5 s.",
      kind: "wait",
      connect: true,
      counts: true,
    });
  });

  test("that the browser is offline, rather than when it will try", () => {
    expect(note({ state: "disconnected", nextAttemptAt: 14_200 }, false)?.text).toBe(texts.offline);
  });

  test("that what is written waits, also before the loss of the connection was noticed", () => {
    expect(note({ state: "connected" }, false)?.text).toBe(texts.offline);
  });

  test("that the store is away", () => {
    expect(note({ state: "connected", degraded: "store" })?.text).toBe(texts.degraded);
  });

  test("why it is over, and a way back where there is one", () => {
    const closed = (code: "unauthenticated" | "too_many_sessions" | "forbidden") => new CarillonError(code, "why");
    expect(note({ state: "closed", closed: closed("unauthenticated") })).toMatchObject({ connect: false });
    expect(note({ state: "closed", closed: closed("too_many_sessions") })).toMatchObject({ connect: true });
    // An administrator ended the session: who one is still holds.
    expect(note({ state: "closed", closed: closed("forbidden") })).toMatchObject({ connect: true });
  });
});

describe("the rows", () => {
  const day = new Date(2026, 10, 22, 12).getTime();
  const message = (seq: number, sender: string, at: number): ShownMessage => ({
    key: `k${seq}`,
    conversation: "c1",
    seq,
    sender,
    at,
    text: "Hello",
    attachments: [],
    reactions: [],
    replies: 0,
    state: "sent",
    pending: false,
  });
  const kinds = (messages: readonly ShownMessage[], unreadAfter: number) =>
    rowsOf(messages, unreadAfter, "me").map((row) => {
      const kind = row.kind === "message" && row.first ? "first" : row.kind;
      return kind === "message" ? "more" : kind;
    });

  test("stand under one name when they follow each other", () => {
    const messages = [message(1, "bob", day), message(2, "bob", day + 1_000), message(3, "ada", day + 2_000)];
    expect(kinds(messages, 0)).toEqual(["day", "first", "more", "first"]);
  });

  test("begin anew after a pause and on another day", () => {
    const messages = [message(1, "bob", day), message(2, "bob", day + 600_000), message(3, "bob", day + 86_400_000)];
    expect(kinds(messages, 0)).toEqual(["day", "first", "first", "day", "first"]);
  });

  test("have a line before what others wrote since", () => {
    expect(kinds([message(1, "bob", day), message(2, "bob", day)], 1)).toEqual(["day", "first", "unread", "first"]);
    expect(kinds([message(1, "bob", day), message(2, "me", day)], 1)).toEqual(["day", "first", "first"]);
  });

  test("have keys of their own", () => {
    const rows = rowsOf([message(1, "bob", day), message(2, "bob", day + 86_400_000)], 1, "me");
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});

test("languages without texts get English ones", () => {
  expect(textsOf("de-AT").send).toBe("Senden");
  expect(textsOf("fr").send).toBe("Send");
  expect(textsOf("del").send).toBe("Send");
});
