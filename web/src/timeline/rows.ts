import { mayMean, type Notice, type ShownMessage, type TimelineView } from "@carillon/client";
import { dayOf } from "../i18n/format.ts";

/** A message that is durable. */
export type SentMessage = ShownMessage & { readonly seq: number };

/** What stands below each other in a conversation. */
export type Row =
  | { readonly kind: "start"; readonly key: string }
  | { readonly kind: "wait"; readonly key: string }
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "notice"; readonly key: string; readonly notice: Notice }
  | RepliesRow
  | { readonly kind: "message"; readonly key: string; readonly message: ShownMessage; readonly first: boolean };

export type MessageRow = Extract<Row, { readonly kind: "message" }>;

/** What others answered in one thread, with nothing else between. */
export interface RepliesRow {
  readonly kind: "replies";
  readonly key: string;
  /** The seq of what the thread is about. */
  readonly thread: number;
  /** At least one. */
  readonly replies: readonly SentMessage[];
  /** Whether one of them means the user. */
  readonly mentioned: boolean;
}

/** Messages of one sender within this time stand below one name. */
const GROUP_MS = 5 * 60_000;

export interface RowOptions {
  readonly self: string;
  /** Whether messages of threads are shown, as they are in a thread. Else there is a line that tells of them. */
  readonly threads: boolean;
}

/** The rows of a timeline. Rows that say the same as before are the same objects, given the rows before. */
export function rowsOf(view: TimelineView, options: RowOptions, before: readonly Row[] = []): readonly Row[] {
  const list = new RowList(options, before);
  if (view.atStart) {
    list.put({ kind: "start", key: "start" });
  } else if (view.status === "ready") {
    list.put({ kind: "wait", key: "wait-before" });
  }
  // The line stands before the first unread message: where that is not loaded, there is no line.
  const oldest = view.messages.find(({ seq }) => seq !== undefined)?.seq ?? 0;
  let unreadShown = view.unreadAfter >= view.headSeq || !(view.atStart || oldest <= view.unreadAfter + 1);
  for (const item of merged(view)) {
    if (!("key" in item)) {
      list.notice(item);
      continue;
    }
    const { seq, sender } = item;
    const reply = item.thread !== undefined && !options.threads;
    if (reply && (sender === options.self || seq === undefined)) {
      // Nobody has to be told of what they wrote themselves.
      continue;
    }
    list.day(item.at);
    // Own messages are read: the line stands before the first of another.
    if (!unreadShown && seq !== undefined && seq > view.unreadAfter && sender !== options.self) {
      unreadShown = true;
      list.put({ kind: "unread", key: "unread" });
    }
    if (reply) {
      list.reply(item as SentMessage);
    } else {
      list.message(item);
    }
  }
  if (!view.atEnd && view.status === "ready") {
    list.put({ kind: "wait", key: "wait-after" });
  }
  return list.rows;
}

/** Rows as they are put below each other. */
class RowList {
  readonly #options: RowOptions;
  readonly #known: ReadonlyMap<string, Row>;
  readonly #rows: Row[] = [];
  #day = 0;

  /** Replies of one thread that are not a row yet. */
  #replies: SentMessage[] = [];

  constructor(options: RowOptions, before: readonly Row[]) {
    this.#options = options;
    this.#known = new Map(before.map((row) => [row.key, row]));
  }

  get rows(): readonly Row[] {
    this.#fold();
    return this.#rows;
  }

  put(row: Row): void {
    this.#fold();
    this.#push(row);
  }

  #push(row: Row): void {
    const old = this.#known.get(row.key);
    this.#rows.push(old !== undefined && same(old, row) ? old : row);
  }

  day(at: number): void {
    if (dayOf(at) !== this.#day) {
      this.#day = dayOf(at);
      this.put({ kind: "day", key: `day-${this.#day}`, at });
    }
  }

  notice(notice: Notice): void {
    this.day(notice.at);
    this.put({ kind: "notice", key: `notice-${notice.seq}`, notice });
  }

  message(message: ShownMessage): void {
    this.#fold();
    this.#push({ kind: "message", key: message.key, message, first: !joins(this.#rows.at(-1), message) });
  }

  reply(reply: SentMessage): void {
    if (this.#replies[0]?.thread !== reply.thread) {
      this.#fold();
    }
    this.#replies.push(reply);
  }

  #fold(): void {
    const replies = this.#replies;
    const [first] = replies;
    if (first?.thread !== undefined) {
      const mentioned = replies.some(({ text }) => text !== undefined && mayMean(text, this.#options.self));
      this.#push({ kind: "replies", key: `replies-${first.seq}`, thread: first.thread, replies, mentioned });
      this.#replies = [];
    }
  }
}

/** Messages and notices in the order of seq; what is not sent yet comes last. */
function* merged(view: TimelineView): Iterable<ShownMessage | Notice> {
  let next = 0;
  for (const message of view.messages) {
    for (let notice = view.notices[next]; notice !== undefined; notice = view.notices[next]) {
      if (message.seq !== undefined && notice.seq > message.seq) {
        break;
      }
      yield notice;
      next++;
    }
    yield message;
  }
  yield* view.notices.slice(next);
}

/** Whether a message stands below the name of the one in the row before. */
function joins(before: Row | undefined, message: ShownMessage): boolean {
  return (
    before?.kind === "message" &&
    before.message.sender === message.sender &&
    message.at - before.message.at < GROUP_MS &&
    message.replyTo === undefined
  );
}

function same(one: Row, other: Row): boolean {
  switch (one.kind) {
    case "start":
    case "wait":
    case "unread":
      return one.kind === other.kind;
    case "day":
      return other.kind === "day";
    case "notice":
      return other.kind === "notice" && one.notice === other.notice;
    case "replies":
      return (
        other.kind === "replies" &&
        one.replies.length === other.replies.length &&
        one.replies.every((reply, at) => reply === other.replies[at])
      );
    case "message":
      return other.kind === "message" && one.message === other.message && one.first === other.first;
  }
}

/** Whether a row is about messages, and not what lies between them. */
export function isAbout({ kind }: Row): boolean {
  return kind === "message" || kind === "replies";
}

/** The seqs of the first and the last message that a row is about, if it is about any that is sent. */
export function seqsOf(row: Row | undefined): readonly [number, number] | undefined {
  switch (row?.kind) {
    case "message":
      return row.message.seq === undefined ? undefined : [row.message.seq, row.message.seq];
    case "replies":
      return [row.replies[0]?.seq ?? 0, row.replies.at(-1)?.seq ?? 0];
    default:
      return undefined;
  }
}

/** The first and the last message of some rows. */
export function seqsAmong(rows: readonly Row[], first: number, last: number): readonly [number, number] | undefined {
  const among = rows.slice(first, last + 1);
  const from = seqsOf(among.find((row) => seqsOf(row) !== undefined));
  const until = seqsOf(among.findLast((row) => seqsOf(row) !== undefined));
  return from === undefined || until === undefined ? undefined : [from[0], until[1]];
}

/** Where a message stands, or the first one after it; -1 if there is none. */
export function rowOfSeq(rows: readonly Row[], seq: number): number {
  return rows.findIndex((row) => (seqsOf(row)?.[1] ?? 0) >= seq);
}

/** The reply that a user wants to see first: the first unread one, else the last. */
export function replyToOpen({ replies }: RepliesRow, unreadAfter: number): number | undefined {
  return (replies.find(({ seq }) => seq > unreadAfter) ?? replies.at(-1))?.seq;
}
