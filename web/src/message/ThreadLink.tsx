import type { ShownMessage } from "@carillon/client";
import { MessageSquareText } from "lucide-react";
import { useTranslation } from "../i18n/use-translation.tsx";

/** How many have answered in a message's thread; opens it. */
export function ThreadLink({
  message,
  open,
}: {
  readonly message: ShownMessage;
  readonly open: (message: ShownMessage) => void;
}) {
  const { t } = useTranslation();
  return (
    <button type="button" className="thread-link" onClick={() => open(message)}>
      <MessageSquareText size={15} aria-hidden />
      {t("message.replies", { count: message.replies })}
    </button>
  );
}
