import type { Entry } from "../protocol/entry.ts";
import type { TimelineParts } from "./timeline-parts.ts";
import type { Page } from "./window.ts";

/** Nothing is behind it. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

/** Where the unread line of a timeline goes: before what came while nobody looked. */
export class UnreadLine {
  readonly #parts: TimelineParts;
  #after = NOWHERE;
  #settled = false;

  constructor(parts: TimelineParts) {
    this.#parts = parts;
  }

  /** Behind this seq. */
  get after(): number {
    return this.#after;
  }

  /** Whether a session has told how far the user had read, on whatever device, when the timeline was opened. */
  get settled(): boolean {
    return this.#settled;
  }

  /** The timeline is opened: the line goes to where the user has read, if there is anything unread. */
  opened(): void {
    const summary = this.#parts.conversation.summary();
    this.#settled = this.#parts.live();
    this.#after = summary === undefined ? NOWHERE : summary.unread > 0 ? summary.readSeq : summary.headSeq;
  }

  /** Whether the first message behind it is among these; if there is none, whether the end is. */
  isIn({ messages, atStart, atEnd }: Pick<Page, "messages" | "atStart" | "atEnd">): boolean {
    const begins = atStart || (messages[0]?.seq ?? 0) <= this.#after + 1;
    return begins && (atEnd || (messages.at(-1)?.seq ?? 0) > this.#after);
  }

  /**
   * A message came.
   *
   * @param looked whether the user looks at the end, and so has seen it come
   * @param lastSeq of the message before it
   */
  came(entry: Entry, looked: boolean, lastSeq: number): void {
    const { conversation, pages, self } = this.#parts;
    const own = entry.type === "message" && entry.sender === self() && entry.thread === pages.thread;
    const readSeq = conversation.summary()?.readSeq ?? 0;
    if (own || (looked && this.#after >= lastSeq)) {
      this.cleared(entry.seq);
    } else if (!looked && readSeq >= lastSeq) {
      // All was read before: this one begins anew, and does not stand below a line of old.
      this.#after = readSeq;
    }
  }

  /** Everything up to here is known to the user. */
  cleared(seq: number): void {
    this.#after = Math.max(this.#after === NOWHERE ? 0 : this.#after, seq);
  }
}
