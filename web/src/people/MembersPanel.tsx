import type { ConversationSummary, Member, Role } from "@carillon/client";
import { useConversation, useView } from "@carillon/client/react";
import { Ellipsis, UserPlus } from "lucide-react";
import { useCallback, useEffect, useRef } from "react";
import { VList, type VListHandle } from "virtua";
import { useDialogs } from "../app/dialog-state.tsx";
import { useChatSession } from "../chat/ChatProvider.tsx";
import { Name } from "../chat/Name.tsx";
import { mayInvite, mayRemove, mayRule } from "../chat/may.ts";
import { useSettings } from "../chat/use-settings.ts";
import { usePanel } from "../chat/use-panel.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { PagesProblem } from "./PagesProblem.tsx";
import { useMembers } from "./use-members.ts";
import { useWriteTo } from "./use-write-to.ts";

const ROLES: readonly Role[] = ["member", "moderator", "owner"];

/** The members of a conversation, page by page, or those who are sought. */
export function MembersPanel({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { open } = useDialogs();
  const { administrator } = useChatSession();
  const summary = useConversation(id);
  const settings = useSettings(id);
  const list = useRef<VListHandle>(null);
  const { found, loading, error, more, query, setQuery, again } = useMembers(id);
  const moreNearEnd = useCallback(() => {
    const { scrollOffset = 0, scrollSize = 0, viewportSize = 0 } = list.current ?? {};
    if (scrollOffset + viewportSize > scrollSize - 600) {
      more();
    }
  }, [more]);
  // Who was at the end while something else was asked does not scroll any more.
  useEffect(moreNearEnd, [moreNearEnd]);

  return (
    <>
      <div className="panel-search">
        <input
          className="input"
          type="search"
          aria-label={t("members.search")}
          placeholder={t("members.search")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {mayInvite(summary, settings, administrator) && (
          <IconButton label={t("members.add")} onClick={() => open({ kind: "addMembers", conversation: id })}>
            <UserPlus size={19} aria-hidden />
          </IconButton>
        )}
      </div>
      {error !== undefined && <PagesProblem error={error} again={again} />}
      {found.length === 0 ? (
        error === undefined && <p className="empty">{loading ? t("loading") : t("members.none")}</p>
      ) : (
        <VList ref={list} className="panel-list" data={found} itemSize={44} onScroll={moreNearEnd}>
          {(member) => <MemberRow key={member.user} id={id} summary={summary} member={member} />}
        </VList>
      )}
    </>
  );
}

function MemberRow({
  id,
  summary,
  member,
}: {
  readonly id: string;
  readonly summary: ConversationSummary | undefined;
  readonly member: Member;
}) {
  const { t } = useTranslation();
  const view = useView();
  const { user: self, administrator } = useChatSession();
  const toast = useToast();
  const problemOf = useProblem();
  const [, show] = usePanel();
  const writeTo = useWriteTo();
  const { user, role } = member;
  const act = (call: Promise<unknown>) => {
    call.catch((error: unknown) => toast(problemOf(error)));
  };

  const entries = () => [
    [
      { text: t("members.profile"), act: () => show({ kind: "profile", user }) },
      ...(user === self ? [] : [{ text: t("members.message"), act: () => writeTo([user]) }]),
    ],
    mayRule(summary, administrator)
      ? ROLES.filter((each) => each !== role).map((each) => ({
          text: t("members.makeRole", { role: t(`roles.${each}`) }),
          act: () => act(view.http.changeRole(id, user, each)),
        }))
      : [],
    user !== self && mayRemove(summary, role, administrator)
      ? [{ text: t("members.remove"), danger: true, act: () => act(view.http.removeMember(id, user)) }]
      : [],
  ];

  return (
    <div className="person">
      <UserAvatar user={user} size={32} present />
      <button type="button" className="person-name" onClick={() => show({ kind: "profile", user })}>
        <span className="one-line">
          <Name user={user} />
        </span>
        <small className="one-line">@{user}</small>
      </button>
      {role !== "member" && <span className="person-role">{t(`roles.${role}`)}</span>}
      <Menu label={`${t("message.actions")}: ${user}`} entries={entries} className="icon-button small">
        <Ellipsis size={17} aria-hidden />
      </Menu>
    </div>
  );
}
