import type { ConversationSummary } from "@carillon/client";
import { Hash, UsersRound } from "lucide-react";
import { partnerOf, plainName, useConversationName, useConversationTitle, useUserName } from "../chat/names.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";

/** What stands before the first message. */
export function ConversationStart({
  summary,
  empty,
}: {
  readonly summary: ConversationSummary | undefined;
  readonly empty: boolean;
}) {
  const { t } = useTranslation();
  const self = useUserName();
  const name = useConversationName(summary);
  const title = useConversationTitle(summary);
  const partner = summary === undefined ? undefined : partnerOf(summary, self);
  const topic = plainName(summary?.topic ?? "");
  return (
    <div className="timeline-start">
      {partner === undefined ? (
        summary?.kind === "channel" ? (
          <Hash size={44} aria-hidden />
        ) : (
          <UsersRound size={44} aria-hidden />
        )
      ) : (
        <UserAvatar user={partner} size={64} />
      )}
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>{t(partner === undefined ? "conversation.start" : "conversation.startDirect", { name: title })}</p>
      {topic !== "" && <p className="foreign">{topic}</p>}
      {empty && <p>{t("conversation.empty")}</p>}
    </div>
  );
}
