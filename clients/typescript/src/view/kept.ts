import type { CarillonClient } from "../client.ts";
import type { ConversationId, Entry, UserId } from "../protocol/entry.ts";
import type { KeptPage } from "../storage/storage.ts";
import { MessageWindow, type Page } from "./window.ts";

/** Entries of one conversation that are looked at. */
const MAX_ENTRIES = 2_000;

/** A page of the server's history, kept for the time without a connection. */
interface KeptHistory extends KeptPage {
  readonly epoch: string | undefined;
  readonly page: Page;
}

/**
 * What can be shown of conversations without a connection: the entries that the client's storage has kept, and the last
 * page of history that was loaded before them.
 */
export class KeptMessages {
  readonly #client: CarillonClient;
  readonly #pageSize: number;
  readonly #maxShown: number;

  constructor(client: CarillonClient, pageSize: number, maxShown: number) {
    this.#client = client;
    this.#pageSize = pageSize;
    this.#maxShown = maxShown;
  }

  /** Up to where the client is; undefined if there is nothing, or something is missing between. */
  async newest(conversation: ConversationId, self: UserId | undefined): Promise<Page | undefined> {
    const client = this.#client;
    await client.keep();
    const cursor = client.cursor(conversation);
    if (cursor === undefined) {
      return undefined;
    }
    const kept = await client.conversation(conversation).kept(MAX_ENTRIES, cursor + 1);
    const gap = kept.length > 0 && kept.at(-1)?.seq !== cursor;
    const page = gap ? undefined : pageOfKept([], kept, self, kept[0]?.seq === 1);
    const enough = page !== undefined && (page.atStart || page.messages.length >= this.#pageSize);
    const whole = enough ? page : await this.#withHistory(conversation, gap ? [] : kept, cursor, self);
    const shown = whole ?? (page?.messages.length === 0 ? undefined : page);
    return shown && cut({ ...shown, asOfSeq: cursor }, this.#maxShown);
  }

  async #withHistory(
    conversation: ConversationId,
    kept: readonly Entry[],
    cursor: number,
    self: UserId | undefined,
  ): Promise<Page | undefined> {
    const before = (await this.#client.conversation(conversation).keptPage()) as KeptHistory | undefined;
    if (before === undefined || before.epoch !== this.#client.cursors().epoch) {
      return undefined;
    }
    const { page, untilSeq } = before;
    const after = kept.filter((entry) => entry.seq > untilSeq);
    const joins = after.length > 0 ? after[0]?.seq === untilSeq + 1 : untilSeq === cursor;
    return joins ? pageOfKept(page.messages, after, self, page.atStart) : undefined;
  }

  /** Keeps the newest page of history. @param untilSeq what the client had when it was asked for */
  keep(conversation: ConversationId, page: Page, untilSeq: number): void {
    const handle = this.#client.conversation(conversation);
    if (handle.summary() === undefined) {
      return; // The user has left it: what can still be seen is asked for again.
    }
    const kept: KeptHistory = { epoch: this.#client.cursors().epoch, untilSeq, page: cut(page, this.#pageSize) };
    // Without it there is only less to be shown without a connection.
    void handle.keepPage(kept).catch(() => {});
  }
}

/** The messages after what entries did that follow them without a hole. */
export function pageOfKept(
  before: Page["messages"],
  entries: readonly Entry[],
  self: UserId | undefined,
  atStart: boolean,
): Page {
  const window = new MessageWindow(before.length + entries.length + 1);
  window.replace({ messages: before, atStart, atEnd: true });
  let ordinal: number | undefined;
  for (const entry of entries) {
    if (entry.type === "tombstone" && ordinal !== undefined && entry.ordinal > ordinal) {
      window.appendsDeleted(entry);
    }
    ordinal = entry.ordinal;
    window.changes(entry, self);
    window.appends(entry, true);
  }
  return { messages: window.messages, notices: window.notices, atStart: window.atStart, atEnd: true };
}

/** The newest of a page. */
function cut(page: Page, max: number): Page {
  if (page.messages.length <= max) {
    return page;
  }
  const messages = page.messages.slice(-max);
  const first = messages[0]?.seq ?? 0;
  const notices = page.notices?.filter((notice) => notice.seq > first) ?? [];
  return { ...page, messages, notices, atStart: false };
}
