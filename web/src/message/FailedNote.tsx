import type { ShownMessage } from "@carillon/client";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useCopy } from "../ui/copy.ts";
import { useProblem } from "../ui/problem.ts";
import type { MessageActs } from "./acts.ts";

/** A message that was refused: why, and what can be done. */
export function FailedNote({ message, acts }: { readonly message: ShownMessage; readonly acts: MessageActs }) {
  const { t } = useTranslation();
  const problemOf = useProblem();
  const copy = useCopy();
  return (
    <div className="message-failed" role="alert">
      <span>
        {message.error === undefined ? t("message.failed") : t("message.failedWhy", { why: problemOf(message.error) })}
      </span>
      <button type="button" onClick={() => acts.retry(message)}>
        {t("message.retry")}
      </button>
      <button type="button" onClick={() => copy(message.text ?? "")}>
        {t("message.copy")}
      </button>
      <button type="button" onClick={() => acts.discard(message)}>
        {t("message.discard")}
      </button>
    </div>
  );
}
