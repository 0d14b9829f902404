import { useConversation, useReceipts, useThread, useTimeline } from "@carillon/client/react";
import { useCallback, useEffect, useRef } from "react";
import { useConversationTitle } from "../chat/names.ts";
import type { ComposerHandle } from "../composer/Composer.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Message } from "../message/Message.tsx";
import { ReadersDialog } from "../message/ReadersDialog.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { DeleteQuestion } from "./DeleteQuestion.tsx";
import { MessageComposer } from "./MessageComposer.tsx";
import { useActs } from "./use-acts.ts";

/** A message and what was answered to it. */
export function ThreadPanel({
  id,
  root,
  at,
  jump,
}: {
  readonly id: string;
  readonly root: number;
  /** The seq of the reply to go to, which may be far from the end. */
  readonly at: number | undefined;
  readonly jump: (seq: number) => void;
}) {
  const { t } = useTranslation();
  const summary = useConversation(id);
  const title = useConversationTitle(summary);
  const [view, store] = useThread(id, root);
  // The conversation beside it may have what the thread cannot load.
  const beside = useTimeline(id)[0].messages.find((message) => message.seq === root);
  const first = view.root ?? beside;
  useReceipts(id);
  const composer = useRef<ComposerHandle>(null);
  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const moderates = summary?.role === "moderator" || summary?.role === "owner";
  const { acts, writing, setWriting, deleting, answerDelete, readers } = useActs({
    store,
    view,
    moderates,
    threads: false,
    focusComposer,
    jump,
  });
  useEffect(focusComposer, [focusComposer]);
  const ready = view.status === "ready";
  useEffect(() => {
    if (ready && at !== undefined) {
      void store.jumpTo(at);
    }
  }, [at, ready, store]);

  const start = (
    <div className="thread-root">
      {first === undefined ? (
        <p className="notice-row">{ready ? t("thread.gone") : view.status === "loading" && t("loading")}</p>
      ) : (
        <Message message={first} first acts={acts} progress={undefined} highlighted={false} inThread />
      )}
      {ready && (
        <div className="day-row">
          <span>
            {view.messages.length === 0
              ? t("thread.empty")
              : t("thread.replies", {
                  count: view.atStart && view.atEnd ? view.messages.length : (view.root?.replies ?? 0),
                })}
          </span>
        </div>
      )}
    </div>
  );

  return (
    <>
      {!ready && start}
      {view.status === "failed" && (
        <div className="empty" role="alert">
          <p>{t("thread.loadFailed")}</p>
          <button type="button" className="button" onClick={() => void store.reload()}>
            {t("tryAgain")}
          </button>
        </div>
      )}
      <Timeline
        view={view}
        store={store}
        acts={acts}
        threads
        start={start}
        label={t("thread.title")}
        highlighted={view.focus}
      />
      <div className="typing-line" />
      <MessageComposer
        ref={composer}
        conversation={id}
        thread={root}
        title={title}
        store={store}
        writing={writing}
        setWriting={setWriting}
        acts={acts}
      />
      {deleting !== undefined && <DeleteQuestion answer={answerDelete} />}
      {readers !== undefined && <ReadersDialog {...readers} />}
    </>
  );
}
