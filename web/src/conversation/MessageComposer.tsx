import type { ConversationSummary, Timeline } from "@carillon/client";
import { useConversation } from "@carillon/client/react";
import { type Ref, useRef } from "react";
import { atLeast } from "../chat/may.ts";
import { useLimits } from "../chat/use-limits.ts";
import { useUserName } from "../chat/names.ts";
import { Composer, type ComposerHandle, type Writing } from "../composer/Composer.tsx";
import { draftOf, threadPlace } from "../composer/drafts.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import type { MessageActs } from "../message/acts.ts";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

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
  const editRefused = useEditRefused(place, writing, setWriting);
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
          const { message } = writing;
          store.edit(writing.message.seq, text).catch((error: unknown) => editRefused({ message, text }, error));
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

type Refused = Pick<Extract<Writing, { readonly kind: "edit" }>, "message" | "text">;

/** Says why an edit was refused, and gives its text back: at once, or when asked if something else is being written. */
function useEditRefused(place: string, writing: Writing, setWriting: (writing: Writing) => void) {
  const { t } = useTranslation();
  const user = useUserName();
  const toast = useToast();
  const problemOf = useProblem();
  const latest = useRef(writing);
  latest.current = writing;
  return (refused: Refused, error: unknown) => {
    const again = () => setWriting({ kind: "edit", ...refused });
    const free = latest.current.kind === "new" && draftOf(user, place) === "";
    toast(t("message.refused", { why: problemOf(error) }), free ? undefined : { text: t("message.edit"), act: again });
    if (free) {
      again();
    }
  };
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
