import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "../ui/IconButton.tsx";

type Highlight = (text: string, lang: string) => ReactNode;

/** Loaded when the first code is shown that has a language. */
let highlight: Highlight | undefined;
let loading: Promise<unknown> | undefined;

/** More than this is shown in one colour: nobody waits for it. */
const MAX_HIGHLIGHTED = 20_000;

export function CodeBlock({ text, lang }: { readonly text: string; readonly lang: string }) {
  const { t } = useTranslation();
  const language = (/^[A-Za-z0-9+#.-]{1,20}/.exec(lang)?.[0] ?? "").toLowerCase();
  const [copied, setCopied] = useState(false);
  const shown = useHighlighted(text, language);
  return (
    <figure className="md-code">
      <pre
        tabIndex={0}
        aria-label={language === "" ? t("message.code") : `${t("message.code")}: ${language}`}
        dir="ltr"
      >
        <code>{shown}</code>
      </pre>
      <IconButton
        small
        className="md-copy"
        label={copied ? t("copied") : t("message.copyCode")}
        onClick={() => {
          void navigator.clipboard?.writeText(text).then(
            () => setCopied(true),
            () => {},
          );
          setTimeout(() => setCopied(false), 2_000);
        }}
      >
        {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
      </IconButton>
    </figure>
  );
}

function useHighlighted(text: string, language: string): ReactNode {
  const wanted = language !== "" && text.length <= MAX_HIGHLIGHTED;
  const [, loaded] = useState(0);
  useEffect(() => {
    if (wanted && highlight === undefined) {
      loading ??= import("./highlight.tsx").then((module) => {
        highlight = module.highlighted;
      });
      // Offline before it was ever loaded: one colour will do.
      loading.then(
        () => loaded(1),
        () => {},
      );
    }
  }, [wanted]);
  return wanted && highlight !== undefined ? highlight(text, language) : text;
}
