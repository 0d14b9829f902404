import type { ConversationInfo } from "@carillon/client";
import { useConversations, useView } from "@carillon/client/react";
import { Hash } from "lucide-react";
import { useCallback } from "react";
import { useLocation } from "wouter";
import { useDialogs } from "../app/dialog-state.tsx";
import { plainName, useUserName } from "../chat/names.ts";
import { conversationPath } from "../chat/paths.ts";
import { whenListed } from "../chat/when-listed.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { PagesProblem } from "../people/PagesProblem.tsx";
import { usePages } from "../people/use-pages.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import "./channels.css";

const PAGE = 50;

/** The channels that anyone may join. */
export function ChannelBrowser({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const view = useView();
  const { open } = useDialogs();
  const load = useCallback(
    (query: string, after: ConversationInfo | undefined, signal: AbortSignal) =>
      view.http.channels(
        { limit: PAGE, ...(query === "" ? {} : { query }), ...(after === undefined ? {} : { after: after.id }) },
        { signal },
      ),
    [view],
  );
  const { found, loading, error, query, setQuery, more, again } = usePages(load, PAGE);
  const joined = new Set(useConversations().map(({ id }) => id));

  return (
    <Dialog title={t("channels.title")} close={close} kind="wide">
      <div className="line">
        <input
          className="input grow"
          type="search"
          aria-label={t("channels.search")}
          placeholder={t("channels.search")}
          autoFocus
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <button type="button" className="button" onClick={() => open({ kind: "newChannel" })}>
          {t("channels.create")}
        </button>
      </div>
      <ul
        className="channels"
        role="list"
        onScroll={({ currentTarget: list }) => {
          if (list.scrollTop + list.clientHeight > list.scrollHeight - 300) {
            more();
          }
        }}
      >
        {found.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} joined={joined.has(channel.id)} close={close} />
        ))}
        {error !== undefined && (
          <li>
            <PagesProblem error={error} again={again} />
          </li>
        )}
        {found.length === 0 && error === undefined && (
          <li className="empty">{loading ? t("loading") : t("channels.none")}</li>
        )}
      </ul>
    </Dialog>
  );
}

function ChannelRow({
  channel,
  joined,
  close,
}: {
  readonly channel: ConversationInfo;
  readonly joined: boolean;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const [, navigate] = useLocation();
  const toast = useToast();
  const problemOf = useProblem();
  const topic = plainName(channel.topic ?? "");
  const name = plainName(channel.name ?? "");

  async function enter() {
    try {
      if (!joined) {
        await view.http.addMembers(channel.id, [self]);
        await whenListed(view, channel.id);
      }
      close();
      navigate(conversationPath(channel.id));
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <li className="channel">
      <Hash size={18} aria-hidden />
      <div className="grow">
        <p className="one-line">
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </p>
        <p className="conversation-line one-line">
          {t("conversation.members", { count: channel.memberCount })}
          {joined && `, ${t("channels.joined")}`}
          {topic !== "" && (
            <>
              {" "}
              · <bdi>{topic}</bdi>
            </>
          )}
        </p>
      </div>
      <button
        type="button"
        className={`button ${joined ? "" : "main"}`}
        aria-label={`${joined ? t("channels.open") : t("channels.join")} ${name}`}
        onClick={() => void enter()}
      >
        {joined ? t("channels.open") : t("channels.join")}
      </button>
    </li>
  );
}
