import { freshClientMessageId } from "../ids.ts";
import type { ConversationId, Entry } from "../protocol/entry.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { Write } from "../protocol/frames.ts";
import { committed, committedUnlessTaken, done, failure, lastKey } from "./requests.ts";
import { dropPage, pageOf, range, scrub } from "./rows.ts";
import { scrubbedPage, scrubsOf } from "./scrub.ts";
import type { Batch, ClientStorage, Kept, KeptPage, KeptRoster, RefusedMessage } from "./storage.ts";

const VERSION = 2;
const STORES = {
  about: "about",
  writer: "writer",
  writes: "writes",
  refused: "refused",
  cursors: "cursors",
  entries: "entries",
  notes: "notes",
} as const;

/**
 * Keeps unanswered and refused writes, cursors and the newest entries in a database of the browser, across reloads.
 *
 * Of what was taken back or edited, the words go from here as well, with the batch that tells of it; of a conversation
 * that the user has left, everything goes. Whoever logs out deletes it ({@link IndexedDbStorage.delete}): it holds the
 * text of messages. From then on, and once it is closed, an object keeps nothing and gives nothing: it would make the
 * database anew.
 *
 * What is kept is told to the browser in one go, without waiting for an answer in between: a page that is left gets
 * none.
 */
export class IndexedDbStorage implements ClientStorage {
  readonly #name: string;
  readonly #maxEntries: number;

  /** The name under which this object may write; another one in the database has taken its place. */
  #writer: string | undefined;
  #database: Promise<IDBDatabase> | undefined;
  #closed = false;

  /**
   * @param name of the database: one for each server and user, such as `carillon:ada`
   * @param maxEntries kept of each conversation, the newest ones; 1 or more
   */
  constructor(name: string, maxEntries = 2_000) {
    this.#name = name;
    this.#maxEntries = maxEntries;
  }

  /** Deletes what is kept under this name. Waits until other pages have closed it. */
  static async delete(name: string): Promise<void> {
    await done(indexedDB.deleteDatabase(name));
  }

