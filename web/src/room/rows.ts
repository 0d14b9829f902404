import type { ShownMessage } from "@carillon/client";

/** One thing in the list: a day, the unread line, or a message. */
export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | { readonly kind: "message"; readonly key: string; readonly message: ShownMessage; readonly first: boolean };

/** Messages of one person within this time stand under one name. */
const TOGETHER_MS = 5 * 60_000;

/** @param unreadAfter the seq behind which the unread line goes; the user's own messages never begin it */
export function rowsOf(messages: readonly ShownMessage[], unreadAfter: number, self: string): readonly Row[] {
  const rows: Row[] = [];
  let before: ShownMessage | undefined;
  let lined = unreadAfter === 0;
  for (const message of messages) {
    let first = before === undefined || before.sender !== message.sender || message.at - before.at > TOGETHER_MS;
    if (before === undefined || !sameDay(before.at, message.at)) {
      rows.push({ kind: "day", key: `day ${new Date(message.at).toDateString()} ${message.key}`, at: message.at });
      first = true;
    }
    if (!lined && message.seq !== undefined && message.seq > unreadAfter) {
      lined = true;
      if (message.sender !== self) {
        rows.push({ kind: "unread", key: "unread" });
        first = true;
      }
    }
    rows.push({ kind: "message", key: message.key, message, first });
    before = message;
  }
  return rows;
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
