import { isOnline, type Member } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { useCallback, useEffect, useRef } from "react";
import { onIncoming } from "../notify/incoming.ts";
import { membersChanged } from "./members-changed.ts";
import { usePages } from "./use-pages.ts";

const PAGE = 100;

/** The members of a conversation, page by page, or those who are sought; kept up with who comes and goes. */
export function useMembers(conversation: string) {
  const view = useView();
  const load = useCallback(
    (q: string, after: Member | undefined, signal: AbortSignal) =>
      view.http.members(
        conversation,
        { limit: PAGE, ...(q === "" ? {} : { q }), ...(after === undefined ? {} : { after: after.user }) },
        { signal },
      ),
    [conversation, view],
  );
  const pages = usePages(load, PAGE);
  const { again, change, query } = pages;

  useEffect(
    () =>
      onIncoming((entry) => {
        if (entry.conversation !== conversation) {
          return;
        }
        if (entry.type === "joined" && query !== "") {
          // What they are called, the server knows.
          again();
        } else if (entry.type === "joined" || entry.type === "left" || entry.type === "role") {
          change((members) => membersChanged(members, entry));
        }
      }),
    [again, change, conversation, query],
  );

  const online = isOnline(useConnectionState().state);
  const listed = useRef(online);
  useEffect(() => {
    // Who came before this session, nobody has said.
    if (online && !listed.current) {
      again();
    }
    listed.current = online;
  }, [again, online]);
  return pages;
}
