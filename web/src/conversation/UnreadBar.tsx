import type { Timeline, TimelineView } from "@carillon/client";
import { useConversation, useView } from "@carillon/client/react";
import { ArrowUp } from "lucide-react";
import { useEffect, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { shortMoment } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

/** Where the first unread message is above what was loaded: how many there are, and the way there. */
export function UnreadBar({ view, store }: { readonly view: TimelineView; readonly store: Timeline }) {
  const { t } = useTranslation();
  const summary = useConversation(view.conversation);
  const [done, setDone] = useState(false);
  const first = view.messages.find(({ seq }) => seq !== undefined);
  const unread = summary?.unread ?? 0;
  const above = !done && first?.seq !== undefined && unread > 0 && !view.atStart && first.seq > view.unreadAfter + 1;
  const since = useFirstUnread(view, above);
  if (!above) {
    return null;
  }
  return (
    <div className="unread-bar">
      <span className="grow one-line">
        {since === undefined
          ? t("sidebar.unread", { count: unread })
          : t("conversation.unreadAbove", { count: unread, when: shortMoment(since) })}
      </span>
      <button type="button" onClick={() => void store.jumpTo(view.unreadAfter + 1)}>
        <ArrowUp size={15} aria-hidden />
        {t("conversation.jumpToUnread")}
      </button>
      <button
        type="button"
        onClick={() => {
          setDone(true);
          store.markRead(view.headSeq);
        }}
      >
        {t("conversation.markRead")}
      </button>
    </div>
  );
}

/** So many messages are looked at for the first one of another. */
const LOOKED_AT = 10;

/** When the first unread message came, which is not loaded; undefined until it is known. */
function useFirstUnread({ conversation, unreadAfter }: TimelineView, wanted: boolean): number | undefined {
  const { http } = useView();
  const self = useUserName();
  const [at, setAt] = useState<number>();
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const stop = new AbortController();
    http.messages(conversation, { after: unreadAfter, limit: LOOKED_AT }, { signal: stop.signal }).then(
      ({ messages }) => setAt((messages.find(({ sender }) => sender !== self) ?? messages[0])?.at),
      () => {},
    );
    return () => stop.abort();
  }, [conversation, http, self, unreadAfter, wanted]);
  return at;
}
