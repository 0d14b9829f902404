import { type ConversationKind, type ConversationNotifications, mayMean, type Notifications } from "@carillon/client";
import { isMuted } from "./muted.ts";

const USUAL = { direct: "all", group: "all", channel: "mentions" } as const;

/** Older messages were missed, not sent just now: they count as unread and ring no bell. */
const FRESH_MS = 60_000;

/** @param now by the server's clock, as `at` is */
export function isFresh(at: number, now: number): boolean {
  return now - at <= FRESH_MS;
}

/** Whether a user who is not looking wants to be told of a message, by the same rules as the server's push. */
export function wantsToKnow(
  message: { readonly text: string; readonly at: number },
  kind: ConversationKind,
  self: string,
  wish: ConversationNotifications | undefined,
  general: Notifications,
  now: number,
): boolean {
  if (isMuted(wish, now) || (general.snoozedUntil ?? 0) > now || inQuietHours(general.quietHours, now)) {
    return false;
  }
  const level = wish?.level ?? general[kind] ?? USUAL[kind];
  return level === "all" || (level === "mentions" && mayMean(message.text, self));
}

type QuietHours = NonNullable<Notifications["quietHours"]>;

/** Whether the clock on the user's wall is between the two times; over midnight if the second is the earlier one. */
export function inQuietHours(hours: QuietHours | undefined, now: number): boolean {
  if (hours === undefined || hours.from === hours.until) {
    return false;
  }
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: hours.zone, hour: "2-digit", minute: "2-digit" }).format(
    now,
  );
  return hours.from < hours.until
    ? clock >= hours.from && clock < hours.until
    : clock >= hours.from || clock < hours.until;
}
