import { useEffect } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useToast } from "../ui/toast.tsx";
import { onNewVersion } from "./register.ts";

/** Offers a new version of the client; what is being written stays as a draft. */
export function UpdateNote() {
  const { t } = useTranslation();
  const toast = useToast();
  useEffect(
    () => onNewVersion((activate) => toast(t("state.newVersion"), { text: t("state.reload"), act: activate })),
    [t, toast],
  );
  return null;
}
