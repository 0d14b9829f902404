import type { ShownMessage } from "@carillon/client";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useCopy } from "../ui/copy.ts";

/** Instead of a message that went wrong while it was to be shown; its words are not lost. */
export function UnshownMessage({ message }: { readonly message: ShownMessage }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const { key, seq, state, text = "" } = message;
  return (
    <article className="message first" tabIndex={-1} data-key={key} data-seq={seq} data-state={state}>
      <div className="message-gutter" />
      <div className="message-main">
        <p className="message-deleted">{t("message.unshown")}</p>
        {text !== "" && (
          <button type="button" className="message-fold" onClick={() => copy(text)}>
            {t("message.copy")}
          </button>
        )}
      </div>
    </article>
  );
}
