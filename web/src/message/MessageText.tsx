import { useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { foldAt, tamed } from "../markdown/hostile.ts";
import { Markdown } from "../markdown/Markdown.tsx";

/** What was written; of a long text the beginning, until its reader asks for all. */
export function MessageText({ text: written, edited }: { readonly text: string; readonly edited: boolean }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const text = tamed(written);
  const fold = foldAt(text);
  return (
    <>
      {text !== "" && <Markdown text={fold === undefined || all ? text : `${text.slice(0, fold)}…`} />}
      {fold !== undefined && (
        <button type="button" className="message-fold" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t("message.showLess") : t("message.showMore")}
        </button>
      )}
      {edited && <span className="message-edited">({t("message.edited")})</span>}
    </>
  );
}
