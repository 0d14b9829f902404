import { Bold, Code, Italic, List, Quote, Strikethrough } from "lucide-react";
import { keyName } from "../app/shortcuts.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import type { Format } from "./editing.ts";

const FORMATS = [
  ["bold", Bold, "mod+B"],
  ["italic", Italic, "mod+I"],
  ["strike", Strikethrough, undefined],
  ["code", Code, "mod+E"],
  ["list", List, undefined],
  ["quote", Quote, undefined],
] as const;

export function FormatBar({ format }: { readonly format: (as: Format) => void }) {
  const { t } = useTranslation();
  return (
    <div className="format-bar" role="group" aria-label={t("composer.format")}>
      {FORMATS.map(([name, Icon, keys]) => (
        <IconButton
          key={name}
          small
          label={t(`composer.${name}`)}
          {...(keys === undefined ? {} : { keys: keyName(keys) })}
          onClick={() => format(name)}
        >
          <Icon size={16} aria-hidden />
        </IconButton>
      ))}
    </div>
  );
}
