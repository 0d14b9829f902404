import type { ConversationSettings, ConversationSummary, Role } from "@carillon/client";

const RANKS: Readonly<Record<Role, number>> = { member: 0, moderator: 1, owner: 2 };

export function atLeast(role: Role, least: Role): boolean {
  return RANKS[role] >= RANKS[least];
}

/* What the server allows; whoever runs it may what owners may, and what is archived stays as it is. */

type Seen = Pick<ConversationSummary, "kind" | "role" | "archived">;

/** Whether to change name and topic. */
export function mayRename({ kind, role, archived }: Seen, administrator: boolean): boolean {
  const least = kind === "group" ? "member" : "moderator";
  return kind !== "direct" && archived !== true && (administrator || atLeast(role, least));
}

/** Whether to add people. @param settings undefined while they are not known */
export function mayInvite(
  { kind, role, archived }: Seen,
  settings: ConversationSettings | undefined,
  administrator: boolean,
): boolean {
  const allowed = settings !== undefined && (administrator || atLeast(role, settings.invite));
  return kind !== "direct" && archived !== true && allowed;
}

/** Whether to change rules and roles. */
export function mayRule({ kind, role }: Seen, administrator: boolean): boolean {
  return kind !== "direct" && (administrator || role === "owner");
}

/** Whether to remove another member, who has this role. */
export function mayRemove({ kind, role }: Seen, other: Role, administrator: boolean): boolean {
  return kind !== "direct" && (administrator || (atLeast(role, "moderator") && atLeast(role, other)));
}
