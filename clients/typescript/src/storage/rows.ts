/** Rows of the browser's database: which they are, and how they change where an answer has to be waited for. */
import type { ConversationId, Entry } from "../protocol/entry.ts";
import { type Scrubs, scrubbed, scrubbedPage } from "./scrub.ts";
import type { KeptPage } from "./storage.ts";

export function pageOf(conversation: ConversationId): string {
  return `page ${conversation}`;
}

export function range(conversation: ConversationId, first = 0, last = Number.MAX_SAFE_INTEGER): IDBKeyRange {
  return IDBKeyRange.bound([conversation, first], [conversation, last]);
}

/** Forgets a page from before `seq`, as it will not be known what was taken back since. */
export function dropPage(notes: IDBObjectStore, conversation: ConversationId, seq: number): void {
  const kept = notes.get(pageOf(conversation)) as IDBRequest<KeptPage | undefined>;
  kept.onsuccess = () => {
    if (kept.result !== undefined && kept.result.untilSeq < seq) {
      notes.delete(pageOf(conversation));
    }
  };
}

/** What was taken back is not kept either, in entries and the page. */
export function scrub(
  entries: IDBObjectStore,
  notes: IDBObjectStore,
  conversation: ConversationId,
  scrubs: Scrubs,
): void {
  const about = entries.getAll(range(conversation, Math.min(...scrubs.keys()))) as IDBRequest<Entry[]>;
  about.onsuccess = () => {
    for (const entry of about.result) {
      const without = scrubbed(entry, scrubs);
      if (without !== entry) {
        entries.put(without);
      }
    }
  };
  const kept = notes.get(pageOf(conversation)) as IDBRequest<KeptPage | undefined>;
  kept.onsuccess = () => {
    if (kept.result !== undefined) {
      notes.put(scrubbedPage(kept.result, scrubs), pageOf(conversation));
    }
  };
}
