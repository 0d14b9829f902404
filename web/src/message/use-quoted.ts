import { useView } from "@carillon/client/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { onIncoming } from "../notify/incoming.ts";
import { type Quoted, quotedAfter } from "./quoted.ts";

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
    const stop = new AbortController();
    view.http.message(conversation, seq, { signal: stop.signal }).then(setAsked, () => {});
    const deaf = onIncoming((entry) => {
      if (entry.conversation === conversation) {
        setAsked((before) => before && quotedAfter(before, seq, entry));
      }
    });
    return () => {
      stop.abort();
      deaf();
    };
  }, [away, conversation, seq, view]);
  return shown ?? asked;
}
