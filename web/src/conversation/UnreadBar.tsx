import type { Timeline, TimelineView } from "@carillon/client";
import { useConversation } from "@carillon/client/react";
import { ArrowUp } from "lucide-react";
import { useState } from "react";
import { shortMoment } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

/** Where the first unread message is above what was loaded: how many there are, and the way there. */
export function UnreadBar({ view, store }: { readonly view: TimelineView; readonly store: Timeline }) {
  const { t } = useTranslation();
  const summary = useConversation(view.conversation);
  const [done, setDone] = useState(false);
  const first = view.messages.find(({ seq }) => seq !== undefined);
  const unread = summary?.unread ?? 0;
  if (done || first?.seq === undefined || unread === 0 || view.atStart || first.seq <= view.unreadAfter + 1) {
    return null;
  }
  return (
    <div className="unread-bar">
      <span className="grow one-line">
        {t("conversation.unreadAbove", { count: unread, when: shortMoment(first.at) })}
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
