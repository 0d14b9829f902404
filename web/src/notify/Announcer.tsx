import type { Entry } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { preferences } from "../app/preferences.ts";
import { plainName, useUserName } from "../chat/names.ts";
import { conversationIn, conversationPath } from "../chat/paths.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { attend, isRead } from "./attention.ts";
import { onIncoming } from "./incoming.ts";
import { isFresh, wantsToKnow } from "./judge.ts";
import { messageKey } from "./message-key.ts";
import { wishesOf } from "./wishes.ts";

/** What came in so short a time is told together. */
const GATHER_MS = 1_500;
const MAX_READ_CHARS = 300;

/** Tells of new messages: by the system while nobody looks, by voice in the conversation that is open. */
export function Announcer() {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const [path, navigate] = useLocation();
  const { tab } = useConnectionState();
  const [spoken, setSpoken] = useState({ text: "", turn: 0 });
  const here = useRef<string | undefined>(undefined);
  const open = conversationIn(path);
  here.current = open;

  useEffect(() => (open === undefined ? undefined : attend(self, open)), [open, self]);

  useEffect(() => wishesOf(view).load(), [view]);

  useEffect(() => {
    let waiting: string[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function speak(entry: Entry & { readonly type: "message" }, name: string) {
      const text = plainText(entry.text).slice(0, MAX_READ_CHARS);
      waiting.push(t("live.message", { name, text }));
      timer ??= setTimeout(() => {
        const text = waiting.length > 3 ? t("live.many", { count: waiting.length }) : waiting.join("\n");
        setSpoken(({ turn }) => ({ text, turn: turn + 1 }));
        waiting = [];
        timer = undefined;
      }, GATHER_MS);
    }

    function heard(entry: Entry) {
      if (entry.type !== "message" || entry.sender === self || !isFresh(entry.at, view.http.now())) {
        return;
      }
      const account = view.account(entry.sender).get();
      const name = plainName(account?.displayName ?? entry.sender);
      if (entry.conversation === here.current && document.visibilityState === "visible") {
        speak(entry, name);
      }
      if (tab !== "follower" && preferences().desktop) {
        const here = isReadHere(entry.conversation);
        isRead(self, entry.conversation).then(
          (read) => (read || here ? undefined : notify(entry, name)),
          () => {},
        );
      }
    }

    function isReadHere(conversation: string): boolean {
      return conversation === here.current && document.hasFocus();
    }

    async function notify(entry: Entry & { readonly type: "message" }, name: string) {
      const summary = view.conversation(entry.conversation).get();
      const wishes = wishesOf(view);
      const wish = wishes.byConversation().get(entry.conversation);
      if (
        summary === undefined ||
        typeof Notification === "undefined" ||
        Notification.permission !== "granted" ||
        !wantsToKnow(entry, summary.kind, self, wish, wishes.all(), view.http.now())
      ) {
        return;
      }
      const where = summary.kind === "channel" ? `#${plainName(summary.name ?? "")}` : plainName(summary.name ?? "");
      const hidden = wishes.all().showContent === false;
      const title = hidden
        ? t("notify.newMessage")
        : summary.kind === "direct"
          ? name
          : t("notify.inConversation", { sender: name, name: where });
      const options = {
        ...(hidden ? {} : { body: plainText(entry.text).slice(0, MAX_READ_CHARS) }),
        icon: "/icons/icon-192.png",
        // As the server's push names it: what both tell is shown once.
        tag: await messageKey(entry.conversation, entry.seq),
      };
      const worker = await navigator.serviceWorker?.getRegistration();
      if (worker?.active) {
        // The only way on telephones; the worker opens the message when it is pressed.
        await worker.showNotification(title, {
          ...options,
          data: { conversation: entry.conversation, seq: entry.seq },
        });
        return;
      }
      const shown = new Notification(title, options);
      shown.onclick = () => {
        focus();
        navigate(conversationPath(entry.conversation, entry.seq));
        shown.close();
      };
    }

    const deaf = onIncoming(heard);
    return () => {
      deaf();
      clearTimeout(timer);
    };
  }, [navigate, self, t, tab, view]);

  return (
    <div className="unseen" role="log" aria-live="polite">
      {/* The same words again are spoken again. */}
      <span key={spoken.turn}>{spoken.text}</span>
    </div>
  );
}
