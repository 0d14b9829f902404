import { useTranslation } from "../i18n/use-translation.tsx";
import { useToast } from "./toast.tsx";

/** Puts a text on the clipboard, and says so. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation();
  const toast = useToast();
  return (text) =>
    void navigator.clipboard?.writeText(text).then(
      () => toast(t("copied")),
      () => {},
    );
}
