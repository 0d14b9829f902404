/** Words that an entry takes away from the log are taken away from what is kept as well. */
import type { ConversationId, Entry, EntryBody, EntryHead } from "../protocol/entry.ts";
import type { KeptPage } from "./storage.ts";

/** A deletion, or an edit: the words of before are gone. */
type Scrub = EntryHead & Extract<EntryBody, { readonly type: "edit" | "delete" }>;

/** The last one of each message, by its seq. */
export type Scrubs = ReadonlyMap<number, Scrub>;

/** What these entries take away in each conversation. */
export function scrubsOf(entries: readonly Entry[]): ReadonlyMap<ConversationId, Scrubs> {
  const scrubs = new Map<ConversationId, Map<number, Scrub>>();
  for (const entry of entries) {
    if (entry.type === "edit" || entry.type === "delete") {
      const ofConversation = scrubs.get(entry.conversation) ?? new Map<number, Scrub>();
      scrubs.set(entry.conversation, ofConversation.set(entry.target, entry));
    }
  }
  return scrubs;
}

/** The entry without what was taken away; the same object if that is nothing. */
export function scrubbed(entry: Entry, scrubs: Scrubs): Entry {
  if (entry.type !== "message" && entry.type !== "edit") {
    return entry;
  }
  const scrub = scrubs.get(entry.type === "edit" ? entry.target : entry.seq);
  if (scrub === undefined || scrub.seq <= entry.seq) {
    return entry;
  }
  const { conversation, seq, ordinal, sender, at } = entry;
  return scrub.type === "edit"
    ? { ...entry, text: scrub.text }
    : { conversation, seq, ordinal, sender, at, type: "tombstone" };
}

/** The page as it is after these changes. */
export function scrubbedPage(kept: KeptPage, scrubs: Scrubs): KeptPage {
  const messages = kept.page.messages.map((message) => {
    const scrub = scrubs.get(message.seq);
    if (scrub === undefined || message.deletedAt !== undefined) {
      return message;
    }
    if (scrub.type === "edit") {
      return { ...message, text: scrub.text, editedAt: scrub.at };
    }
    const { text: _, editedAt: __, ...rest } = message;
    return { ...rest, attachments: [], reactions: [], deletedAt: scrub.at };
  });
  return { ...kept, page: { ...kept.page, messages } };
}
