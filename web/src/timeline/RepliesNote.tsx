import { AtSign, MessageSquareText } from "lucide-react";
import { memo } from "react";
import { useDisplayName } from "../chat/names.ts";
import { listOf, momentOf, timeOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { plainText } from "../markdown/plain-text.ts";
import { useQuoted } from "../message/use-quoted.ts";
import type { RepliesRow } from "./rows.ts";

const TEXT_CHARS = 160;
/** Names that it tells. */
const MAX_NAMES = 2;

/** Tells of replies in a thread where they stand in the conversation; pressing it opens the thread there. */
export const RepliesNote = memo(function RepliesNote({
  row,
  open,
}: {
  readonly row: RepliesRow;
  readonly open: (row: RepliesRow) => void;
}) {
  const { t } = useTranslation();
  const { replies, thread, mentioned } = row;
  const last = replies.at(-1);
  const repliers = useRepliers(row);
  const root = useQuoted(last?.conversation ?? "", thread);
  if (last === undefined) {
    return null;
  }
  const about = root && plainText(root.text ?? t("message.deleted")).slice(0, TEXT_CHARS);
  const text = last.deletedAt === undefined ? plainText(last.text ?? "") : t("message.deleted");
  return (
    <button
      type="button"
      className={`replies-row ${mentioned ? "mentioned" : ""}`}
      data-key={row.key}
      data-seq={last.seq}
      onClick={() => open(row)}
    >
      {mentioned ? (
        <AtSign size={15} role="img" aria-label={t("thread.mentionsYou")} />
      ) : (
        <MessageSquareText size={15} aria-hidden />
      )}
      <span className="one-line foreign">
        {about === undefined ? t("thread.repliedIn", repliers) : t("thread.repliedTo", { ...repliers, about })}
      </span>{" "}
      <bdi className="one-line replies-text">{text === "" ? last.attachments[0]?.name : text.slice(0, TEXT_CHARS)}</bdi>
      {replies.length > 1 && <span> ({replies.length})</span>}{" "}
      <time dateTime={new Date(last.at).toISOString()} title={momentOf(last.at)}>
        {timeOf(last.at)}
      </time>
    </button>
  );
});

/** "Ben and Cleo", in the order in which they replied first, and how many that is. */
function useRepliers({ replies }: RepliesRow): { readonly names: string; readonly count: number } {
  const { t } = useTranslation();
  const users = [...new Set(replies.map(({ sender }) => sender))];
  const [first = "", second = first] = users;
  const named = [useDisplayName(first), useDisplayName(second)].slice(0, users.length);
  const more = users.length - MAX_NAMES;
  const names = more > 0 ? [...named, t("conversation.andMore", { count: more })].join(", ") : listOf(named);
  return { names, count: users.length };
}
