import { CornerUpLeft } from "lucide-react";
import { Name } from "../chat/Name.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { useQuoted } from "./use-quoted.ts";

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
