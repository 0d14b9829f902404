import type { ConversationSummary, Entry } from "../src/protocol/entry.ts";
import type { Failure, Send, SentFrame } from "../src/protocol/frames.ts";
import type { Batch, KeptPage } from "../src/storage/storage.ts";

/** Short names for what tests are about. */
export function entry(conversation: string, seq: number): Entry {
  return { conversation, seq, ordinal: seq, sender: "grace", at: 1_000 + seq, type: "message", text: `message ${seq}` };
}

export function entries(conversation: string, first: number, last: number): Entry[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => entry(conversation, first + i));
}

export function summary(id: string, headSeq: number): ConversationSummary {
  return {
    id,
    kind: id.startsWith("channel") ? "channel" : "group",
    name: "name",
    role: "member",
    headSeq,
    firstSeq: 1,
    readSeq: 0,
    unread: 0,
    mentions: 0,
  };
}

export function send(id: string, conversation = "c1", text = "Hello"): Send {
  return { op: "send", ref: id, conversation, clientMessageId: id, text };
}

export function sent(ref: string, seq: number, conversation = "c1"): SentFrame {
  return { op: "sent", ref, conversation, seq, at: 5 };
}

export function failure(ref: string, code: Failure["code"], retryAfterMs?: number): Failure {
  return { op: "error", ref, code, message: "no", ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

export function batch(more: Partial<Batch>): Batch {
  const nothing = { ended: new Set<string>(), moved: new Set<string>(), entries: [], seqs: new Map<string, number>() };
  return { epoch: "e1", anotherEpoch: false, ...nothing, ...more };
}

/** A kept page whose last message is this one, and the first. */
export function page(untilSeq: number): KeptPage {
  const messages = [1, untilSeq].map((seq) => ({ seq, text: `message ${seq}`, attachments: [], reactions: [] }));
  return { untilSeq, page: { messages } };
}

/** Chance that a seed repeats: mulberry32. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }
}
