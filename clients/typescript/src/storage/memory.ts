import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { Write } from "../protocol/frames.ts";
import { scrubbed, scrubbedPage, scrubsOf } from "./scrub.ts";
import type { Batch, ClientStorage, Kept, KeptPage, KeptRoster, RefusedMessage } from "./storage.ts";

/** Keeps the newest entries in memory, for as long as the object lives: it may be given to the next client. */
export class MemoryStorage implements ClientStorage {
  readonly #maxEntries: number;
  readonly #writes = new Map<string, Write>();
  readonly #refused = new Map<string, RefusedMessage>();
  readonly #entries = new Map<ConversationId, Entry[]>();
  readonly #seqs = new Map<ConversationId, number>();
  readonly #pages = new Map<ConversationId, KeptPage>();
  #roster: KeptRoster | undefined;
  #epoch: string | undefined;
  #device: string | undefined;

  /** @param maxEntries kept of each conversation, the newest ones; 0 or more */
  constructor(maxEntries = 500) {
    this.#maxEntries = maxEntries;
  }

  load(device: string): Promise<Kept> {
    this.#device ??= device;
    const seqs = new Map(this.#seqs);
    return Promise.resolve({
      device: this.#device,
      cursors: this.#epoch === undefined ? { seqs } : { epoch: this.#epoch, seqs },
      writes: [...this.#writes.values()],
      ...(this.#refused.size === 0 ? {} : { refused: [...this.#refused.values()] }),
      ...(this.#roster === undefined ? {} : { roster: this.#roster }),
    });
  }

  addWrite(write: Write): void {
    this.#refused.delete(write.clientMessageId);
    this.#writes.set(write.clientMessageId, write);
  }

  refuseWrite(refused: RefusedMessage): void {
    this.removeWrite(refused.write.clientMessageId);
    this.#refused.set(refused.write.clientMessageId, refused);
  }

  removeWrite(clientMessageId: string): void {
    this.#writes.delete(clientMessageId);
    this.#refused.delete(clientMessageId);
  }

  keep(batch: Batch): void {
    this.#epoch = batch.epoch ?? this.#epoch;
    if (batch.anotherEpoch) {
      this.#entries.clear();
      this.#seqs.clear();
      this.#pages.clear();
    }
    this.#roster = batch.roster ?? this.#roster;
    for (const conversation of batch.ended) {
      this.#seqs.delete(conversation);
      this.#entries.delete(conversation);
      this.#pages.delete(conversation);
    }
    for (const conversation of batch.moved) {
      this.#entries.delete(conversation);
      if ((this.#pages.get(conversation)?.untilSeq ?? Infinity) < (batch.seqs.get(conversation) ?? 0)) {
        this.#pages.delete(conversation);
      }
    }
    for (const [conversation, seq] of batch.seqs) {
      this.#seqs.set(conversation, seq);
    }
    for (const entry of batch.entries) {
      const kept = this.#entries.get(entry.conversation) ?? [];
      kept.push(entry);
      if (kept.length > this.#maxEntries) {
        kept.shift();
      }
      this.#entries.set(entry.conversation, kept);
    }
    for (const [conversation, scrubs] of scrubsOf(batch.entries)) {
      const [kept, page] = [this.#entries.get(conversation) ?? [], this.#pages.get(conversation)];
      this.#entries.set(
        conversation,
        kept.map((entry) => scrubbed(entry, scrubs)),
      );
      if (page !== undefined) {
        this.#pages.set(conversation, scrubbedPage(page, scrubs));
      }
    }
  }

  entriesBefore(conversation: ConversationId, beforeSeq: number, limit: number): Promise<readonly Entry[]> {
    const kept = this.#entries.get(conversation) ?? [];
    const before = kept.filter((entry) => entry.seq < beforeSeq);
    return Promise.resolve(limit > 0 ? before.slice(-limit) : []);
  }

  keepPage(conversation: ConversationId, page: KeptPage): void {
    const since = (this.#entries.get(conversation) ?? []).filter((entry) => entry.seq > page.untilSeq);
    const scrubs = scrubsOf(since).get(conversation);
    this.#pages.set(conversation, scrubs === undefined ? page : scrubbedPage(page, scrubs));
  }

  page(conversation: ConversationId): Promise<KeptPage | undefined> {
    return Promise.resolve(this.#pages.get(conversation));
  }

  close(): void {
    // Nothing is open; what is kept stays for the next client.
  }
}
