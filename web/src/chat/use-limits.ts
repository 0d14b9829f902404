import { type ChatView, DEFAULT_LIMITS, isOnline, type Limits } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { useEffect, useState } from "react";

const known = new WeakMap<ChatView, Limits>();

/** What the server allows; until it has said so, what servers start with. */
export function useLimits(): Limits {
  const view = useView();
  const online = isOnline(useConnectionState().state);
  const [limits, setLimits] = useState(known.get(view) ?? DEFAULT_LIMITS);
  useEffect(() => {
    if (!online || known.has(view)) {
      return undefined;
    }
    const stop = new AbortController();
    view.http.limits({ signal: stop.signal }).then(
      (answer) => {
        known.set(view, answer);
        setLimits(answer);
      },
      // The server refuses what is too long, and says so.
      () => {},
    );
    return () => stop.abort();
  }, [online, view]);
  return limits;
}
