import i18next from "i18next";
import { en } from "./en.ts";
import type { Texts } from "./texts.ts";

/** The languages that there are texts in, by their own names. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "carillon:language";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: Texts };
  }
}

function isLanguage(value: string | null | undefined): value is Language {
  return value != null && Object.hasOwn(LANGUAGES, value);
}

/** The language that was chosen, else the first of the browser's that there are texts in. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) {
    return chosen;
  }
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
}

async function textsOf(language: Language): Promise<Texts> {
  return language === "de" ? (await import("./de.ts")).de : en;
}

/** Begins with the preferred language; other texts than English are loaded only when they are needed. */
export async function startTexts(): Promise<void> {
  await i18next.init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes
  });
  // Where the texts cannot be fetched, English ones are better than none.
  await show(preferredLanguage()).catch(() => show("en"));
}

async function show(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await textsOf(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await show(language);
}

/** The language in force, for dates and numbers. */
export function language(): string {
  const shown = i18next.language as string | undefined;
  // A British or Austrian browser keeps its own way of writing dates.
  return navigator.languages.find((tag) => tag.slice(0, 2) === shown) ?? shown ?? "en";
}
