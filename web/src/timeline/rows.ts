import type { Notice, ShownMessage, TimelineView } from "@carillon/client";
import { dayOf } from "../i18n/format.ts";

/** What stands below each other in a conversation. */
export type Row =
  | { readonly kind: "start"; readonly key: string }
  | { readonly kind: "wait"; readonly key: string }
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "notice"; readonly key: string; readonly notice: Notice }
  | { readonly kind: "message"; readonly key: string; readonly message: ShownMessage; readonly first: boolean };

export type MessageRow = Extract<Row, { readonly kind: "message" }>;

/** Messages of one sender within this time stand below one name. */
const GROUP_MS = 5 * 60_000;

export interface RowOptions {
  readonly self: string;
  /** Whether messages of threads are shown, as they are in a thread. */
  readonly threads: boolean;
}

/** The rows of a timeline. Rows that say the same as before are the same objects, given the rows before. */
export function rowsOf(view: TimelineView, options: RowOptions, before: readonly Row[] = []): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]));
  const rows: Row[] = [];
  const put = (row: Row) => {
    const old = known.get(row.key);
    rows.push(old !== undefined && same(old, row) ? old : row);
  };
  if (view.atStart) {
    put({ kind: "start", key: "start" });
  } else if (view.status === "ready") {
    put({ kind: "wait", key: "wait-before" });
  }
  let day = 0;
  // The line stands before the first unread message: where that is not loaded, there is no line.
  const oldest = view.messages.find(({ seq }) => seq !== undefined)?.seq ?? 0;
  let unreadShown = view.unreadAfter >= view.headSeq || !(view.atStart || oldest <= view.unreadAfter + 1);
  let last: ShownMessage | undefined;
  for (const item of merged(view)) {
    const at = item.at;
    if ("key" in item && item.thread !== undefined && !options.threads) {
      continue;
    }
    if (dayOf(at) !== day) {
      day = dayOf(at);
      last = undefined;
      put({ kind: "day", key: `day-${day}`, at });
    }
    if (!("key" in item)) {
      put({ kind: "notice", key: `notice-${item.seq}`, notice: item });
      last = undefined;
      continue;
    }
    if (!unreadShown && item.seq !== undefined && item.seq > view.unreadAfter) {
      // Own messages are read: the line stands before the first of another.
      if (item.sender !== options.self) {
        unreadShown = true;
        last = undefined;
        put({ kind: "unread", key: "unread" });
      }
    }
    put({ kind: "message", key: item.key, message: item, first: !joins(last, item) });
    last = item;
  }
  if (!view.atEnd && view.status === "ready") {
    put({ kind: "wait", key: "wait-after" });
  }
  return rows;
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

/** Whether a message stands below the name of the one before. */
function joins(last: ShownMessage | undefined, message: ShownMessage): boolean {
  return (
    last !== undefined &&
    last.sender === message.sender &&
    message.at - last.at < GROUP_MS &&
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
    case "message":
      return other.kind === "message" && one.message === other.message && one.first === other.first;
  }
}

/** Where a message stands, or the first one after it; -1 if there is none. */
export function rowOfSeq(rows: readonly Row[], seq: number): number {
  return rows.findIndex((row) => row.kind === "message" && row.message.seq !== undefined && row.message.seq >= seq);
}
