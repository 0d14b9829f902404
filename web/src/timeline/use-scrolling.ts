import type { Timeline, TimelineView } from "@carillon/client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { useLooking } from "../presence/use-looking.ts";
import { rowOfSeq, type Row, seqsAmong, seqsOf } from "./rows.ts";
import { useReading } from "./use-reading.ts";

/** Nearer to the end than this counts as at the end, in pixels. */
const NEAR_PX = 48;
/** A page is asked for when so much is left before its end, in pixels. */
const AHEAD_PX = 1_200;
/** So much of a row has to be in view, in pixels: a line. */
const LINE_PX = 20;
/** What stands above the first unread message, in pixels. */
const ABOVE_UNREAD_PX = 60;

/**
 * Keeps a timeline's place: at the end while the reader is there, else where the reader is. Asks for further pages, and
 * tells how far the user has read.
 */
export function useScrolling({
  view,
  store,
  rows,
  threads,
  list,
  frame,
}: {
  readonly view: TimelineView;
  readonly store: Timeline;
  readonly rows: readonly Row[];
  readonly threads: boolean;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly frame: RefObject<HTMLDivElement | null>;
}) {
  const [atBottom, setAtBottom] = useState(true);
  const { shows, knownSeq, readAll, unseen, unread } = useReading(view, store, threads);
  const sticking = useRef(true);
  const looking = useRef(true);
  /** The unread line that the user has jumped over. */
  const jumpedOver = useRef<number>(undefined);
  const placed = useRef(-1);
  const current = useRef({ view, rows });
  current.current = { view, rows };

  const toRow = useCallback(
    (row: number) => list.current?.scrollToIndex(row, { align: "start", offset: -ABOVE_UNREAD_PX }),
    [list],
  );
  // What came while nobody looked is not scrolled out of sight by what comes after it.
  const toEnd = useCallback(() => {
    const { view: now, rows: shown } = current.current;
    const line = shown.findIndex(({ kind }) => kind === "unread");
    const [firstUnread = 0] = seqsOf(shown[line + 1]) ?? [];
    if (line >= 0 && firstUnread > knownSeq() && now.unreadAfter !== jumpedOver.current) {
      toRow(line);
    } else {
      list.current?.scrollToIndex(shown.length - 1, { align: "end" });
    }
  }, [knownSeq, list, toRow]);

  const look = useCallback(() => {
    const shown = list.current;
    const { view: now, rows: among } = current.current;
    if (shown === null || placed.current !== now.generation) {
      return;
    }
    // As the list remembers them: asking the page would have it laid out in the midst of scrolling.
    const bottom = shown.scrollOffset + shown.viewportSize;
    const below = shown.scrollSize - bottom;
    // The end of what is loaded is not the end: what comes there is yet to be seen.
    sticking.current = below < NEAR_PX && now.atEnd;
    setAtBottom(sticking.current);
    store.following = sticking.current && looking.current;
    if (shown.scrollOffset < AHEAD_PX) {
      void store.loadBefore();
    }
    if (below < AHEAD_PX) {
      void store.loadAfter();
    }
    const seqs = seqsAmong(among, shown.findItemIndex(shown.scrollOffset), shown.findItemIndex(bottom - LINE_PX));
    if (seqs !== undefined && now.status === "ready") {
      shows({ firstSeq: seqs[0], lastSeq: seqs[1], atBottom: sticking.current }, looking.current);
    }
  }, [list, shows, store]);
  useLooking(looking, look);

  // A window that was opened or jumped to: to the message, else to the first unread one, else to the end.
  useLayoutEffect(() => {
    if (view.status !== "ready" || placed.current === view.generation || rows.length === 0) {
      return;
    }
    placed.current = view.generation;
    const focus = view.focus === undefined ? -1 : rowOfSeq(rows, view.focus);
    const jumped = view.unreadAfter === jumpedOver.current;
    const unreadLine = jumped ? -1 : rows.findIndex(({ kind }) => kind === "unread");
    if (focus >= 0) {
      list.current?.scrollToIndex(focus, { align: "center" });
    } else if (unreadLine >= 0) {
      toRow(unreadLine);
    } else {
      toEnd();
    }
    sticking.current = focus < 0 && unreadLine < 0;
    setAtBottom(sticking.current);
    const frames = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frames);
  }, [list, look, rows, toEnd, toRow, view.focus, view.generation, view.status, view.unreadAfter]);

  // New messages, or rows that turned out taller: whoever reads the end stays there.
  useLayoutEffect(() => {
    if (sticking.current && placed.current === view.generation) {
      toEnd();
    }
  }, [rows, toEnd, view.generation]);

  // A page may bring nothing that is shown, and then the next one is wanted.
  useLayoutEffect(() => {
    const frames = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frames);
  }, [look, rows, view.generation, view.messages]);

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

  const toBottom = useCallback(() => {
    sticking.current = true;
    jumpedOver.current = current.current.view.unreadAfter;
    if (current.current.view.atEnd) {
      toEnd();
    } else {
      void store.jumpToLatest();
    }
  }, [store, toEnd]);

  const toUnread = useCallback(() => {
    sticking.current = false;
    jumpedOver.current = undefined;
    if (unseen?.first === undefined) {
      void store.jumpTo(knownSeq() + 1);
    } else {
      toRow(rowOfSeq(current.current.rows, unseen.first.seq));
    }
  }, [knownSeq, store, toRow, unseen]);

  return { atBottom, toBottom, toUnread, readAll, unseen, unread, scrolled: look };
}
