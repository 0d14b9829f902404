import type { RefusedMessage } from "@carillon/client";
import { CarillonError } from "@carillon/client";
import { useRefused, useView } from "@carillon/client/react";
import { usePanel } from "../chat/use-panel.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useCopy } from "../ui/copy.ts";
import { useProblem } from "../ui/problem.ts";

/** Replies that were refused: they stand in their threads, and this is the way there. */
export function UnsentReplies({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [panel, showPanel] = usePanel();
  const open = panel?.kind === "thread" ? panel.root : undefined;
  const replies = useRefused().flatMap(({ write }) => (write.conversation === id && write.op === "send" ? write : []));
  const root = replies.find(({ thread }) => thread !== undefined && thread !== open)?.thread;
  return (
    <div role="status">
      {root !== undefined && (
        <div className="unread-bar">
          <span className="grow one-line">{t("message.unsentReply")}</span>
          <button type="button" onClick={() => showPanel({ kind: "thread", root })}>
            {t("message.showUnsent")}
          </button>
        </div>
      )}
    </div>
  );
}

/** Edits that were refused: the messages are as before, and the words are not lost. */
export function UnsentEdits({ id }: { readonly id: string }) {
  const edits = useRefused().filter(({ write }) => write.conversation === id && write.op === "edit");
  return edits.length === 0 ? null : (
    <div className="unsent-edits">
      {edits.map((refused) => (
        <Words key={refused.write.clientMessageId} refused={refused} again />
      ))}
    </div>
  );
}

/** What was not sent to a conversation that is out of reach: its words are not lost. */
export function UnsentWords({ id }: { readonly id: string }) {
  const unsent = useRefused().filter(({ write }) => write.conversation === id);
  return unsent.map((refused) => <Words key={refused.write.clientMessageId} refused={refused} />);
}

/** @param again whether an edit may be sent again */
function Words({
  refused: { write, code, reason },
  again,
}: {
  readonly refused: RefusedMessage;
  readonly again?: true;
}) {
  const { t } = useTranslation();
  const { client } = useView();
  const problemOf = useProblem();
  const copy = useCopy();
  const why = problemOf(new CarillonError(code, reason));
  const { op, clientMessageId: key } = write;
  return (
    <div role="alert">
      <p className="foreign" dir="auto">
        {write.text}
      </p>
      <div className="message-failed">
        <span>{t(op === "edit" ? "message.unchangedWhy" : "message.failedWhy", { why })}</span>
        {again && op === "edit" && (
          <button
            type="button"
            // Where it is refused once more, it is here again.
            onClick={() =>
              void client
                .conversation(write.conversation)
                .edit(write.seq, write.text, key)
                .catch(() => {})
            }
          >
            {t("message.retry")}
          </button>
        )}
        <button type="button" onClick={() => copy(write.text)}>
          {t("message.copy")}
        </button>
        <button type="button" onClick={() => client.discard(key)}>
          {t("message.discard")}
        </button>
      </div>
    </div>
  );
}
