import type { ShownMessage, Timeline, TimelineView } from "@carillon/client";
import { useCallback, useMemo, useRef, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { usePanel } from "../chat/use-panel.ts";
import type { Writing } from "../composer/Composer.tsx";
import { canEdit, lastToEdit, type MessageActs } from "../message/acts.ts";
import { type Deed, useRefusal } from "../message/refusal.ts";
import { useToast } from "../ui/toast.tsx";

const NEW: Writing = { kind: "new" };

/** What can be done with the messages of a timeline, and what is being written in it. */
export function useActs({
  store,
  view,
  moderates,
  threads,
  focusComposer,
  jump,
}: {
  readonly store: Timeline;
  readonly view: TimelineView;
  readonly moderates: boolean;
  /** Whether messages have threads, which those of a thread have not. */
  readonly threads: boolean;
  readonly focusComposer: () => void;
  readonly jump: (seq: number) => void;
}) {
  const self = useUserName();
  const toast = useToast();
  const refusal = useRefusal();
  const [, showPanel] = usePanel();
  const [writing, setWritingState] = useState<Writing>(NEW);
  const [deleting, setDeleting] = useState<ShownMessage>();
  const [asked, setAsked] = useState<ShownMessage>();
  const messages = useRef(view.messages);
  messages.current = view.messages;

  const setWriting = useCallback(
    (next: Writing) => {
      setWritingState(next);
      focusComposer();
    },
    [focusComposer],
  );
  const told = useCallback(
    (deed: Deed, write: Promise<unknown>) => {
      write.catch((error: unknown) => toast(refusal(deed, error)));
    },
    [refusal, toast],
  );

  const acts = useMemo<MessageActs>(
    () => ({
      moderates,
      jump,
      compose: focusComposer,
      react(message, emoji) {
        if (message.seq !== undefined) {
          const mine = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.mine);
          if (mine) {
            told({ op: "unreact", emoji }, store.unreact(message.seq, emoji));
          } else {
            told({ op: "react", emoji }, store.react(message.seq, emoji));
          }
        }
      },
      reply: (message) => setWriting({ kind: "reply", to: message }),
      edit(message) {
        const own = message ?? lastToEdit(messages.current, self, !threads);
        if (own !== undefined && own.sender === self && canEdit(own)) {
          setWriting({ kind: "edit", message: own });
        }
      },
      remove: setDeleting,
      readers: setAsked,
      retry: (message) => store.retry(message.key),
      discard: (message) => store.discard(message.key),
      ...(threads
        ? {
            thread(message: ShownMessage | undefined) {
              const root = message?.thread ?? message?.seq;
              if (root !== undefined) {
                showPanel({ kind: "thread", root });
              }
            },
          }
        : {}),
    }),
    [focusComposer, jump, moderates, self, setWriting, showPanel, store, threads, told],
  );

  const answerDelete = useCallback(
    (sure: boolean) => {
      setDeleting(undefined);
      if (sure && deleting?.seq !== undefined) {
        told({ op: "delete" }, store.delete(deleting.seq));
      }
    },
    [deleting, store, told],
  );
  const readers = asked === undefined ? undefined : { message: asked, close: () => setAsked(undefined) };
  return { acts, writing, setWriting, deleting, answerDelete, readers };
}
