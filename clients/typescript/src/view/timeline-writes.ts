import type { Sent } from "../session/listeners.ts";
import type { TimelineParts } from "./timeline-parts.ts";
import { UnreadLine } from "./unread-line.ts";

/** What can be done with the messages of a timeline. */
export abstract class TimelineWrites {
  /** @internal */
  protected readonly line: UnreadLine;
  readonly #parts: TimelineParts;

  protected constructor(parts: TimelineParts) {
    this.#parts = parts;
    this.line = new UnreadLine(parts);
  }

  /** @internal Up to where there is nothing that is not here. */
  protected abstract get shownUntil(): number;

  /**
   * Says that the user has seen everything up to `seq`; without it: everything here. In a thread nothing is said: what
   * lies between its messages may not have been seen.
   */
  markRead(seq: number = this.shownUntil): void {
    if (this.#parts.pages.thread === undefined) {
      this.#parts.markRead(seq);
    }
  }

  /** Sends a message again that failed; `discard` forgets it. */
  retry(key: string): void {
    this.#parts.writing.retry(key);
  }

  discard(key: string): void {
    this.#parts.writing.discard(key);
  }

  /** Shown at once, and taken back if it is refused. The promise need not be looked at; nor below. */
  edit(seq: number, text: string): Promise<Sent> {
    return this.#parts.writing.change(seq, { type: "edit", text });
  }
  delete(seq: number): Promise<Sent> {
    return this.#parts.writing.change(seq, { type: "delete" });
  }
  react(seq: number, emoji: string): Promise<Sent> {
    return this.#parts.writing.change(seq, { type: "reaction_added", emoji });
  }
  unreact(seq: number, emoji: string): Promise<Sent> {
    return this.#parts.writing.change(seq, { type: "reaction_removed", emoji });
  }

  typing(): void {
    this.#parts.conversation.typing();
  }
}
