import type { ShownMessage, TimelineView } from "@carillon/client";
import { describe, expect, it } from "vitest";
import { type InView, seenIn, unseenOf } from "../src/timeline/reading.ts";

/** Messages of bob's, with those seqs. */
function view(seqs: readonly number[], more: Partial<TimelineView> = {}): TimelineView {
  const messages = seqs.map((seq) => ({ seq, sender: "bob", at: seq * 1_000 }) as ShownMessage);
  return { messages, atStart: false, atEnd: true, newer: 0, headSeq: seqs.at(-1) ?? 0, ...more } as TimelineView;
}

const inView = (firstSeq: number, lastSeq: number, atBottom = false): InView => ({ firstSeq, lastSeq, atBottom });
const range = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, at) => from + at);

describe("what is seen", () => {
  it("goes on to the last message in view, and at the bottom to the end", () => {
    expect(seenIn(view(range(1, 20)), inView(5, 12), 8, "ada")).toBe(12);
    expect(seenIn(view(range(1, 20), { headSeq: 23 }), inView(9, 20, true), 8, "ada")).toBe(23);
  });

  it("is also what is known as it came while it was looked at", () => {
    expect(seenIn(view(range(1, 20)), inView(9, 20, true), 20, "ada")).toBe(20);
  });

  it("leaves out nothing: not what was jumped over, nor what is not loaded", () => {
    expect(seenIn(view(range(1, 20)), inView(12, 20, true), 8, "ada")).toBeUndefined();
    expect(seenIn(view(range(12, 20)), inView(12, 20, true), 8, "ada")).toBeUndefined();
    expect(seenIn(view(range(12, 20), { atStart: true }), inView(12, 20, true), 8, "ada")).toBe(20);
  });

  it("is what one wrote oneself", () => {
    expect(seenIn(view(range(1, 20)), inView(12, 20), 8, "bob")).toBe(20);
  });
});

describe("what is not seen", () => {
  it("is above or below what is in view, and begins with the first message", () => {
    const above = unseenOf(view(range(1, 20)), inView(12, 20, true), 8, "ada", 12);
    expect(above).toEqual({ seenSeq: 8, above: true, first: { seq: 9, at: 9_000 }, below: 0 });
    const below = unseenOf(view(range(1, 20)), inView(2, 10), 10, "ada", 10);
    expect(below).toEqual({ seenSeq: 10, above: false, first: { seq: 11, at: 11_000 }, below: 10 });
  });

  it("is above where it is not loaded", () => {
    const unseen = unseenOf(view(range(50, 60)), inView(52, 60, true), 8, "ada", 40);
    expect([unseen.above, unseen.first]).toEqual([true, undefined]);
  });

  it("is below with what is not loaded", () => {
    expect(unseenOf(view(range(1, 20), { atEnd: false }), inView(2, 10), 10, "ada", 30).below).toBe(30);
    expect(unseenOf(view(range(1, 20), { atEnd: false, newer: 4 }), inView(2, 20), 20, "ada", 0).below).toBe(4);
  });
});
