import type { ConversationNotifications } from "@carillon/client";

/** The largest integer of the protocol: until further notice. */
export const FOREVER = Number.MAX_SAFE_INTEGER;

export function isMuted(wish: ConversationNotifications | undefined, now: number = Date.now()): boolean {
  return wish !== undefined && ((wish.mutedUntil ?? 0) > now || wish.level === "none");
}
