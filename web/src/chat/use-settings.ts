import { type ConversationSettings, isOnline } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { useEffect, useState } from "react";
import { onIncoming } from "../notify/incoming.ts";

/** Who may do what in a conversation: as the server says, asked for again when it was changed. */
export function useSettings(id: string): ConversationSettings | undefined {
  const { http } = useView();
  const online = isOnline(useConnectionState().state);
  const [answer, setAnswer] = useState<{ readonly of: string; readonly settings: ConversationSettings }>();
  const [changes, setChanges] = useState(0);

  useEffect(
    () =>
      onIncoming(({ conversation, type }) => {
        if (conversation === id && type === "settings") {
          setChanges((before) => before + 1);
        }
      }),
    [id],
  );

  useEffect(() => {
    const stop = new AbortController();
    http.conversation(id, { signal: stop.signal }).then(
      ({ settings }) => setAnswer({ of: id, settings }),
      () => {},
    );
    return () => stop.abort();
  }, [http, id, online, changes]);
  return answer?.of === id ? answer.settings : undefined;
}
