import { useTranslation } from "../i18n/use-translation.tsx";
import { de } from "./texts-de.ts";
import { en, type OperatorTexts } from "./texts-en.ts";

/** The page's texts in the language that is shown. */
export function useTexts(): OperatorTexts {
  const { i18n } = useTranslation();
  return i18n.language === "de" ? de : en;
}
