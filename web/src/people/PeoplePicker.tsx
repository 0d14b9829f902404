import type { Account } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { X } from "lucide-react";
import { useCallback } from "react";
import { plainName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Avatar } from "../ui/Avatar.tsx";
import { PagesProblem } from "./PagesProblem.tsx";
import { usePages } from "./use-pages.ts";
import "./people.css";

const PAGE = 30;

/** Chooses people by name; those who are chosen stand above the list. */
export function PeoplePicker({
  chosen,
  choose,
  exclude,
}: {
  readonly chosen: readonly string[];
  readonly choose: (users: readonly string[]) => void;
  readonly exclude: readonly string[];
}) {
  const { t } = useTranslation();
  const view = useView();
  const load = useCallback(
    (query: string, after: Account | undefined, signal: AbortSignal) =>
      view.http.users(
        { limit: PAGE, ...(query === "" ? {} : { query }), ...(after === undefined ? {} : { after: after.user }) },
        { signal },
      ),
    [view],
  );
  const { found, loading, error, query, setQuery, more, again } = usePages(load, PAGE);
  const shown = found.filter(({ user, disabled }) => !disabled && !exclude.includes(user));

  function toggle(user: string) {
    choose(chosen.includes(user) ? chosen.filter((each) => each !== user) : [...chosen, user]);
  }

  return (
    <div className="stack">
      {chosen.length > 0 && (
        <ul className="chosen" role="list" aria-label={t("members.chosen")}>
          {chosen.map((user) => (
            <li key={user}>
              <bdi>{user}</bdi>
              <button type="button" aria-label={t("members.take", { name: user })} onClick={() => toggle(user)}>
                <X size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        className="input"
        type="search"
        aria-label={t("people.search")}
        placeholder={t("people.search")}
        autoFocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul
        className="people"
        role="list"
        onScroll={({ currentTarget: list }) => {
          if (list.scrollTop + list.clientHeight > list.scrollHeight - 200) {
            more();
          }
        }}
      >
        {shown.map((account) => {
          const name = plainName(account.displayName) || account.user;
          return (
            <li key={account.user}>
              <label className="person">
                <input type="checkbox" checked={chosen.includes(account.user)} onChange={() => toggle(account.user)} />
                <Avatar id={account.user} name={name} picture={account.avatar} size={30} />
                <bdi className="one-line">{name}</bdi>
                <small className="one-line">@{account.user}</small>
              </label>
            </li>
          );
        })}
        {error !== undefined && (
          <li>
            <PagesProblem error={error} again={again} />
          </li>
        )}
        {shown.length === 0 && error === undefined && (
          <li className="empty">{loading ? t("loading") : t("members.none")}</li>
        )}
      </ul>
    </div>
  );
}
