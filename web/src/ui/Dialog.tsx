import * as Ariakit from "@ariakit/react";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "./IconButton.tsx";

/** A dialog over everything: holds the focus, closes on Escape, and gives the focus back. */
export function Dialog({
  title,
  close,
  kind = "",
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly kind?: "" | "wide" | "top" | "wide top";
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Ariakit.Dialog
      open
      onClose={close}
      backdrop={<div className="veil" />}
      className={`dialog ${kind}`}
      aria-label={title}
    >
      <header>
        <h1>{title}</h1>
        <IconButton label={t("close")} onClick={close}>
          <X size={20} aria-hidden />
        </IconButton>
      </header>
      <div className="body">{children}</div>
    </Ariakit.Dialog>
  );
}

/** Asks before something that cannot be undone. */
export function Question({
  title,
  about,
  yes,
  answer,
}: {
  readonly title: string;
  readonly about: string;
  readonly yes: string;
  readonly answer: (sure: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} close={() => answer(false)}>
      <p>{about}</p>
      <div className="actions">
        <button type="button" className="button" onClick={() => answer(false)}>
          {t("cancel")}
        </button>
        <button type="button" className="button danger" onClick={() => answer(true)}>
          {yes}
        </button>
      </div>
    </Dialog>
  );
}
