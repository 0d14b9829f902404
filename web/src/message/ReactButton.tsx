import { SmilePlus } from "lucide-react";
import { EmojiButton } from "../composer/EmojiButton.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";

/** A button that opens the emoji to choose a reaction from. */
export function ReactButton({
  react,
  className = "",
  size = 17,
  keys,
}: {
  readonly react: (emoji: string) => void;
  readonly className?: string;
  readonly size?: number;
  readonly keys?: string;
}) {
  const { t } = useTranslation();
  return (
    <EmojiButton
      label={t("message.addReaction")}
      choose={react}
      className={className}
      act="react"
      {...(keys === undefined ? {} : { keys })}
    >
      <SmilePlus size={size} aria-hidden />
    </EmojiButton>
  );
}
