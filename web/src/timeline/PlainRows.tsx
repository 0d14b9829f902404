import type { Notice, SettingsChange } from "@carillon/client";
import type { TFunction } from "i18next";
import { plainName, useDisplayName } from "../chat/names.ts";
import { dayName, listOf, momentOf, timeOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

/** Names that one notice tells. */
const MAX_NAMES = 5;

export function DayRow({ at }: { readonly at: number }) {
  return (
    <div className="day-row">
      <span>{dayName(at)}</span>
    </div>
  );
}

export function UnreadRow() {
  const { t } = useTranslation();
  return (
    <div className="unread-row">
      <span>{t("conversation.newMessages")}</span>
    </div>
  );
}

/** Somebody joined or left, or the conversation got another name or other rules. */
export function NoticeRow({ notice }: { readonly notice: Notice }) {
  const text = useNoticeText(notice);
  return (
    <p className="notice-row foreign">
      {text}{" "}
      <time dateTime={new Date(notice.at).toISOString()} title={momentOf(notice.at)}>
        {timeOf(notice.at)}
      </time>
    </p>
  );
}

function useNoticeText({ sender, body }: Notice): string {
  const { t } = useTranslation();
  const by = useDisplayName(sender);
  const subject = useDisplayName(body.type === "role" ? body.user : sender);
  const first = useDisplayName(body.type === "joined" || body.type === "left" ? (body.users[0] ?? sender) : sender);
  switch (body.type) {
    case "joined":
    case "left": {
      const others = body.users.slice(1, MAX_NAMES);
      const more = body.users.length - 1 - others.length;
      const named = [first, ...others, ...(more > 0 ? [t("conversation.andMore", { count: more })] : [])];
      const names = more > 0 ? named.join(", ") : listOf(named);
      const self = body.users.length === 1 && body.users[0] === sender;
      if (self) {
        return t(`conversation.${body.type}`, { names });
      }
      return body.type === "joined" ? t("conversation.added", { by, names }) : t("conversation.removed", { by, names });
    }
    case "role":
      return t("conversation.role", { by, user: subject, role: t(`roles.${body.role}`) });
    case "renamed":
      if (body.name !== undefined) {
        const name = plainName(body.name);
        return name === "" ? t("conversation.unnamedNow", { by }) : t("conversation.renamed", { by, name });
      }
      return body.topic === undefined || body.topic === ""
        ? t("conversation.topicGone", { by })
        : t("conversation.topicSet", { by, topic: plainName(body.topic) });
    case "settings":
      return settingsText(t, by, body);
  }
}

const LEAST = { member: "everyMember", moderator: "moderators", owner: "owners" } as const;

function settingsText(t: TFunction, by: string, { join, post, invite, archived }: SettingsChange): string {
  const texts: string[] = [];
  if (archived !== undefined) {
    texts.push(t(archived ? "conversation.nowArchived" : "conversation.nowOpen", { by }));
  }
  const rules = [
    ...(post === undefined ? [] : [`${t("details.post")}: ${t(`details.${LEAST[post]}`)}`]),
    ...(invite === undefined ? [] : [`${t("details.invite")}: ${t(`details.${LEAST[invite]}`)}`]),
    ...(join === undefined ? [] : [`${t("details.join")}: ${t(`details.${join}`)}`]),
  ];
  if (rules.length > 0) {
    texts.push(t("conversation.ruled", { by, rules: rules.join(", ") }));
  }
  return texts.join(" ");
}
