import type { ConversationSummary } from "@carillon/client";
import { BellOff, CircleAlert, Hash, Pencil, UsersRound } from "lucide-react";
import { memo } from "react";
import { Link } from "wouter";
import { partnerOf, useConversationName, useUserName } from "../chat/names.ts";
import { conversationPath } from "../chat/paths.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useHasDraft } from "../composer/drafts.ts";
import { numberOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

/** A conversation in the sidebar, with what is unread in it. */
export const SidebarRow = memo(function SidebarRow({
  summary,
  here,
  muted,
  unsent,
}: {
  readonly summary: ConversationSummary;
  readonly here: boolean;
  readonly muted: boolean;
  /** Whether a message of the user was refused here. */
  readonly unsent: boolean;
}) {
  const { t } = useTranslation();
  const name = useConversationName(summary);
  const draft = useHasDraft(summary.id) && !here;
  const unread = summary.unread > 0;
  return (
    <li>
      <Link
        href={conversationPath(summary.id)}
        className={`row ${unread && !muted ? "unread" : ""} ${muted ? "muted" : ""}`}
        aria-current={here ? "page" : undefined}
        data-conversation={summary.id}
      >
        <RowIcon summary={summary} />
        <bdi className="one-line grow">{name}</bdi>
        {unsent && <CircleAlert className="row-unsent" size={15} role="img" aria-label={t("sidebar.unsent")} />}
        {draft && <Pencil size={13} role="img" aria-label={t("sidebar.draft")} />}
        {muted && <BellOff size={13} role="img" aria-label={t("sidebar.muted")} />}
        <RowBadge summary={summary} muted={muted} />
      </Link>
    </li>
  );
});

function RowIcon({ summary }: { readonly summary: ConversationSummary }) {
  const self = useUserName();
  const partner = partnerOf(summary, self);
  if (partner !== undefined) {
    return <UserAvatar user={partner} size={22} present />;
  }
  return (
    <span className="row-icon">
      {summary.kind === "channel" ? <Hash size={17} aria-hidden /> : <UsersRound size={17} aria-hidden />}
    </span>
  );
}

function RowBadge({ summary, muted }: { readonly summary: ConversationSummary; readonly muted: boolean }) {
  const { t } = useTranslation();
  // Whatever is written in a direct conversation means the user.
  const meant = summary.kind === "direct" ? summary.unread : summary.mentions;
  if (meant > 0) {
    const text =
      summary.kind === "direct" ? t("sidebar.unread", { count: meant }) : t("sidebar.mentions", { count: meant });
    return <Badge count={meant} text={text} quiet={muted} />;
  }
  return summary.unread > 0 && !muted ? (
    <Badge count={summary.unread} text={t("sidebar.unread", { count: summary.unread })} quiet />
  ) : null;
}

function Badge({ count, text, quiet }: { readonly count: number; readonly text: string; readonly quiet: boolean }) {
  return (
    <span className={`badge ${quiet ? "quiet" : ""}`}>
      <span aria-hidden>{count > 999 ? `${numberOf(999)}+` : numberOf(count)}</span>
      <span className="unseen">{text}</span>
    </span>
  );
}
