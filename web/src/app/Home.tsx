import { useConversations } from "@carillon/client/react";
import { MessagesSquare } from "lucide-react";
import { useEffect } from "react";
import { Redirect } from "wouter";
import { conversationPath } from "../chat/paths.ts";
import { lastConversation } from "../chat/last-conversation.ts";
import { useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useDialogs } from "./dialog-state.tsx";
import { useNarrow } from "./narrow.ts";

/** On wide screens the conversation that was open last; on small ones the list, which is the sidebar. */
export function Home() {
  const { t } = useTranslation();
  const conversations = useConversations();
  const narrow = useNarrow();
  const user = useUserName();
  const { open } = useDialogs();
  useEffect(() => {
    document.title = t("name");
  }, [t]);

  const last = lastConversation(user);
  const known = conversations.find(({ id }) => id === last) ?? conversations[0];
  if (!narrow && known !== undefined) {
    return <Redirect to={conversationPath(known.id)} replace />;
  }
  return (
    <div className="empty">
      <h1 className="unseen">{t("name")}</h1>
      <MessagesSquare size={48} aria-hidden />
      <p>{conversations.length === 0 ? t("sidebar.empty") : t("conversation.choose")}</p>
      <div className="actions">
        <button type="button" className="button main" onClick={() => open({ kind: "channels" })}>
          {t("sidebar.browse")}
        </button>{" "}
        <button type="button" className="button" onClick={() => open({ kind: "people" })}>
          {t("sidebar.newDirect")}
        </button>
      </div>
    </div>
  );
}
