import { useView } from "@carillon/client/react";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useEffect, useState, type WheelEventHandler } from "react";
import { useUserName } from "../chat/names.ts";
import { shortMoment } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import type { Unseen } from "./reading.ts";

/** While not all that is unread is in view: how much it is, and the ways to its beginning and to be done with it. */
export function UnreadBar({
  conversation,
  unread,
  unseen,
  toUnread,
  readAll,
  onWheel,
}: {
  readonly conversation: string;
  readonly unread: number;
  readonly unseen: Unseen;
  readonly toUnread: () => void;
  readonly readAll: () => void;
  readonly onWheel: WheelEventHandler;
}) {
  const { t } = useTranslation();
  const asked = useFirstUnread(conversation, unseen);
  const since = unseen.first?.at ?? asked;
  useFreeEscape(readAll);
  const Arrow = unseen.above ? ArrowUp : ArrowDown;
  return (
    <div className="unread-bar" onWheel={onWheel}>
      <button type="button" className="grow" onClick={toUnread}>
        <Arrow size={15} aria-hidden />
        <span className="one-line">
          {since === undefined
            ? t("sidebar.unread", { count: unread })
            : t("conversation.newSince", { count: unread, when: shortMoment(since) })}
        </span>
      </button>
      <button type="button" data-tip={`${t("conversation.markRead")} (Esc)`} onClick={readAll}>
        {t("conversation.markRead")}
        <X size={15} aria-hidden />
      </button>
    </div>
  );
}

/** What closes on Escape by itself, and does not say so to others. */
const TAKES_ESCAPE = "[role=dialog]:not([hidden]), [role=menu]:not([hidden]), [role=listbox]:not([hidden])";

/** Calls it when Escape is pressed and nothing else takes the key. */
function useFreeEscape(pressed: () => void): void {
  useEffect(() => {
    let free = false;
    // Before anybody else hears of it: what takes the key may be gone afterwards.
    const first = () => {
      free = document.querySelector(TAKES_ESCAPE) === null;
    };
    const last = (event: KeyboardEvent) => {
      if (event.key === "Escape" && free && !event.defaultPrevented && !event.isComposing) {
        event.preventDefault();
        pressed();
      }
    };
    addEventListener("keydown", first, true);
    addEventListener("keydown", last);
    return () => {
      removeEventListener("keydown", first, true);
      removeEventListener("keydown", last);
    };
  }, [pressed]);
}

/** So many messages are looked at for the first one of another. */
const LOOKED_AT = 10;

/** When the first unread message came, which is not loaded; undefined until it is known. */
function useFirstUnread(conversation: string, { first, seenSeq }: Unseen): number | undefined {
  const { http } = useView();
  const self = useUserName();
  const [at, setAt] = useState<number>();
  const wanted = first === undefined;
  useEffect(() => {
    if (!wanted) {
      return undefined;
    }
    const stop = new AbortController();
    http.messages(conversation, { after: seenSeq, limit: LOOKED_AT }, { signal: stop.signal }).then(
      ({ messages }) => setAt((messages.find(({ sender }) => sender !== self) ?? messages[0])?.at),
      () => {},
    );
    return () => stop.abort();
  }, [conversation, http, seenSeq, self, wanted]);
  return at;
}
