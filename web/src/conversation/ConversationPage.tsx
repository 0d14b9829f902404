import type { Timeline as TimelineStore } from "@carillon/client";
import { useConversation, useConversations, useConnectionState, useTimeline } from "@carillon/client/react";
import { lazy, Suspense, useCallback, useEffect, useRef } from "react";
import { useLocation } from "wouter";
import { Waiting } from "../app/Waiting.tsx";
import { rememberConversation } from "../chat/last-conversation.ts";
import { useConversationTitle, useUserName } from "../chat/names.ts";
import { conversationPath, panelQuery } from "../chat/paths.ts";
import { usePanel } from "../chat/use-panel.ts";
import type { ComposerHandle } from "../composer/Composer.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { showTitle } from "../notify/badge.ts";
import { Timeline } from "../timeline/Timeline.tsx";
import { Guard, PopupGuard } from "../ui/Guard.tsx";
import { ConversationHeader } from "./ConversationHeader.tsx";
import { ConversationStart } from "./ConversationStart.tsx";
import { MessageComposer } from "./MessageComposer.tsx";
import { NoConversation } from "./NoConversation.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { UnsentEdits, UnsentReplies } from "./Unsent.tsx";
import { useActs } from "./use-acts.ts";
import "./conversation.css";

const DeleteQuestion = lazy(async () => ({ default: (await import("./DeleteQuestion.tsx")).DeleteQuestion }));
const ReadersDialog = lazy(async () => ({ default: (await import("../message/ReadersDialog.tsx")).ReadersDialog }));
const SidePanel = lazy(async () => ({ default: (await import("./SidePanel.tsx")).SidePanel }));

/** One conversation: its messages, what is being written, and on the right what was opened of it. */
export function ConversationPage({ id, seq }: { readonly id: string; readonly seq: number | undefined }) {
  const { t } = useTranslation();
  const summary = useConversation(id);
  const known = useConversations().length > 0;
  const { state } = useConnectionState();
  const title = useConversationTitle(summary);
  const user = useUserName();
  const [view, store] = useTimeline(id);
  const [panel] = usePanel();
  const [, navigate] = useLocation();
  const composer = useRef<ComposerHandle>(null);
  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const moderates = summary?.role === "moderator" || summary?.role === "owner";
  const jump = useCallback(
    // An address that is there already changes nothing.
    (to: number) => (to === seq ? void store.jumpTo(to) : navigate(conversationPath(id, to))),
    [id, navigate, seq, store],
  );
  const { acts, writing, setWriting, deleting, answerDelete, readers } = useActs({
    store,
    view,
    moderates,
    threads: true,
    focusComposer,
    jump,
  });

  useEffect(() => showTitle(summary === undefined ? t("name") : `${title} — ${t("name")}`), [summary, t, title]);
  useEffect(() => rememberConversation(user, id), [id, user]);
  const stranger = summary === undefined && (known || state === "connected");
  useEffect(() => {
    // What was refused to a stranger is not to a member.
    if (!stranger && store.get().status === "failed") {
      void store.reload();
    }
  }, [store, stranger]);
  useJump(id, stranger ? undefined : seq, store);
  useEffect(() => {
    // On a small screen the keyboard would cover what was opened to be read.
    if (matchMedia("(min-width: 761px) and (hover: hover)").matches) {
      focusComposer();
    }
  }, [focusComposer]);

  const nothing = view.messages.length === 0;
  if (stranger) {
    return <NoConversation id={id} />;
  }
  return (
    <div className="conversation" data-panel={panel === undefined ? undefined : ""}>
      <div className="conversation-main">
        <ConversationHeader id={id} summary={summary} />
        {view.status === "failed" && (
          <div className={nothing ? "empty grow" : "empty"} role="alert">
            <p>{t("conversation.loadFailed")}</p>
            <button type="button" className="button" onClick={() => void store.reload()}>
              {t("tryAgain")}
            </button>
          </div>
        )}
        {!(view.status === "failed" && nothing) && (
          <Timeline
            view={view}
            store={store}
            acts={acts}
            start={<ConversationStart summary={summary} empty={nothing} />}
            label={t("conversation.label", { name: title })}
            highlighted={view.focus}
          />
        )}
        <UnsentReplies id={id} />
        <UnsentEdits id={id} />
        <TypingLine id={id} />
        <MessageComposer
          ref={composer}
          conversation={id}
          title={title}
          store={store}
          writing={writing}
          setWriting={setWriting}
          acts={acts}
        />
      </div>
      {panel !== undefined && (
        <Guard place={panelQuery(panel)}>
          <Suspense
            fallback={
              <aside className="panel">
                <Waiting />
              </aside>
            }
          >
            <SidePanel id={id} panel={panel} jump={jump} />
          </Suspense>
        </Guard>
      )}
      {readers !== undefined && (
        <PopupGuard>
          <ReadersDialog {...readers} />
        </PopupGuard>
      )}
      {deleting !== undefined && (
        <PopupGuard>
          <DeleteQuestion answer={answerDelete} />
        </PopupGuard>
      )}
    </div>
  );
}

/** Goes to the message that the address names; one of a thread is shown there, for the timeline only tells of it. */
function useJump(id: string, seq: number | undefined, store: TimelineStore): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    if (seq === undefined || !Number.isSafeInteger(seq) || seq < 1) {
      return undefined;
    }
    let gone = false;
    void store.jumpTo(seq).then(() => {
      const root = store.get().messages.find((message) => message.seq === seq)?.thread;
      if (!gone && root !== undefined) {
        navigate(`${conversationPath(id, seq)}${panelQuery({ kind: "thread", root, at: seq })}`, { replace: true });
      }
    });
    return () => {
      gone = true;
    };
  }, [id, navigate, seq, store]);
}
