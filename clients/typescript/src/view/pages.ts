import type { CarillonHttp } from "../http/carillon-http.ts";
import type { Message } from "../http/answers.ts";
import type { ConversationId, Entry, UserId } from "../protocol/entry.ts";
import { noticeIn, shownAs } from "./fold.ts";
import type { ShownMessage } from "./shown.ts";
import { type DurableMessage, MessageWindow, type Page } from "./window.ts";

/** Messages of a thread that are asked for at a time, and how few are too few of them, where there are more. */
const THREAD_PAGE = 200;
const THREAD_PAGE_LEAST = 25;

/** Where the messages of a timeline come from, a page at a time. */
export interface Pages {
  /** The seq of what a thread is about; undefined: these are all messages of a conversation. */
  readonly thread: number | undefined;
  /** Which of the messages that come live are meant. */
  belongs(message: ShownMessage): boolean;
  /** What a thread is about. */
  root(signal: AbortSignal): Promise<DurableMessage | undefined>;
  newest(limit: number, signal: AbortSignal): Promise<Page>;
  before(seq: number, limit: number, signal: AbortSignal): Promise<Page>;
  after(seq: number, limit: number, signal: AbortSignal): Promise<Page>;
  around(seq: number, limit: number, signal: AbortSignal): Promise<Page>;
}

/** All messages of a conversation, from the server's history. */
export class HistoryPages implements Pages {
  readonly thread = undefined;
  readonly #http: CarillonHttp;
  readonly #conversation: ConversationId;

  constructor(http: CarillonHttp, conversation: ConversationId) {
    this.#http = http;
    this.#conversation = conversation;
  }

  belongs(): boolean {
    return true;
  }

  root(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async newest(limit: number, signal: AbortSignal): Promise<Page> {
    const messages = await this.#read({ limit }, signal);
    return { messages, atStart: messages.length < limit, atEnd: true };
  }

  async before(seq: number, limit: number, signal: AbortSignal): Promise<Page> {
    const messages = await this.#read({ before: seq, limit }, signal);
    return { messages, atStart: messages.length < limit, atEnd: false };
  }

  async after(seq: number, limit: number, signal: AbortSignal): Promise<Page> {
    const messages = await this.#read({ after: seq, limit }, signal);
    return { messages, atStart: false, atEnd: messages.length < limit };
  }

  async around(seq: number, limit: number, signal: AbortSignal): Promise<Page> {
    const half = Math.ceil(limit / 2);
    const [before, after] = await Promise.all([this.before(seq, half, signal), this.after(seq - 1, half, signal)]);
    return { messages: [...before.messages, ...after.messages], atStart: before.atStart, atEnd: after.atEnd };
  }

  async #read(query: Parameters<CarillonHttp["messages"]>[1], signal: AbortSignal): Promise<DurableMessage[]> {
    const { messages } = await this.#http.messages(this.#conversation, query, { signal });
    return shownAll(this.#conversation, messages);
  }
}

/**
 * The messages of one thread. The server gives them from a seq on: a page that ends somewhere is found by asking for a
 * part of the conversation before it.
 */
export class ThreadPages implements Pages {
  readonly #http: CarillonHttp;
  readonly #conversation: ConversationId;
  readonly thread: number;
  #lastReply = 0;

  constructor(http: CarillonHttp, conversation: ConversationId, root: number) {
    this.#http = http;
    this.#conversation = conversation;
    this.thread = root;
  }

  belongs(message: ShownMessage): boolean {
    return message.thread === this.thread;
  }

  async root(signal: AbortSignal): Promise<DurableMessage> {
    const message = await this.#http.message(this.#conversation, this.thread, { signal });
    this.#lastReply = message.lastReply?.seq ?? 0;
    return shownAs(this.#conversation, message) as DurableMessage;
  }

  /** Most threads are short, and a page holds them. */
  async newest(_: number, signal: AbortSignal): Promise<Page> {
    const first = await this.after(0, THREAD_PAGE, signal);
    const page = first.atEnd ? first : await this.before(this.#lastReply + 1, THREAD_PAGE, signal);
    return { ...page, atStart: first.atEnd || page.atStart, atEnd: true };
  }

  async before(seq: number, _: number, signal: AbortSignal): Promise<Page> {
    let few = 0;
    let many = Number.POSITIVE_INFINITY;
    // As many seqs as a page holds never hold more messages than one.
    for (let span = THREAD_PAGE; ; span = many < Number.POSITIVE_INFINITY ? Math.floor((few + many) / 2) : span * 4) {
      const from = Math.max(0, seq - 1 - span);
      const { messages, atEnd } = await this.after(from, THREAD_PAGE, signal);
      if (!atEnd && (messages.at(-1)?.seq ?? 0) < seq - 1) {
        many = span;
        continue;
      }
      const before = messages.filter((message) => message.seq < seq);
      if (from === 0 || before.length >= THREAD_PAGE_LEAST) {
        return { messages: before, atStart: from === 0, atEnd: false };
      }
      few = span;
    }
  }

  async after(seq: number, limit: number, signal: AbortSignal): Promise<Page> {
    const { messages } = await this.#http.thread(this.#conversation, this.thread, { after: seq, limit }, { signal });
    return { messages: shownAll(this.#conversation, messages), atStart: false, atEnd: messages.length < limit };
  }

  async around(seq: number, limit: number, signal: AbortSignal): Promise<Page> {
    const [before, after] = await Promise.all([
      this.before(seq, limit, signal),
      this.after(seq - 1, Math.ceil(limit / 2), signal),
    ]);
    return { messages: [...before.messages, ...after.messages], atStart: before.atStart, atEnd: after.atEnd };
  }
}

function shownAll(conversation: ConversationId, messages: readonly Message[]): DurableMessage[] {
  return messages.map((message) => shownAs(conversation, message) as DurableMessage);
}

/** Entries that the page may not know of; what is told besides messages is in no page of the server. */
export function unknownTo(page: Page, entries: readonly Entry[]): readonly Entry[] {
  const asOfSeq = page.asOfSeq ?? 0;
  const untold = page.notices === undefined;
  return entries.filter((entry) => entry.seq > asOfSeq || (untold && noticeIn(entry) !== undefined));
}

/** A page after what came while it was read, which it may hold already or not. */
export function pageAfter(page: Page, came: readonly Entry[], self: UserId | undefined): Page {
  if (came.length === 0) {
    return page;
  }
  const window = new MessageWindow(page.messages.length + 1);
  window.replace(page);
  for (const entry of unknownTo(page, came)) {
    window.changes(entry, self);
  }
  return { ...page, messages: window.messages };
}
