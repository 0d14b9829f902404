import { type ReactNode, useEffect } from "react";
import { chooseLanguage, LANGUAGES, type Language, language } from "../i18n/i18n.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import "./entry.css";

/** The frame of the pages before there is a session. */
export function EntryPage({
  title,
  about,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} — ${t("name")}`;
  }, [title, t]);
  return (
    <main className="entry">
      <div className="entry-card">
        <img className="entry-mark" src="/icons/icon.svg" alt="" width="56" height="56" />
        <h1>{title}</h1>
        {about !== undefined && <p className="entry-about">{about}</p>}
        {children}
      </div>
      <nav className="entry-languages" aria-label={t("settings.language")}>
        {Object.entries(LANGUAGES).map(([key, name]) => (
          <button
            key={key}
            type="button"
            lang={key}
            aria-pressed={language().startsWith(key)}
            onClick={() => void chooseLanguage(key as Language)}
          >
            {name}
          </button>
        ))}
      </nav>
    </main>
  );
}
