import type { ConversationSummary, Timeline } from "@carillon/client";
import { useConversation } from "@carillon/client/react";
import type { Ref } from "react";
import { atLeast } from "../chat/may.ts";
import { useLimits } from "../chat/use-limits.ts";
import { Composer, type ComposerHandle, type Writing } from "../composer/Composer.tsx";
import { threadPlace } from "../composer/drafts.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import type { MessageActs } from "../message/acts.ts";

/** The composer of a conversation, or of a thread, and what its text becomes. */
export function MessageComposer({
  conversation,
  thread,
  title,
  store,
  writing,
  setWriting,
  acts,
  ref,
}: {
  readonly conversation: string;
  readonly thread?: number;
  readonly title: string;
  readonly store: Timeline;
  readonly writing: Writing;
  readonly setWriting: (writing: Writing) => void;
  readonly acts: MessageActs;
  readonly ref: Ref<ComposerHandle>;
}) {
  const { t } = useTranslation();
  const place = thread === undefined ? conversation : threadPlace(conversation, thread);
  const { maxTextChars } = useLimits();
  const closed = useClosed(useConversation(conversation));

  function send(text: string) {
    switch (writing.kind) {
      case "new":
        void store.send(text);
        break;
      case "reply":
        void store.send({ text, ...(writing.to.seq === undefined ? {} : { replyTo: writing.to.seq }) });
        break;
      case "edit":
        if (writing.message.seq !== undefined && text !== writing.message.text) {
          void store.edit(writing.message.seq, text);
        }
        break;
    }
    if (writing.kind !== "new") {
      setWriting({ kind: "new" });
    }
  }

  if (closed !== undefined) {
    return <p className="composer-closed">{closed}</p>;
  }
  return (
    <Composer
      ref={ref}
      conversation={conversation}
      place={place}
      label={thread === undefined ? t("composer.label", { name: title }) : t("composer.threadLabel")}
      placeholder={thread === undefined ? t("composer.placeholder", { name: title }) : t("composer.threadPlaceholder")}
      writing={writing}
      send={send}
      stop={() => setWriting({ kind: "new" })}
      editLast={() => acts.edit(undefined)}
      typing={() => store.typing()}
      maxChars={maxTextChars}
    />
  );
}

/** Why the user may not write here; undefined: there is nothing against it. */
function useClosed(summary: ConversationSummary | undefined): string | undefined {
  const { t } = useTranslation();
  if (summary?.archived === true) {
    return t("conversation.archived");
  }
  const least = summary?.post ?? "member";
  return summary === undefined || atLeast(summary.role, least)
    ? undefined
    : t(least === "owner" ? "conversation.ownersWrite" : "conversation.moderatorsWrite");
}
