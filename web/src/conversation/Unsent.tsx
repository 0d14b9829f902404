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
  const root = useRefused().find(
    ({ write }) => write.conversation === id && write.thread !== undefined && write.thread !== open,
  )?.write.thread;
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

/** What was not sent to a conversation that is out of reach: its words are not lost. */
export function UnsentWords({ id }: { readonly id: string }) {
  const unsent = useRefused().filter(({ write }) => write.conversation === id);
  return unsent.map((refused) => <Words key={refused.write.clientMessageId} refused={refused} />);
}

function Words({ refused: { write, code, reason } }: { readonly refused: RefusedMessage }) {
  const { t } = useTranslation();
  const { client } = useView();
  const problemOf = useProblem();
  const copy = useCopy();
  return (
    <div>
      <p className="foreign" dir="auto">
        {write.text}
      </p>
      <div className="message-failed">
        <span>{t("message.failedWhy", { why: problemOf(new CarillonError(code, reason)) })}</span>
        <button type="button" onClick={() => copy(write.text)}>
          {t("message.copy")}
        </button>
        <button type="button" onClick={() => client.discard(write.clientMessageId)}>
          {t("message.discard")}
        </button>
      </div>
    </div>
  );
}
