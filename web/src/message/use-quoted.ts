import { useView } from "@carillon/client/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { onIncoming } from "../notify/incoming.ts";
import { type Quoted, quotedAfter } from "./quoted.ts";
import { quotedMessage } from "./quoted-messages.ts";

/** A message of which only the seq is known, as it is now: from what is shown, else from the server. */
export function useQuoted(conversation: string, seq: number): Quoted | undefined {
  const view = useView();
  const timeline = view.timeline(conversation);
  const shown = useSyncExternalStore(timeline.subscribe, () =>
    timeline.get().messages.find((message) => message.seq === seq),
  );
  const [asked, setAsked] = useState<Quoted>();
  const away = shown === undefined;
  useEffect(() => {
    if (!away) {
      setAsked(undefined);
      return undefined;
    }
    let gone = false;
    quotedMessage(view, conversation, seq).then(
      (message) => gone || setAsked(message),
      () => {},
    );
    const deaf = onIncoming((entry) => {
      if (entry.conversation === conversation) {
        setAsked((before) => before && quotedAfter(before, seq, entry));
      }
    });
    return () => {
      gone = true;
      deaf();
    };
  }, [away, conversation, seq, view]);
  return shown ?? asked;
}
