import { Link } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { usePreferences } from "./preferences.ts";
import { keyName } from "./shortcuts.ts";
import "./shortcut-list.css";

const GROUPS = [
  [
    "general",
    [
      ["switch", "mod+K"],
      ["search", "mod+Shift+F"],
      ["next", "alt+↓"],
      ["previous", "alt+↑"],
      ["nextUnread", "alt+Shift+↓"],
      ["previousUnread", "alt+Shift+↑"],
      ["help", "?"],
      ["close", "Esc"],
    ],
  ],
  [
    "inConversation",
    [
      ["messages", "↑ ↓"],
      ["reply", "T"],
      ["react", "R"],
      ["edit", "E"],
      ["compose", "C"],
      ["markRead", "Esc"],
    ],
  ],
  [
    "whileWriting",
    [
      ["send", "Enter"],
      ["newLine", "Shift+Enter"],
      ["editLast", "↑"],
      ["bold", "mod+B"],
      ["italic", "mod+I"],
      ["code", "mod+E"],
    ],
  ],
] as const;

export function ShortcutList({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const { singleKeys } = usePreferences();
  return (
    <Dialog title={t("shortcuts.title")} close={close} kind="wide">
      <div className="shortcut-groups">
        {GROUPS.map(([group, keys]) => (
          <section key={group}>
            <h2>{t(`shortcuts.${group}`)}</h2>
            <dl>
              {keys.map(([name, combination]) => (
                <div key={name}>
                  <dt>{t(`shortcuts.${name}`)}</dt>
                  <dd>
                    <kbd>{keyName(combination)}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="shortcut-note">
        {t(singleKeys ? "shortcuts.singleKeys" : "shortcuts.noSingleKeys")}{" "}
        <Link href="/settings/appearance" onClick={close}>
          {t("sidebar.settings")}
        </Link>
      </p>
    </Dialog>
  );
}
