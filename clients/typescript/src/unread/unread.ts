import type { ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import { mayMean } from "./mentions.ts";

/** Messages that are told apart; older ones are only counted. */
const MAX_TOLD_APART = 256;

interface Unseen {
  readonly seq: number;
  mention: boolean;
}

/**
 * How many messages of one conversation a user has not read, and how many of those mean the user: what the server
 * counted up to a head, and the messages after it, one by one.
 */
export class Unread {
  readonly #self: UserId;
  #unseen: Unseen[] = [];

  /** Everything up to here is counted, not told apart. */
  #countedUntilSeq = 0;
  #counted = 0;
  #countedMentions = 0;
  #headSeq = 0;
  #headOrdinal: number | undefined;
  #readSeq = 0;
  #exact = true;

  constructor(self: UserId, summary: ConversationSummary) {
    this.#self = self;
    this.counted(summary);
  }

  /**
   * Takes over what the server counted up to the head that it names. A marker that the server did not know of yet
   * still counts.
   */
  counted(summary: ConversationSummary): void {
    const known = this.#readSeq;
    this.#unseen = this.#unseen.filter((message) => message.seq > summary.headSeq);
    this.#countedUntilSeq = summary.headSeq;
    this.#counted = summary.unread;
    this.#countedMentions = summary.mentions;
    this.#readSeq = summary.readSeq;
    this.#exact = true;
    if (summary.headSeq >= this.#headSeq) {
      this.#headSeq = summary.headSeq;
      this.#headOrdinal = undefined;
    }
    this.read(known);
  }

  /** An entry of the log, in its order. What the server has counted is not counted again. */
  came(entry: Entry): void {
    if (entry.seq <= this.#headSeq) {
      return;
    }
    const fresh = this.#fresh(entry);
    this.#headSeq = entry.seq;
    this.#headOrdinal = entry.ordinal;
    if (fresh > 1) {
      // What lies between was never shown.
      this.#foldUntil(0);
      this.#counted += fresh - 1;
      this.#countedUntilSeq = entry.seq - 1;
    }
    if (entry.type === "delete") {
      this.#deleted(entry.target);
    } else if (fresh > 0 && entry.sender === this.#self) {
      this.read(entry.seq);
    } else if (fresh > 0) {
      const mention = entry.type === "message" && mayMean(entry.text, this.#self);
      this.#unseen.push({ seq: entry.seq, mention });
      this.#foldUntil(MAX_TOLD_APART);
    }
  }

  /** How many messages there are more by an entry: of one that was deleted the ordinal tells whether it was one. */
  #fresh(entry: Entry): number {
    if (entry.type !== "message" && entry.type !== "tombstone") {
      return 0;
    }
    return this.#headOrdinal === undefined ? 1 : Math.max(0, entry.ordinal - this.#headOrdinal);
  }

  #foldUntil(size: number): void {
    while (this.#unseen.length > size) {
      const oldest = this.#unseen.shift();
      this.#counted++;
      this.#countedMentions += oldest?.mention ? 1 : 0;
      this.#countedUntilSeq = oldest?.seq ?? this.#countedUntilSeq;
    }
  }

  /** A deleted message means nobody any longer, but still counts as one. */
  #deleted(target: number): void {
    const known = this.#unseen.find((message) => message.seq === target);
    if (known !== undefined) {
      known.mention = false;
    } else if (this.#countedMentions > 0 && target > this.#readSeq && target <= this.#countedUntilSeq) {
      this.#exact = false;
    }
  }

  /** The user has read everything up to `seq`, on whatever device. */
  read(seq: number): void {
    if (seq <= this.#readSeq) {
      return;
    }
    this.#readSeq = seq;
    this.#unseen = this.#unseen.filter((message) => message.seq > seq);
    if (seq >= this.#countedUntilSeq) {
      this.#counted = 0;
      this.#countedMentions = 0;
      this.#exact = true;
    } else if (this.#counted > 0) {
      this.#counted = Math.min(this.#counted, this.#countedUntilSeq - seq);
      this.#countedMentions = Math.min(this.#countedMentions, this.#counted);
      this.#exact = false;
    }
  }

  /** Messages of others after the read marker. */
  get messages(): number {
    return this.#counted + this.#unseen.length;
  }

  /** How many of them mean the user, by name or with everybody. */
  get mentions(): number {
    return this.#countedMentions + this.#unseen.filter((message) => message.mention).length;
  }

  /** Up to where the user has read. */
  get readSeq(): number {
    return this.#readSeq;
  }

  /** The last entry that is counted. */
  get headSeq(): number {
    return this.#headSeq;
  }

  /**
   * Whether the numbers are right; otherwise they are the most it can be, as the user has read into the midst of what
   * the server counted.
   */
  get exact(): boolean {
    return this.#exact;
  }
}