  async load(device: string, looks = false): Promise<Kept> {
    const transaction = await this.#changing([
      STORES.about,
      STORES.writer,
      STORES.writes,
      STORES.refused,
      STORES.cursors,
    ]);
    if (transaction === undefined) {
      throw new CarillonError("unavailable", "the browser's database: closed");
    }
    const about = transaction.objectStore(STORES.about);
    const cursors = transaction.objectStore(STORES.cursors);
    const [kept, epoch, roster, writes, refused, ids, seqs] = await Promise.all([
      done(about.get("device") as IDBRequest<string | undefined>),
      done(about.get("epoch") as IDBRequest<string | undefined>),
      done(about.get("roster") as IDBRequest<KeptRoster | undefined>),
      done(transaction.objectStore(STORES.writes).getAll() as IDBRequest<Write[]>),
      done(transaction.objectStore(STORES.refused).getAll() as IDBRequest<RefusedMessage[]>),
      done(cursors.getAllKeys()),
      done(cursors.getAll() as IDBRequest<number[]>),
    ]);
    if (kept === undefined) {
      about.put(device, "device");
    }
    if (!looks) {
      this.#writer = freshClientMessageId();
      const writer = transaction.objectStore(STORES.writer);
      writer.clear();
      writer.add(row(this.#writer));
    }
    await committed(transaction);
    const pairs = ids.map((id, i): [ConversationId, number] => [String(id), seqs[i] ?? 0]);
    const all = new Map(pairs);
    return {
      device: kept ?? device,
      cursors: epoch === undefined ? { seqs: all } : { epoch, seqs: all },
      writes,
      ...(refused.length === 0 ? {} : { refused }),
      ...(roster === undefined ? {} : { roster }),
    };
  }

  async addWrite(write: Write): Promise<void> {
    const transaction = await this.#changing([STORES.writes, STORES.refused]);
    if (transaction === undefined) {
      throw new CarillonError("unavailable", "the browser's database: closed");
    }
    // The key generator counts up: `getAll` gives them in the order added.
    transaction.objectStore(STORES.writes).add(write);
    transaction.objectStore(STORES.refused).delete(write.clientMessageId);
    transaction.commit();
    // Otherwise another page has kept it already, for the one that sends it.
    await committedUnlessTaken(transaction);
  }

  async refuseWrite(refused: RefusedMessage): Promise<void> {
    await this.#answer(refused.write.clientMessageId, (kept) => kept.put(refused));
  }

  async removeWrite(clientMessageId: string): Promise<void> {
    await this.#answer(clientMessageId, (kept) => kept.delete(clientMessageId));
  }

  /** The write waits no more; what is kept as refused is changed with that. */
  async #answer(clientMessageId: string, change: (refused: IDBObjectStore) => void): Promise<void> {
    const transaction = await this.#changing([STORES.writes, STORES.refused]);
    if (transaction === undefined) {
      return;
    }
    const writes = transaction.objectStore(STORES.writes);
    change(transaction.objectStore(STORES.refused));
    const key = await done(writes.index("clientMessageId").getKey(clientMessageId));
    if (key !== undefined) {
      writes.delete(key);
    }
    await committed(transaction);
  }

  async keep(batch: Batch): Promise<void> {
    const stores = [STORES.about, STORES.writer, STORES.cursors, STORES.entries, STORES.notes];
    const transaction = await this.#changing(stores);
    if (transaction === undefined || this.#writer === undefined) {
      return;
    }
    // Fails, and the rest with it, if another page has taken over: what this one knows is older than what that keeps.
    const writer = transaction.objectStore(STORES.writer);
    writer.delete(this.#writer);
    writer.add(row(this.#writer));
    const entries = transaction.objectStore(STORES.entries);
    const cursors = transaction.objectStore(STORES.cursors);
    const notes = transaction.objectStore(STORES.notes);
    if (batch.epoch !== undefined) {
      transaction.objectStore(STORES.about).put(batch.epoch, "epoch");
    }
    if (batch.anotherEpoch) {
      entries.clear();
      cursors.clear();
      notes.clear();
    }
    if (batch.roster !== undefined) {
      transaction.objectStore(STORES.about).put(batch.roster, "roster");
    }
    for (const conversation of batch.ended) {
      cursors.delete(conversation);
      entries.delete(range(conversation));
      notes.delete(pageOf(conversation));
    }
    for (const conversation of batch.moved) {
      entries.delete(range(conversation));
      dropPage(notes, conversation, batch.seqs.get(conversation) ?? 0);
    }
    for (const entry of batch.entries) {
      entries.put(entry);
    }
    for (const [conversation, seq] of batch.seqs) {
      cursors.put(seq, conversation);
      entries.delete(range(conversation, 0, Math.max(0, seq - this.#maxEntries)));
    }
    const scrubs = scrubsOf(batch.entries);
    for (const [conversation, ofConversation] of scrubs) {
      scrub(entries, notes, conversation, ofConversation);
    }
    if (scrubs.size === 0 && batch.moved.size === 0) {
      transaction.commit();
    }
    await committedUnlessTaken(transaction);
  }

  async entriesBefore(conversation: ConversationId, beforeSeq: number, limit: number): Promise<readonly Entry[]> {
    const database = limit < 1 || beforeSeq < 2 ? undefined : await this.#open();
    if (database === undefined) {
      return [];
    }
    const entries = database.transaction(STORES.entries).objectStore(STORES.entries);
    const last = await lastKey(entries.openKeyCursor(range(conversation, 0, beforeSeq - 1), "prev"));
    return last === undefined
      ? []
      : done(entries.getAll(range(conversation, last - limit + 1, last)) as IDBRequest<Entry[]>);
  }

  async keepPage(conversation: ConversationId, page: KeptPage): Promise<void> {
    const transaction = await this.#changing([STORES.entries, STORES.notes]);
    if (transaction === undefined) {
      return;
    }
    // What was taken back since the page was read is here already, or comes with a batch that scrubs it.
    const entries = transaction.objectStore(STORES.entries);
    const since = await done(entries.getAll(range(conversation, page.untilSeq + 1)) as IDBRequest<Entry[]>);
    const scrubs = scrubsOf(since).get(conversation);
    const kept = scrubs === undefined ? page : scrubbedPage(page, scrubs);
    transaction.objectStore(STORES.notes).put(kept, pageOf(conversation));
    transaction.commit();
    await committed(transaction);
  }

  async page(conversation: ConversationId): Promise<KeptPage | undefined> {
    const notes = (await this.#open())?.transaction(STORES.notes).objectStore(STORES.notes);
    return notes && done(notes.get(pageOf(conversation)) as IDBRequest<KeptPage | undefined>);
  }

  close(): void {
    this.#closed = true;
    void this.#database?.then(
      (database) => database.close(),
      () => {},
    );
  }

  async #changing(stores: string[]): Promise<IDBTransaction | undefined> {
    return (await this.#open())?.transaction(stores, "readwrite");
  }

  /** Undefined once it is closed. */
  async #open(): Promise<IDBDatabase | undefined> {
    if (this.#closed) {
      return undefined;
    }
    this.#database ??= this.#opened().catch((e: unknown) => {
      this.#database = undefined;
      throw e;
    });
    const database = await this.#database;
    return this.#closed ? undefined : database;
  }

  async #opened(): Promise<IDBDatabase> {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(this.#name, VERSION);
    } catch (e) {
      throw failure(e instanceof DOMException ? e : null);
    }
    request.onupgradeneeded = ({ oldVersion }) => {
      const database = request.result;
      database.createObjectStore(STORES.refused, { keyPath: "write.clientMessageId" });
      if (oldVersion > 0) {
        return;
      }
      database.createObjectStore(STORES.about);
      database.createObjectStore(STORES.cursors);
      database.createObjectStore(STORES.notes);
      database.createObjectStore(STORES.entries, { keyPath: ["conversation", "seq"] });
      // The place is there once: a row cannot be added beside another page's.
      database.createObjectStore(STORES.writer, { keyPath: "name" }).createIndex("place", "place", { unique: true });
      const writes = database.createObjectStore(STORES.writes, { autoIncrement: true });
      writes.createIndex("clientMessageId", "clientMessageId", { unique: true });
    };
    const database = await done(request);
    // Another page wants to delete it, or has a newer version of the application.
    database.onversionchange = () => this.close();
    return database;
  }
}

function row(writer: string): { readonly name: string; readonly place: 0 } {
  return { name: writer, place: 0 };
}
