import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { Batch, ClientStorage, KeptRoster } from "../storage/storage.ts";
import type { TakenListener } from "./callbacks.ts";

/**
 * Gathers what the listeners have taken, and has it kept in one go. Entries and cursors are kept together: after a
 * crash the device goes on where its storage is, and is shown the rest again by the server.
 */
export class Keeper implements TakenListener {
  readonly #storage: ClientStorage;
  readonly #somethingTaken: () => void;
  #epoch: string | undefined;
  #anotherEpoch = false;
  #ended = new Set<ConversationId>();
  #moved = new Set<ConversationId>();
  #entries: Entry[] = [];
  #seqs = new Map<ConversationId, number>();
  #roster: KeptRoster | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(storage: ClientStorage, somethingTaken: () => void) {
    this.#storage = storage;
    this.#somethingTaken = somethingTaken;
  }

  epoch(epoch: string, another: boolean): void {
    this.#epoch = epoch;
    if (another) {
      this.#anotherEpoch = true;
      this.#ended.clear();
      this.#moved.clear();
      this.#entries = [];
      this.#seqs.clear();
    }
    this.#somethingTaken();
  }

  entry(entry: Entry): void {
    this.#entries.push(entry);
    this.#seqs.set(entry.conversation, entry.seq);
    this.#somethingTaken();
  }

  moved(conversation: ConversationId, seq: number): void {
    this.#drop(conversation);
    this.#moved.add(conversation);
    this.#seqs.set(conversation, seq);
    this.#somethingTaken();
  }

  ended(conversation: ConversationId): void {
    this.#drop(conversation);
    this.#ended.add(conversation);
    this.#somethingTaken();
  }

  #drop(conversation: ConversationId): void {
    this.#entries = this.#entries.filter((entry) => entry.conversation !== conversation);
    this.#moved.delete(conversation);
    this.#seqs.delete(conversation);
  }

  /** The user and the conversations, for the time before the next session. */
  listed(roster: KeptRoster): void {
    this.#roster = roster;
  }

  /** Has everything kept that was taken, after what is being kept. */
  flush(): Promise<void> {
    return this.#keeping.then(() => this.flushNow());
  }

  /** As {@link flush}, but at once: the page may be gone the next moment. */
  flushNow(): Promise<void> {
    const something = this.#seqs.size > 0 || this.#ended.size > 0;
    if (something || this.#epoch !== undefined || this.#roster !== undefined) {
      const batch = {
        epoch: this.#epoch,
        anotherEpoch: this.#anotherEpoch,
        ended: this.#ended,
        moved: this.#moved,
        entries: this.#entries,
        seqs: this.#seqs,
        ...(this.#roster === undefined ? {} : { roster: this.#roster }),
      };
      this.#roster = undefined;
      this.#epoch = undefined;
      this.#anotherEpoch = false;
      this.#ended = new Set();
      this.#moved = new Set();
      this.#entries = [];
      this.#seqs = new Map();
      const kept = (async () => this.#storage.keep(batch))().catch((e: unknown) => this.#lost(batch, e));
      this.#keeping = Promise.all([this.#keeping, kept]).then(() => {});
    }
    return this.#keeping;
  }

  /**
   * Such as that the disk is full. What comes next does not follow what is kept: that has to go, or there would be a
   * hole. The server shows it again.
   */
  #lost(batch: Batch, reason: unknown): void {
    console.warn("carillon: what was received cannot be kept", reason);
    this.#epoch ??= batch.epoch;
    this.#anotherEpoch ||= batch.anotherEpoch;
    batch.ended.forEach((conversation) => this.#ended.add(conversation));
    for (const conversation of [...batch.moved, ...batch.seqs.keys()]) {
      this.#moved.add(conversation);
    }
  }
}
