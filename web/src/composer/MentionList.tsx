import { AtSign } from "lucide-react";
import { Name } from "../chat/Name.tsx";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import type { Mentions } from "./use-mentions.ts";

/** Who may be meant, above what is being written. */
export function MentionList({
  mentions,
  choose,
}: {
  readonly mentions: Mentions;
  readonly choose: (name: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <ul id={mentions.listId} className="mention-list" role="listbox" aria-label={t("composer.people")}>
      {mentions.shown.map((name, at) => (
        <li
          key={name}
          id={`${mentions.listId}-${at}`}
          role="option"
          aria-selected={at === mentions.active}
          className="menu-item"
          data-active-item={at === mentions.active ? "" : undefined}
          // The text keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            choose(name);
          }}
        >
          {name === "channel" || name === "here" ? (
            <>
              <AtSign size={18} aria-hidden />
              <strong>@{name}</strong>
              <span className="one-line">{t(`composer.${name}`)}</span>
            </>
          ) : (
            <>
              <UserAvatar user={name} size={24} present />
              <strong className="one-line">
                <Name user={name} />
              </strong>
              <span className="one-line">@{name}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
