import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { CarillonError } from "../protocol/errors.ts";
import type { Announce, TypingNotice, Write } from "../protocol/frames.ts";
import type { ClientListener, ClientState, EntryListener, Sent } from "../session/listeners.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { PresenceBoard } from "./people.ts";
import type { ReceiptBoard } from "./receipts.ts";

/** How a page stands with the server. */
export interface ConnectionView {
  readonly state: ClientState;
  /** When the next attempt comes, in milliseconds since 1970 UTC; while there is no connection. */
  readonly nextAttemptAt?: number;
  /** Why it is closed for good. */
  readonly closed?: CarillonError;
  /** The server has lost its store: sends may wait. */
  readonly degraded?: string;
  /** Which page has the connection, where tabs share one. */
  readonly tab?: "alone" | "leader" | "follower";
}

/** Who is told. */
export interface ViewParts {
  entry(entry: Entry): void;
  lost(conversation: ConversationId): void;
  /** Something of a conversation, or which there are. */
  listChanged(conversation?: ConversationId): void;
  connectionChanged(): void;
  readonly receipts: ReceiptBoard;
  readonly presence: PresenceBoard;
  typing(notice: TypingNotice): void;
  announced(announce: Announce): void;
  delivered(write: Write, sent: Sent): void;
  undelivered(write: Write, reason: CarillonError): void;
  refused(refused: RefusedMessage): void;
  resolved(write: Write): void;
}

/** Hears what a client tells: first for the view, then for the application. */
export class ViewListener {
  readonly entries: EntryListener;
  readonly client: ClientListener;
  #parts: ViewParts | undefined;
  #connection: ConnectionView = { state: "disconnected" };

  constructor(client: ClientListener, entries: EntryListener) {
    this.entries = {
      entry: (entry) => {
        this.#parts?.entry(entry);
        return entries.entry(entry);
      },
      reset: (conversation, afterSeq, firstSeq) => {
        this.#parts?.lost(conversation);
        return entries.reset?.(conversation, afterSeq, firstSeq);
      },
    };
    this.client = this.#hearing(client);
  }

  begin(parts: ViewParts): void {
    this.#parts = parts;
  }

  get connection(): ConnectionView {
    return this.#connection;
  }

  #connected(change: Partial<ConnectionView>): void {
    this.#connection = { ...this.#connection, ...change };
    this.#parts?.connectionChanged();
  }

  #hearing(client: ClientListener): ClientListener {
    return {
      ...client,
      stateChanged: (state) => {
        const { closed } = this.#connection;
        this.#connection = { state, ...(closed === undefined ? {} : { closed }) };
        this.#parts?.connectionChanged();
        return client.stateChanged?.(state);
      },
      nextAttempt: (delayMs) => {
        this.#connected({ nextAttemptAt: Date.now() + delayMs });
        return client.nextAttempt?.(delayMs);
      },
      closed: (reason) => {
        this.#connected({ closed: reason });
        return client.closed?.(reason);
      },
      degraded: (reason) => {
        this.#connected({ degraded: reason });
        return client.degraded?.(reason);
      },
      recovered: () => {
        const { degraded: _, ...rest } = this.#connection;
        this.#connection = rest;
        this.#parts?.connectionChanged();
        return client.recovered?.();
      },
      joined: (summary) => {
        this.#parts?.listChanged(summary.id);
        return client.joined?.(summary);
      },
      left: (conversation) => {
        this.#parts?.listChanged(conversation);
        return client.left?.(conversation);
      },
      receipt: (receipt) => {
        this.#parts?.receipts.heard(receipt);
        this.#parts?.listChanged(receipt.conversation);
        return client.receipt?.(receipt);
      },
      watermarks: (watermarks) => {
        this.#parts?.receipts.marked(watermarks);
        return client.watermarks?.(watermarks);
      },
      presence: (presence) => {
        this.#parts?.presence.heard(presence);
        return client.presence?.(presence);
      },
      headcount: (headcount) => {
        this.#parts?.presence.counted(headcount);
        return client.headcount?.(headcount);
      },
      typing: (typing) => {
        this.#parts?.typing(typing);
        return client.typing?.(typing);
      },
      announced: (announce) => {
        this.#parts?.announced(announce);
        return client.announced?.(announce);
      },
      delivered: (write, sent) => {
        this.#parts?.delivered(write, sent);
        return client.delivered?.(write, sent);
      },
      undelivered: (write, reason) => {
        this.#parts?.undelivered(write, reason);
        return client.undelivered?.(write, reason);
      },
      refused: (refused) => {
        this.#parts?.refused(refused);
        return client.refused?.(refused);
      },
      resolved: (write) => {
        this.#parts?.resolved(write);
        return client.resolved?.(write);
      },
    };
  }
}
