import type { Member, Role } from "@carillon/client";
import { useConversation, useView } from "@carillon/client/react";
import { Ellipsis, UserPlus } from "lucide-react";
import { useRef } from "react";
import { VList, type VListHandle } from "virtua";
import { useDialogs } from "../app/dialog-state.tsx";
import { Name } from "../chat/Name.tsx";
import { useUserName } from "../chat/names.ts";
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
  const summary = useConversation(id);
  const list = useRef<VListHandle>(null);
  const { found, loading, error, more, query, setQuery, again } = useMembers(id);

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
        <IconButton label={t("members.add")} onClick={() => open({ kind: "addMembers", conversation: id })}>
          <UserPlus size={19} aria-hidden />
        </IconButton>
      </div>
      {error !== undefined && <PagesProblem error={error} again={again} />}
      {found.length === 0 ? (
        error === undefined && <p className="empty">{loading ? t("loading") : t("members.none")}</p>
      ) : (
        <VList
          ref={list}
          className="panel-list"
          data={found}
          itemSize={44}
          onScroll={(offset) => {
            const { scrollSize = 0, viewportSize = 0 } = list.current ?? {};
            if (offset + viewportSize > scrollSize - 600) {
              more();
            }
          }}
        >
          {(member) => (
            <MemberRow key={member.user} conversation={id} member={member} own={summary?.role} changed={again} />
          )}
        </VList>
      )}
    </>
  );
}

function MemberRow({
  conversation,
  member,
  own,
  changed,
}: {
  readonly conversation: string;
  readonly member: Member;
  readonly own: Role | undefined;
  readonly changed: () => void;
}) {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const toast = useToast();
  const problemOf = useProblem();
  const [, show] = usePanel();
  const writeTo = useWriteTo();
  const { user, role } = member;
  const act = (call: Promise<unknown>) => {
    call.then(changed, (error: unknown) => toast(problemOf(error)));
  };

  const entries = () => [
    [
      { text: t("members.profile"), act: () => show({ kind: "profile", user }) },
      ...(user === self ? [] : [{ text: t("members.message"), act: () => writeTo([user]) }]),
    ],
    own === "owner"
      ? ROLES.filter((each) => each !== role).map((each) => ({
          text: t("members.makeRole", { role: t(`roles.${each}`) }),
          act: () => act(view.http.changeRole(conversation, user, each)),
        }))
      : [],
    (own === "owner" || own === "moderator") && user !== self
      ? [{ text: t("members.remove"), danger: true, act: () => act(view.http.removeMember(conversation, user)) }]
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
