import type { TimelineView } from "@carillon/client";

/** What of a timeline is on the screen. */
export interface InView {
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Whether there is nothing below. */
  readonly atBottom: boolean;
}

/** What the user has not seen and is not in view. */
export interface Unseen {
  /** The user has seen everything up to here. */
  readonly seenSeq: number;
  /** Whether the first of it is above. */
  readonly above: boolean;
  /** The first of it; absent while it is not loaded. */
  readonly first?: { readonly seq: number; readonly at: number };
  /** Messages below. */
  readonly below: number;
}

/**
 * Up to where a user has seen who has this in view, and knows everything up to `seenSeq`; undefined: no further than
 * that, for something was jumped over.
 */
export function seenIn(view: TimelineView, inView: InView, seenSeq: number, self: string): number | undefined {
  const [first] = unseenIn(view, seenSeq, self);
  const joins = reaches(view, seenSeq) && (first === undefined || first.seq >= inView.firstSeq);
  return joins ? (inView.atBottom ? view.headSeq : inView.lastSeq) : undefined;
}

/** @param unread messages that the user has not read, of the whole conversation */
export function unseenOf(view: TimelineView, inView: InView, seenSeq: number, self: string, unread: number): Unseen {
  const loaded = unseenIn(view, seenSeq, self);
  const begins = reaches(view, seenSeq);
  const first = begins ? loaded[0] : undefined;
  const further = view.atEnd ? 0 : Math.max(view.newer, begins ? unread - loaded.length : 0);
  return {
    seenSeq,
    above: begins ? first !== undefined && first.seq < inView.firstSeq : unread > 0,
    ...(first === undefined ? {} : { first }),
    below: inView.atBottom ? 0 : loaded.filter(({ seq }) => seq > inView.lastSeq).length + further,
  };
}

/** The loaded messages of others that come after. */
function unseenIn({ messages }: TimelineView, seenSeq: number, self: string): { seq: number; at: number }[] {
  const unseen: { seq: number; at: number }[] = [];
  for (let at = messages.length - 1; at >= 0; at--) {
    const message = messages[at];
    if (message?.seq !== undefined && message.seq <= seenSeq) {
      break;
    }
    if (message?.seq !== undefined && message.sender !== self) {
      unseen.push({ seq: message.seq, at: message.at });
    }
  }
  return unseen.reverse();
}

/** Whether what is loaded begins with what was seen, or right after it. */
function reaches({ messages, atStart }: TimelineView, seenSeq: number): boolean {
  return atStart || (messages[0]?.seq ?? Number.POSITIVE_INFINITY) <= seenSeq + 1;
}
