import type { Timeline, TimelineView } from "@carillon/client";
import { useConversation } from "@carillon/client/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useUserName } from "../chat/names.ts";
import { type InView, seenIn, unseenOf } from "./reading.ts";

/** What is in view is told when it has rested for so long, or after so long. */
const REST_MS = 150;
const LONGEST_MS = 1_000;

/**
 * Keeps how far the user has seen, and tells it: on from what is known to be read, without leaving anything out. Who
 * jumps has not seen what lies between.
 *
 * @param threads whether this is a thread, which says nothing of the conversation that it is in
 */
export function useReading(view: TimelineView, store: Timeline, threads: boolean) {
  const self = useUserName();
  const summary = useConversation(view.conversation);
  const { readSeq, unread } = threads || summary === undefined ? { readSeq: 0, unread: 0 } : summary;
  const [inView, setInView] = useState<InView>();
  const seen = useRef(0);
  // What came while the user looked at the end is behind the line, too.
  const known = Math.max(seen.current, readSeq, view.unreadAfter);
  const current = useRef({ view, known, self });
  current.current = { view, known, self };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const waitingSince = useRef<number>(undefined);

  const knownSeq = useCallback(() => Math.max(current.current.known, seen.current), []);

  const shows = useCallback(
    (now: InView, looked: boolean) => {
      const { view: shown, self: user } = current.current;
      const until = looked ? seenIn(shown, now, knownSeq(), user) : undefined;
      seen.current = Math.max(seen.current, until ?? 0);
      const tell = () => {
        waitingSince.current = undefined;
        store.markRead(seen.current);
        setInView(now);
      };
      waitingSince.current ??= performance.now();
      clearTimeout(timer.current);
      timer.current = setTimeout(tell, Math.min(REST_MS, waitingSince.current + LONGEST_MS - performance.now()));
    },
    [knownSeq, store],
  );
  useEffect(() => () => clearTimeout(timer.current), []);

  const readAll = useCallback(() => {
    seen.current = current.current.view.headSeq;
    store.markRead(seen.current);
    setInView((before) => before && { ...before });
  }, [store]);

  const unseen = inView === undefined ? undefined : unseenOf(view, inView, known, self, unread);
  return { shows, knownSeq, readAll, unseen, unread };
}
