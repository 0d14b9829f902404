import { EmojiPicker as Frimousse } from "frimousse";
import type { HTMLAttributes } from "react";
import { language } from "../i18n/i18n.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import "./emoji.css";

/** All emoji, to be searched in the user's language. The data come from the own server. */
export function EmojiPicker({ choose }: { readonly choose: (emoji: string) => void }) {
  const { t } = useTranslation();
  return (
    <Frimousse.Root
      className="emoji-picker"
      locale={language().startsWith("de") ? "de" : "en"}
      emojibaseUrl={`${location.origin}/assets/emoji`}
      onEmojiSelect={({ emoji }) => choose(emoji)}
    >
      <div className="emoji-top">
        <Frimousse.Search className="input" aria-label={t("emoji.search")} placeholder={t("emoji.search")} autoFocus />
        <Frimousse.SkinToneSelector className="icon-button" aria-label={t("emoji.skin")} />
      </div>
      <Frimousse.Viewport className="emoji-view" tabIndex={0}>
        <Frimousse.Loading className="emoji-note">{t("loading")}</Frimousse.Loading>
        <Frimousse.Empty className="emoji-note">{t("emoji.none")}</Frimousse.Empty>
        <Frimousse.List className="emoji-list" components={PARTS} />
      </Frimousse.Viewport>
    </Frimousse.Root>
  );
}

const PARTS = {
  CategoryHeader: ({ category, ...props }: { category: { label: string } }) => (
    <div className="emoji-category" {...props}>
      {category.label}
    </div>
  ),
  // Rows and columns of ARIA begin with 1.
  Row: (props: HTMLAttributes<HTMLDivElement>) => (
    <div className="emoji-row" {...props} aria-rowindex={(props["aria-rowindex"] ?? 0) + 1} />
  ),
  Emoji: ({ emoji, ...props }: HTMLAttributes<HTMLButtonElement> & { emoji: { emoji: string } }) => (
    <button type="button" className="emoji" {...props} aria-colindex={(props["aria-colindex"] ?? 0) + 1}>
      {emoji.emoji}
    </button>
  ),
};
