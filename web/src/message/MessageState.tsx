import type { ShownMessage } from "@carillon/client";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { useTranslation } from "../i18n/use-translation.tsx";

export type Progress = "sending" | "sent" | "delivered" | "read";

/** How far one's own message has come. */
export function MessageState({
  message,
  progress = "sent",
}: {
  readonly message: ShownMessage;
  readonly progress?: Progress | undefined;
}) {
  const { t } = useTranslation();
  const state = message.state === "sent" ? (message.pending ? "sending" : progress) : message.state;
  const text = state === "failed" ? t("message.failed") : t(`message.${state}`);
  return (
    <span className={`message-state ${state}`} title={text} data-progress={state}>
      <StateIcon state={state} />
      <span className="unseen">{text}</span>
    </span>
  );
}

function StateIcon({ state }: { readonly state: Progress | "failed" }) {
  switch (state) {
    case "sending":
      return <Clock size={14} aria-hidden />;
    case "failed":
      return <CircleAlert size={15} aria-hidden />;
    case "sent":
      return <Check size={15} aria-hidden />;
    case "delivered":
    case "read":
      return <CheckCheck size={15} aria-hidden />;
  }
}
