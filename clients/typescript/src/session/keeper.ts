import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { ClientStorage, KeptRoster } from "../storage/storage.ts";
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
    this.#moved.add(conversation);
    this.#entries = this.#entries.filter((entry) => entry.conversation !== conversation);
    this.#seqs.set(conversation, seq);
    this.#somethingTaken();
  }

  /** The user and the conversations, for the time before the next session. */
  listed(roster: KeptRoster): void {
    this.#roster = roster;
  }

  /** Has everything kept that was taken since the last call; one batch after the other. */
  flush(): Promise<void> {
    if (this.#seqs.size > 0 || this.#epoch !== undefined || this.#roster !== undefined) {
      const batch = {
        epoch: this.#epoch,
        anotherEpoch: this.#anotherEpoch,
        moved: this.#moved,
        entries: this.#entries,
        seqs: this.#seqs,
        ...(this.#roster === undefined ? {} : { roster: this.#roster }),
      };
      this.#roster = undefined;
      this.#epoch = undefined;
      this.#anotherEpoch = false;
      this.#moved = new Set();
      this.#entries = [];
      this.#seqs = new Map();
      // Without the batch the storage is only further behind: the entries come again after a reload.
      this.#keeping = this.#keeping
        .then(() => this.#storage.keep(batch))
        .catch((e: unknown) => console.warn("carillon: what was received cannot be kept", e));
    }
    return this.#keeping;
  }
}
