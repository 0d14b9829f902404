import { useConnectionState, useView } from "@carillon/client/react";
import { useEffect, useRef } from "react";
import { useUserName } from "../chat/names.ts";
import { keepPush } from "./push.ts";

/** Sees to it that this browser is still woken: at each start, and when it subscribes anew. One tab does it for all. */
export function PushKeeper() {
  const view = useView();
  const user = useUserName();
  const { state, tab } = useConnectionState();
  const kept = useRef(false);
  const ready = state === "connected" && tab !== "follower";

  useEffect(() => {
    if (!ready) {
      return undefined;
    }
    // What fails is tried at the next start.
    const keep = () => void keepPush(view.http, user, view.client.device).catch(() => {});
    const told = ({ data }: MessageEvent<{ act?: string } | null>) => {
      if (data?.act === "subscribed") {
        keep();
      }
    };
    if (!kept.current) {
      kept.current = true;
      keep();
    }
    navigator.serviceWorker?.addEventListener("message", told);
    return () => navigator.serviceWorker?.removeEventListener("message", told);
  }, [ready, user, view]);

  return null;
}
