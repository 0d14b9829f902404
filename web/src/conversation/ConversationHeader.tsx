import type { ConversationSummary } from "@carillon/client";
import { useHeadcount } from "@carillon/client/react";
import { ArrowLeft, CalendarDays, EllipsisVertical, Hash, Info, Search, UsersRound } from "lucide-react";
import { lazy, useState } from "react";
import { useLocation } from "wouter";
import { partnerOf, plainName, useConversationName, useUserName } from "../chat/names.ts";
import { searchPath } from "../chat/paths.ts";
import { usePanel } from "../chat/use-panel.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { usePresenceKnown, usePresenceText } from "../presence/known.tsx";
import { PopupGuard } from "../ui/Guard.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";

const DateDialog = lazy(async () => ({ default: (await import("./DateDialog.tsx")).DateDialog }));

/** Name and topic, who is there, and what can be opened beside the messages. */
export function ConversationHeader({
  id,
  summary,
}: {
  readonly id: string;
  readonly summary: ConversationSummary | undefined;
}) {
  const { t } = useTranslation();
  const self = useUserName();
  const name = useConversationName(summary);
  const [, navigate] = useLocation();
  const [panel, show] = usePanel();
  const [dating, setDating] = useState(false);
  const partner = summary === undefined ? undefined : partnerOf(summary, self);
  const search = () => navigate(searchPath("", id));
  const toggle = (kind: "members" | "details") => show(panel?.kind === kind ? undefined : { kind });

  return (
    <header className="page-header conversation-header">
      <IconButton className="only-narrow" label={t("back")} onClick={() => navigate("/")}>
        <ArrowLeft size={20} aria-hidden />
      </IconButton>
      {partner === undefined ? (
        summary?.kind === "channel" ? (
          <Hash size={19} aria-hidden />
        ) : (
          <UsersRound size={19} aria-hidden />
        )
      ) : (
        <UserAvatar user={partner} size={28} present />
      )}
      <div className="conversation-title grow">
        <h1 className="one-line">
          <bdi>{name}</bdi>
        </h1>
        {partner === undefined ? (
          <GroupLine id={id} topic={plainName(summary?.topic ?? "")} />
        ) : (
          <PartnerLine user={partner} />
        )}
      </div>
      <IconButton className="only-wide" label={t("conversation.search")} onClick={search}>
        <Search size={19} aria-hidden />
      </IconButton>
      <IconButton className="only-wide" label={t("conversation.jumpToDate")} onClick={() => setDating(true)}>
        <CalendarDays size={19} aria-hidden />
      </IconButton>
      {partner === undefined && (
        <IconButton
          label={t("conversation.members")}
          aria-pressed={panel?.kind === "members"}
          onClick={() => toggle("members")}
        >
          <UsersRound size={19} aria-hidden />
        </IconButton>
      )}
      <IconButton
        label={t("conversation.details")}
        aria-pressed={panel?.kind === "details"}
        onClick={() => toggle("details")}
      >
        <Info size={19} aria-hidden />
      </IconButton>
      <Menu
        label={t("more")}
        className="icon-button only-narrow"
        entries={() => [
          [
            { text: t("conversation.search"), icon: <Search size={17} aria-hidden />, act: search },
            {
              text: t("conversation.jumpToDate"),
              icon: <CalendarDays size={17} aria-hidden />,
              act: () => setDating(true),
            },
          ],
        ]}
      >
        <EllipsisVertical size={19} aria-hidden />
      </Menu>
      {dating && (
        <PopupGuard>
          <DateDialog conversation={id} close={() => setDating(false)} />
        </PopupGuard>
      )}
    </header>
  );
}

function GroupLine({ id, topic }: { readonly id: string; readonly topic: string }) {
  const { t } = useTranslation();
  const count = useHeadcount(id);
  const known = usePresenceKnown();
  const members = count && t("conversation.members", { count: count.members });
  // Nobody is there only for a moment, until the server has heard of this session itself.
  const online = known && count && count.online > 0 ? t("conversation.online", { count: count.online }) : undefined;
  const there = [members, online].filter((part) => part !== undefined).join(", ");
  return (
    <p className="conversation-line one-line">
      {there}
      {there !== "" && topic !== "" && " · "}
      <bdi>{topic}</bdi>
    </p>
  );
}

function PartnerLine({ user }: { readonly user: string }) {
  return <p className="conversation-line one-line">{usePresenceText(user)}</p>;
}
