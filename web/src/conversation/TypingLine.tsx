import { useTyping } from "@carillon/client/react";
import { useDisplayName } from "../chat/names.ts";
import { listOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

export function TypingLine({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const users = useTyping(id);
  const first = useDisplayName(users[0] ?? "");
  const second = useDisplayName(users[1] ?? users[0] ?? "");
  const names = users.length > 1 ? [first, second] : [first];
  return (
    <div className="typing-line one-line" aria-live="off">
      {users.length > 2
        ? t("conversation.typingMany")
        : users.length > 0 && t("conversation.typing", { count: users.length, names: listOf(names) })}
    </div>
  );
}
