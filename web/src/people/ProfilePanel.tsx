import { useAccount, useView } from "@carillon/client/react";
import { MessageSquare } from "lucide-react";
import { useEffect } from "react";
import { useNow } from "../chat/ConnectionBar.tsx";
import { plainName, useDisplayName } from "../chat/names.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { dateOf } from "../i18n/format.ts";
import { language } from "../i18n/i18n.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { usePresenceText } from "../presence/known.tsx";
import { useWriteTo } from "./use-write-to.ts";

/** Who somebody is. */
export function ProfilePanel({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const account = useAccount(user);
  const name = useDisplayName(user);
  const writeTo = useWriteTo();
  const view = useView();
  useEffect(() => view.refreshAccount(user), [user, view]);
  return (
    <div className="panel-body">
      <div className="profile-top">
        <UserAvatar user={user} size={112} present />
        <h2 className="foreign">{name}</h2>
        {account?.title !== undefined && <p className="foreign">{plainName(account.title)}</p>}
        <p className="conversation-line">{usePresenceText(user)}</p>
        <button type="button" className="button main" onClick={() => writeTo([user])}>
          <MessageSquare size={17} aria-hidden />
          {t("profile.message")}
        </button>
      </div>
      <dl className="facts">
        <div>
          <dt>{t("profile.username")}</dt>
          <dd>@{user}</dd>
        </div>
        {account?.timeZone !== undefined && <LocalTime zone={account.timeZone} />}
        {account !== undefined && (
          <div>
            <dt>{account.administrator ? t("profile.administrator") : t("roles.member")}</dt>
            <dd>{t("profile.since", { when: dateOf(account.createdAt) })}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}

function LocalTime({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const now = useNow(20_000);
  let time: string;
  try {
    time = new Intl.DateTimeFormat(language(), { timeZone: zone, timeStyle: "short", dateStyle: undefined }).format(
      now,
    );
  } catch {
    return null;
  }
  return (
    <div>
      <dt>{t("profile.localTime")}</dt>
      <dd>
        {time} ({zone})
      </dd>
    </div>
  );
}
