import type { Entry, EntryHead, UserId } from "../protocol/entry.ts";
import { changed, changeIn, deletedOf, noticeIn, shownOf } from "./fold.ts";
import type { Notice, ShownMessage } from "./shown.ts";

/** Most notices that are kept of one window. */
const MAX_NOTICES = 500;

/** A message that is durable. */
export type DurableMessage = ShownMessage & { readonly seq: number };

/** Messages of a conversation without holes between them, in the order of seq. */
export interface Page {
  readonly messages: readonly DurableMessage[];
  readonly notices?: readonly Notice[];
  /** There is nothing before. */
  readonly atStart: boolean;
  /** There was nothing after, when it was read. */
  readonly atEnd: boolean;
  /** What entries up to here did is in it for sure. */
  readonly asOfSeq?: number;
}

/**
 * A part of a conversation's messages without holes, which grows at both ends by pages and at its end by what comes
 * live. Bounded: what is too much is let go at the other end, and can be loaded again.
 */
export class MessageWindow {
  readonly #max: number;
  readonly #belongs: (message: ShownMessage) => boolean;
  #messages: DurableMessage[] = [];
  #notices: Notice[] = [];

  /** Whether somebody holds `#messages` (`#notices`): then it is not changed any more, but replaced. */
  #shared = false;
  #noticesShared = false;
  #atStart = false;

  /** Before the first page, too: what comes meanwhile is shown, also if none can be read. */
  #atEnd = true;
  #newer = 0;

  /**
   * @param max messages held, when more than a quarter beyond it they are cut
   * @param belongs which of the messages that come live are meant
   */
  constructor(max: number, belongs: (message: ShownMessage) => boolean = () => true) {
    this.#max = max;
    this.#belongs = belongs;
  }

  get messages(): readonly DurableMessage[] {
    this.#shared = true;
    return this.#messages;
  }

  get notices(): readonly Notice[] {
    this.#noticesShared = true;
    return this.#notices;
  }

  get atStart(): boolean {
    return this.#atStart;
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Messages that came and were not put here. */
  get newer(): number {
    return this.#newer;
  }

  get firstSeq(): number | undefined {
    return this.#messages[0]?.seq;
  }

  get lastSeq(): number | undefined {
    return this.#messages.at(-1)?.seq;
  }

  /** Continuity was lost: what was told is not known to be true any more. */
  forgetNotices(): void {
    this.#notices = [];
    this.#noticesShared = false;
  }

  /** Holds this page instead of all that was held, but for notices within it: pages of the server have none. */
  replace(page: Page): void {
    this.#messages = [...page.messages];
    this.#shared = false;
    const told = page.notices ?? [];
    const from = page.atStart ? 0 : (page.messages[0]?.seq ?? 0);
    const until = page.atEnd ? Number.MAX_SAFE_INTEGER : (page.messages.at(-1)?.seq ?? 0);
    const known = this.#notices.filter(
      ({ seq }) => seq >= from && seq <= until && !told.some((notice) => notice.seq === seq),
    );
    this.#notices = [...told, ...known].sort((a, b) => a.seq - b.seq);
    this.#noticesShared = false;
    this.#atStart = page.atStart;
    this.#atEnd = page.atEnd;
    this.#newer = 0;
    if (this.#messages.length > this.#max) {
      this.#cutBefore(this.#messages.length - this.#max);
    }
  }

  /** A page that ends right before the first message. */
  addBefore(page: Page): void {
    const first = this.firstSeq;
    const fresh = page.messages.filter((message) => first === undefined || message.seq < first);
    this.#messages = [...fresh, ...this.#messages];
    this.#shared = false;
    this.#atStart = page.atStart;
    const over = this.#messages.length - this.#max;
    if (over > this.#max / 4) {
      this.#messages.length -= over;
      this.#atEnd = false;
      this.#newer = 0;
    }
  }

  /** A page that begins right after the last message. */
  addAfter(page: Page): void {
    const last = this.lastSeq ?? 0;
    this.#own().push(...page.messages.filter((message) => message.seq > last));
    this.#atEnd = page.atEnd;
    this.#newer = page.atEnd ? 0 : this.#newer;
    const over = this.#messages.length - this.#max;
    if (over > this.#max / 4) {
      this.#cutBefore(over);
    }
  }

  /**
   * A message that came live, at the end; or something else to be told there.
   *
   * @param follows whether the end is in view: if not, and there is no room, the window stays where it is
   * @returns whether anything is to be seen of it
   */
  appends(entry: Entry, follows: boolean): boolean {
    if (entry.type === "message") {
      return this.#append(shownOf(entry) as DurableMessage, follows);
    }
    const notice = noticeIn(entry);
    const after = this.#notices.at(-1)?.seq ?? 0;
    if (notice === undefined || !this.#atEnd || notice.seq <= after) {
      return false;
    }
    this.#notices = this.#noticesShared ? [...this.#notices] : this.#notices;
    this.#noticesShared = false;
    this.#notices.push(notice);
    if (this.#notices.length > MAX_NOTICES) {
      this.#notices.shift();
    }
    return true;
  }

  /** The place of a message that was deleted before it was read. */
  appendsDeleted(entry: Entry): void {
    this.#append(deletedOf(entry) as DurableMessage, true);
  }

  /** What an entry does to messages that are here. @returns whether anything is to be seen of it */
  changes(entry: Entry, self: UserId | undefined): boolean {
    if (entry.type === "message") {
      return entry.thread !== undefined && this.#change(entry.thread, (message) => answered(message, entry));
    }
    const change = changeIn(entry);
    return (
      change !== undefined &&
      this.#change(change.target, (message) => changed(message, change, change, self) as DurableMessage)
    );
  }

  find(seq: number): DurableMessage | undefined {
    return this.#messages[this.#indexOf(seq)];
  }

  #append(message: DurableMessage, follows: boolean): boolean {
    if (!this.#belongs(message) || message.seq <= (this.lastSeq ?? 0)) {
      return false;
    }
    const full = this.#messages.length >= this.#max * 1.25;
    if (!this.#atEnd || (full && !follows)) {
      this.#atEnd = false;
      this.#newer++;
      return true;
    }
    this.#own().push(message);
    if (full) {
      this.#cutBefore(this.#messages.length - this.#max);
    }
    return true;
  }

  #change(seq: number, change: (message: DurableMessage) => DurableMessage): boolean {
    const index = this.#indexOf(seq);
    const was = this.#messages[index];
    const is = was === undefined ? was : change(was);
    if (is === undefined || is === was) {
      return false;
    }
    this.#own()[index] = is;
    return true;
  }

  #cutBefore(over: number): void {
    this.#messages = this.#messages.slice(over);
    this.#shared = false;
    this.#atStart = false;
    const first = this.firstSeq ?? 0;
    this.#notices = this.#notices.filter((notice) => notice.seq > first);
    this.#noticesShared = false;
  }

  #own(): DurableMessage[] {
    if (this.#shared) {
      this.#messages = [...this.#messages];
      this.#shared = false;
    }
    return this.#messages;
  }

  /** -1 if it is not here. */
  #indexOf(seq: number): number {
    let low = 0;
    let high = this.#messages.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#messages[middle]?.seq ?? 0;
      if (found === seq) {
        return middle;
      }
      if (found < seq) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}

/** A page that was read after this reply came has counted it. */
function answered(message: DurableMessage, { seq, sender, at }: EntryHead): DurableMessage {
  return seq <= (message.lastReply?.seq ?? 0)
    ? message
    : { ...message, replies: message.replies + 1, lastReply: { seq, sender, at } };
}
