import type { ConversationKind, ConversationSummary } from "@carillon/client";

export interface Section {
  readonly kind: ConversationKind | "archived";
  readonly conversations: readonly ConversationSummary[];
}

const KINDS: readonly ConversationKind[] = ["channel", "group", "direct"];

/** By kind: channels by name, the others with the latest active first, as they come; what is archived last. */
export function sections(conversations: readonly ConversationSummary[]): readonly Section[] {
  const archived = conversations.filter((summary) => summary.archived === true);
  const ofKinds = KINDS.map((kind) => {
    const ofKind = conversations.filter((summary) => summary.kind === kind && summary.archived !== true);
    if (kind === "channel") {
      ofKind.sort((one, other) => (one.name ?? "").localeCompare(other.name ?? ""));
    }
    return { kind, conversations: ofKind };
  });
  return [...ofKinds, { kind: "archived", conversations: archived }];
}

/** From top to bottom, as the sidebar shows them. */
export function sidebarOrder(conversations: readonly ConversationSummary[]): readonly ConversationSummary[] {
  return sections(conversations).flatMap((section) => section.conversations);
}
