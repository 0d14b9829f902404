import type { ConversationSummary } from "@carillon/client";
import { useAccount } from "@carillon/client/react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useChatSession } from "./ChatProvider.tsx";
import { plainName } from "./plain-name.ts";

export { plainName };

/** The signed-in user. */
export function useUserName(): string {
  return useChatSession().user;
}

/** How a user is called: the name that they gave, else the user name. */
export function useDisplayName(user: string): string {
  const account = useAccount(user);
  const given = account === undefined ? "" : plainName(account.displayName);
  return given === "" ? user : given;
}

/** The other one of a direct conversation, oneself if there is no other. */
export function partnerOf(summary: ConversationSummary, self: string): string | undefined {
  if (summary.kind !== "direct") {
    return undefined;
  }
  return summary.users?.find((user) => user !== self) ?? summary.users?.[0] ?? self;
}

/** What a conversation is called, without a sign before it. */
export function useConversationName(summary: ConversationSummary | undefined): string {
  const { t } = useTranslation();
  const self = useUserName();
  const partner = summary === undefined ? undefined : partnerOf(summary, self);
  const partnerName = useDisplayName(partner ?? self);
  if (partner !== undefined) {
    return partner === self ? t("conversation.self", { name: partnerName }) : partnerName;
  }
  const name = plainName(summary?.name ?? "");
  return name === "" ? t("conversation.unnamed") : name;
}

/** With the sign that channels are known by. */
export function useConversationTitle(summary: ConversationSummary | undefined): string {
  const name = useConversationName(summary);
  return summary?.kind === "channel" ? `#${name}` : name;
}
