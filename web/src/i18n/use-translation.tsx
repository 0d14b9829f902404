import i18next, { type TFunction } from "i18next";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

interface Translation {
  readonly t: TFunction;
  readonly i18n: typeof i18next;
}

const TranslationContext = createContext<Translation>({ t: i18next.t, i18n: i18next });

function present(): Translation {
  return { t: i18next.t.bind(i18next) as TFunction, i18n: i18next };
}

/** Has everything below shown anew when another language is chosen. */
export function TranslationProvider({ children }: { readonly children: ReactNode }) {
  const [translation, setTranslation] = useState(present);
  useEffect(() => {
    const changed = () => setTranslation(present());
    i18next.on("languageChanged", changed);
    return () => i18next.off("languageChanged", changed);
  }, []);
  return <TranslationContext value={translation}>{children}</TranslationContext>;
}

/** The texts of the language in force. One context for all: a list of messages asks for it a hundred times. */
export function useTranslation(): Translation {
  return useContext(TranslationContext);
}
