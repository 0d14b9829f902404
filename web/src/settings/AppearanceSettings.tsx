import { useState } from "react";
import { prefer, usePreferences } from "../app/preferences.ts";
import { chosenTheme, chooseTheme, type Theme } from "../app/theme.ts";
import { chooseLanguage, LANGUAGES, type Language, language } from "../i18n/i18n.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Field } from "../ui/Field.tsx";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export function AppearanceSettings() {
  const { t } = useTranslation();
  const { enterSends, singleKeys } = usePreferences();
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <>
      <fieldset>
        <legend>{t("settings.theme")}</legend>
        {THEMES.map((each) => (
          <label key={each} className="choice">
            <input
              type="radio"
              name="theme"
              checked={theme === each}
              onChange={() => {
                chooseTheme(each);
                setTheme(each);
              }}
            />
            {t(`settings.${each}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t("settings.language")}>
        <select
          className="input"
          value={language().slice(0, 2)}
          onChange={(event) => void chooseLanguage(event.target.value as Language)}
        >
          {Object.entries(LANGUAGES).map(([key, name]) => (
            <option key={key} value={key} lang={key}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <label className="choice">
        <input
          type="checkbox"
          checked={enterSends}
          onChange={(event) => prefer({ enterSends: event.target.checked })}
        />
        <span>
          {t("settings.enterSends")}
          <br />
          <span className="hint">{t("settings.enterSendsHint")}</span>
        </span>
      </label>
      <label className="choice">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.target.checked })}
        />
        <span>
          {t("settings.singleKeys")}
          <br />
          <span className="hint">{t("settings.singleKeysHint")}</span>
        </span>
      </label>
    </>
  );
}
