import type { ConversationSettings, ConversationSummary, Role } from "@carillon/client";

const RANKS: Readonly<Record<Role, number>> = { member: 0, moderator: 1, owner: 2 };

export function atLeast(role: Role, least: Role): boolean {
  return RANKS[role] >= RANKS[least];
}

/* What the server allows; whoever runs it may what owners may, and what is archived stays as it is. */

/** A conversation as far as it is known what the user is in it. */
type Seen = Pick<ConversationSummary, "kind" | "role" | "archived"> | undefined;

/** Whether to change name and topic. */
export function mayRename(seen: Seen, administrator: boolean): boolean {
  return seen?.archived !== true && may(seen, seen?.kind === "group" ? "member" : "moderator", administrator);
}

/** Whether to add people. @param settings undefined while they are not known */
export function mayInvite(seen: Seen, settings: ConversationSettings | undefined, administrator: boolean): boolean {
  return seen?.archived !== true && settings !== undefined && may(seen, settings.invite, administrator);
}

/** Whether to change rules and roles. */
export function mayRule(seen: Seen, administrator: boolean): boolean {
  return may(seen, "owner", administrator);
}

/** Whether to remove another member, who has this role. */
export function mayRemove(seen: Seen, other: Role, administrator: boolean): boolean {
  return may(seen, other === "owner" ? "owner" : "moderator", administrator);
}

function may(seen: Seen, least: Role, administrator: boolean): boolean {
  return seen !== undefined && seen.kind !== "direct" && (administrator || atLeast(seen.role, least));
}
