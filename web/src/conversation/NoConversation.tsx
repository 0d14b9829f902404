import type { ConversationInfo } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { Hash } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "wouter";
import { Waiting } from "../app/Waiting.tsx";
import { plainName, useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { UnsentWords } from "./Unsent.tsx";

/** Instead of a conversation that the user is no member of: an open channel can be joined. */
export function NoConversation({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { http } = useView();
  // Null: there is none that the user may know of.
  const [channel, setChannel] = useState<ConversationInfo | null>();

  useEffect(() => {
    const stop = new AbortController();
    http.channel(id, { signal: stop.signal }).then(setChannel, () => stop.signal.aborted || setChannel(null));
    return () => stop.abort();
  }, [http, id]);

  if (channel === undefined) {
    return <Waiting />;
  }
  return (
    <div className="empty">
      {channel === null ? (
        <>
          <h1 className="unseen">{t("name")}</h1>
          <p>{t("conversation.noSuch")}</p>
        </>
      ) : (
        <OpenChannel channel={channel} />
      )}
      <UnsentWords id={id} />
      <Link href="/" className="button only-narrow">
        {t("goHome")}
      </Link>
    </div>
  );
}

function OpenChannel({ channel }: { readonly channel: ConversationInfo }) {
  const { t } = useTranslation();
  const { http } = useView();
  const self = useUserName();
  const toast = useToast();
  const problemOf = useProblem();
  const topic = plainName(channel.topic ?? "");
  return (
    <>
      <Hash size={36} aria-hidden />
      <h1>
        <bdi>{plainName(channel.name ?? "")}</bdi>
      </h1>
      <p>{t("conversation.members", { count: channel.memberCount })}</p>
      {topic !== "" && <p className="foreign">{topic}</p>}
      <p>{t("channels.notJoined")}</p>
      <button
        type="button"
        className="button main"
        onClick={() => {
          // The page shows the conversation as soon as the server has told of it.
          http.addMembers(channel.id, [self]).catch((error: unknown) => toast(problemOf(error)));
        }}
      >
        {t("channels.join")}
      </button>
    </>
  );
}
