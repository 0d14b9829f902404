import { useView } from "@carillon/client/react";
import { CornerUpLeft } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Name } from "../chat/Name.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { onIncoming } from "../notify/incoming.ts";
import { type Quoted, quotedAfter } from "./quoted.ts";

const QUOTE_CHARS = 160;

/** The message that another one answers; pressing it goes there. */
export function ReplyQuote({
  conversation,
  seq,
  jump,
}: {
  readonly conversation: string;
  readonly seq: number;
  readonly jump: (seq: number) => void;
}) {
  const { t } = useTranslation();
  const quoted = useQuoted(conversation, seq);
  return (
    <button type="button" className="reply-quote" onClick={() => jump(seq)}>
      <CornerUpLeft size={14} aria-hidden />
      {quoted === undefined ? (
        <span>{t("message.missing")}</span>
      ) : (
        <>
          <strong className="one-line">
            <Name user={quoted.sender} />
          </strong>
          <bdi className="one-line">{plainText(quoted.text ?? t("message.deleted")).slice(0, QUOTE_CHARS)}</bdi>
        </>
      )}
    </button>
  );
}

/** A message of which only the seq is known, as it is now: from what is shown, else from the server. */
function useQuoted(conversation: string, seq: number): Quoted | undefined {
  const view = useView();
  const timeline = view.timeline(conversation);
  const shown = useSyncExternalStore(timeline.subscribe, () =>
    timeline.get().messages.find((message) => message.seq === seq),
  );
  const [asked, setAsked] = useState<Quoted>();
  const away = shown === undefined;
  useEffect(() => {
    if (!away) {
      setAsked(undefined);
      return undefined;
    }
    const stop = new AbortController();
    view.http.message(conversation, seq, { signal: stop.signal }).then(setAsked, () => {});
    const deaf = onIncoming((entry) => {
      if (entry.conversation === conversation) {
        setAsked((before) => before && quotedAfter(before, seq, entry));
      }
    });
    return () => {
      stop.abort();
      deaf();
    };
  }, [away, conversation, seq, view]);
  return shown ?? asked;
}
