import type { Timeline, TimelineView } from "@carillon/client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { type Row, rowOfSeq } from "./rows.ts";

/** Nearer to the end than this counts as at the end, in pixels. */
const NEAR_PX = 48;
/** A page is asked for when so much is left before its end, in pixels. */
const AHEAD_PX = 1_200;
/** Reading is told when scrolling has rested for so long. */
const REST_MS = 150;

/**
 * Keeps a timeline's place: at the end while the reader is there, else where the reader is. Asks for further pages, and
 * tells how far the user has read.
 */
export function useScrolling({
  view,
  store,
  rows,
  list,
  frame,
}: {
  readonly view: TimelineView;
  readonly store: Timeline;
  readonly rows: readonly Row[];
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly frame: RefObject<HTMLDivElement | null>;
}) {
  const [atBottom, setAtBottom] = useState(true);
  const sticking = useRef(true);
  const placed = useRef(-1);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const current = useRef({ view, rows });
  current.current = { view, rows };

  const toEnd = useCallback(() => {
    list.current?.scrollToIndex(current.current.rows.length - 1, { align: "end" });
  }, [list]);

  const look = useCallback(() => {
    const shown = list.current;
    if (shown === null || placed.current !== current.current.view.generation) {
      return;
    }
    // As the list remembers them: asking the page would have it laid out in the midst of scrolling.
    const below = shown.scrollSize - shown.scrollOffset - shown.viewportSize;
    sticking.current = below < NEAR_PX;
    setAtBottom(sticking.current);
    store.following = sticking.current && current.current.view.atEnd && isLookedAt();
    if (shown.scrollOffset < AHEAD_PX) {
      void store.loadBefore();
    }
    if (below < AHEAD_PX) {
      void store.loadAfter();
    }
    clearTimeout(rest.current);
    rest.current = setTimeout(() => tellRead(current.current, store, shown), REST_MS);
  }, [list, store]);

  // A window that was opened or jumped to: to the message, else to the first unread one, else to the end.
  useLayoutEffect(() => {
    if (view.status !== "ready" || placed.current === view.generation || rows.length === 0) {
      return;
    }
    placed.current = view.generation;
    const focus = view.focus === undefined ? -1 : rowOfSeq(rows, view.focus);
    const unread = rows.findIndex(({ kind }) => kind === "unread");
    if (focus >= 0) {
      sticking.current = false;
      list.current?.scrollToIndex(focus, { align: "center" });
    } else if (unread >= 0) {
      sticking.current = false;
      list.current?.scrollToIndex(unread, { align: "start", offset: -60 });
    } else {
      sticking.current = true;
      toEnd();
    }
    setAtBottom(sticking.current);
    const frames = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frames);
  }, [look, list, rows, toEnd, view.focus, view.generation, view.status]);

  // New messages, or rows that turned out taller: whoever reads the end stays there.
  useLayoutEffect(() => {
    if (sticking.current && placed.current === view.generation) {
      toEnd();
    }
    const frames = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frames);
  }, [look, rows, toEnd, view.generation]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) {
      return undefined;
    }
    const keep = () => {
      if (sticking.current) {
        toEnd();
      }
    };
    const observer = new ResizeObserver(keep);
    observer.observe(element);
    // The list grows when a picture or a code block takes its place.
    const content = element.lastElementChild;
    if (content !== null) {
      observer.observe(content);
    }
    return () => observer.disconnect();
  }, [frame, toEnd]);

  useEffect(() => {
    const seen = () => look();
    document.addEventListener("visibilitychange", seen);
    addEventListener("focus", seen);
    addEventListener("blur", seen);
    return () => {
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("focus", seen);
      removeEventListener("blur", seen);
      clearTimeout(rest.current);
    };
  }, [look]);

  const toBottom = useCallback(() => {
    sticking.current = true;
    if (current.current.view.atEnd) {
      toEnd();
    } else {
      void store.jumpToLatest();
    }
  }, [store, toEnd]);

  return { atBottom, toBottom, scrolled: look };
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** The user has seen what is in view, if the page is looked at. */
function tellRead(
  { view, rows }: { readonly view: TimelineView; readonly rows: readonly Row[] },
  store: Timeline,
  list: VirtualizerHandle,
): void {
  if (!isLookedAt() || view.status !== "ready") {
    return;
  }
  const below = list.scrollSize - list.scrollOffset - list.viewportSize;
  if (view.atEnd && below < NEAR_PX) {
    store.markRead();
    return;
  }
  const last = list.findItemIndex(list.scrollOffset + list.viewportSize);
  for (let at = Math.min(last, rows.length - 1); at >= 0; at--) {
    const row = rows[at];
    if (row?.kind === "message" && row.message.seq !== undefined) {
      store.markRead(row.message.seq);
      return;
    }
  }
}
