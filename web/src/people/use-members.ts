import { isOnline, type Member } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { useCallback, useEffect, useRef } from "react";
import { onIncoming } from "../notify/incoming.ts";
import { usePages } from "./use-pages.ts";

const PAGE = 100;

/** The members of a conversation, page by page, or those who are sought; asked for again when others are. */
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
  const { again } = pages;

  useEffect(
    () =>
      onIncoming((entry) => {
        if (entry.conversation === conversation && ["joined", "left", "role"].includes(entry.type)) {
          again();
        }
      }),
    [again, conversation],
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
