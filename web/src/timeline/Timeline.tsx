import { progressOf, type Timeline as TimelineStore, type TimelineView } from "@carillon/client";
import { useReceipts } from "@carillon/client/react";
import { ArrowDown } from "lucide-react";
import { type KeyboardEvent, type ReactElement, useCallback, useMemo, useRef, type WheelEvent } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { useUserName } from "../chat/names.ts";
import { openPanel } from "../chat/use-panel.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Message } from "../message/Message.tsx";
import type { MessageActs } from "../message/acts.ts";
import { DayRow, NoticeRow, UnreadRow } from "./PlainRows.tsx";
import { RepliesNote } from "./RepliesNote.tsx";
import { type RepliesRow, replyToOpen, type Row } from "./rows.ts";
import { UnreadBar } from "./UnreadBar.tsx";
import { useMessageKeys } from "./use-message-keys.ts";
import { useRows } from "./use-rows.ts";
import { useScrolling } from "./use-scrolling.ts";
import "./timeline.css";

/** The messages of a conversation or thread: only those in view are in the page, however many there are. */
export function Timeline({
  view,
  store,
  acts,
  threads = false,
  start,
  label,
  highlighted,
}: {
  readonly view: TimelineView;
  readonly store: TimelineStore;
  readonly acts: MessageActs;
  /** Whether messages of threads are shown. */
  readonly threads?: boolean;
  /** What stands before the first message. */
  readonly start: ReactElement;
  readonly label: string;
  /** The seq that stands out. */
  readonly highlighted?: number | undefined;
}) {
  const { t } = useTranslation();
  const self = useUserName();
  const list = useRef<VirtualizerHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const receipts = useReceipts(view.conversation);
  const { rows, atBeginning } = useRows(
    view,
    useMemo(() => ({ self, threads }), [self, threads]),
  );
  const { atBottom, toBottom, toUnread, readAll, unseen, unread, scrolled } = useScrolling({
    view,
    store,
    rows,
    threads,
    list,
    frame,
  });
  const below = unseen?.below ?? 0;
  // What lies over the list shall not be in the wheel's way.
  const passWheel = ({ deltaY }: WheelEvent) => frame.current?.scrollBy({ top: deltaY });
  const { focused, pressed } = useMessageKeys({ rows, list, frame, acts });

  const unreadAfter = useRef(view.unreadAfter);
  unreadAfter.current = view.unreadAfter;
  const openThread = useCallback((row: RepliesRow) => {
    const at = replyToOpen(row, unreadAfter.current);
    openPanel({ kind: "thread", root: row.thread, ...(at === undefined ? {} : { at }) });
  }, []);

  const show = useCallback(
    (row: Row): ReactElement => {
      switch (row.kind) {
        case "start":
          return <div key={row.key}>{start}</div>;
        case "wait":
          return (
            <div key={row.key} className="timeline-wait">
              <div className="spinner" aria-hidden />
            </div>
          );
        case "day":
          return <DayRow key={row.key} at={row.at} />;
        case "unread":
          return <UnreadRow key={row.key} />;
        case "notice":
          return <NoticeRow key={row.key} notice={row.notice} />;
        case "replies":
          return <RepliesNote key={row.key} row={row} open={openThread} />;
        case "message":
          return (
            <Message
              key={row.key}
              message={row.message}
              first={row.first}
              acts={acts}
              progress={row.message.sender === self ? progressOf(receipts, row.message) : undefined}
              highlighted={row.message.seq !== undefined && row.message.seq === highlighted}
              inThread={threads}
            />
          );
      }
    },
    [acts, highlighted, openThread, receipts, self, start, threads],
  );

  return (
    <div className="timeline">
      <div
        ref={frame}
        className="timeline-scroll"
        tabIndex={0}
        role="region"
        aria-label={label}
        onKeyDown={(event: KeyboardEvent) => pressed(event)}
      >
        {!threads && <div className="timeline-push" />}
        <Virtualizer
          ref={list}
          scrollRef={frame}
          data={rows}
          as="ul"
          item="li"
          shift={atBeginning}
          bufferSize={400}
          onScroll={scrolled}
          {...(focused === undefined ? {} : { keepMounted: [focused] })}
        >
          {show}
        </Virtualizer>
      </div>
      {view.status === "ready" && !threads && unread > 0 && unseen !== undefined && (unseen.above || below > 0) && (
        <UnreadBar
          conversation={view.conversation}
          unread={unread}
          unseen={unseen}
          toUnread={toUnread}
          readAll={readAll}
          onWheel={passWheel}
        />
      )}
      {view.status === "ready" && !(atBottom && view.atEnd) && (
        <button type="button" className="to-latest" onClick={toBottom} onWheel={passWheel}>
          <ArrowDown size={16} aria-hidden />
          {below > 0 ? t("conversation.newBelow", { count: below }) : t("conversation.jumpToLatest")}
        </button>
      )}
    </div>
  );
}
