import { useView } from "@carillon/client/react";
import { CornerUpLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { Name } from "../chat/Name.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";

interface Quoted {
  readonly sender: string;
  readonly text?: string;
}

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
  const quoted = useMessage(conversation, seq);
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

/** A message of which only the seq is known: from what is shown, else from the server. */
export function useMessage(conversation: string, seq: number): Quoted | undefined {
  const view = useView();
  const shown = view
    .timeline(conversation)
    .get()
    .messages.find((message) => message.seq === seq);
  const [asked, setAsked] = useState<Quoted>();
  useEffect(() => {
    if (shown !== undefined) {
      return undefined;
    }
    const stop = new AbortController();
    view.http.message(conversation, seq, { signal: stop.signal }).then(setAsked, () => {});
    return () => stop.abort();
  }, [conversation, seq, shown, view]);
  return shown ?? asked;
}
