import type { Edge } from "../net/edge.ts";
import type { ServerAddress } from "../net/server-address.ts";
import type { OutboxBounds } from "../outbox/commands.ts";
import { encodeClient } from "../protocol/encode.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/entry.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { ClientFrame, Write } from "../protocol/frames.ts";
import { DEFAULT_LIMITS, type Limits, MAX_INTEGER } from "../protocol/limits.ts";
import type { ClientStorage, Kept, RefusedMessage } from "../storage/storage.ts";
import type { SyncBounds, SyncCursors } from "../sync/commands.ts";
import { SyncEngine } from "../sync/sync-engine.ts";
import { Acks } from "./acks.ts";
import { Callbacks } from "./callbacks.ts";
import { Connecting } from "./connecting.ts";
import { Credentials, type TokenSupplier } from "./credentials.ts";
import { Dialogue } from "./dialogue.ts";
import type { ClientListener, ClientState, EntryListener, Sent } from "./listeners.ts";
import type { Loop } from "./loop.ts";
import { Roster } from "./roster.ts";
import { Writes } from "./writes.ts";

/** Worth no more than once in this time. */
const TYPING_PERIOD_MS = 3_000;

/** What a server allows is known only in a session, and held there; here only what breaks a rule anywhere. */
export const ANY_SERVER: Limits = {
  ...DEFAULT_LIMITS,
  maxTextChars: MAX_INTEGER,
  maxAttachments: MAX_INTEGER,
  maxWatchedUsers: MAX_INTEGER,
};

/** What a client is told once, before it begins. */
export interface ClientSettings {
  readonly server: ServerAddress;
  readonly tokens: TokenSupplier;
  readonly kept: Kept;
  readonly storage: ClientStorage;
  /** Whether the storage is still needed when the client has ended. Default: no, the client closes it. */
  readonly leavesStorage?: boolean;
  readonly syncBounds: SyncBounds;
  readonly outboxBounds: OutboxBounds;
  readonly clientListener: ClientListener;
  readonly entryListener: EntryListener;
}

/** The inside of a client: everything but the world, which is its {@link Edge}. */
export class ClientLoop implements Loop {
  readonly #edge: Edge;
  readonly #closeStorage: () => void;
  readonly #roster = new Roster();
  readonly #acks: Acks;
  readonly #callbacks: Callbacks;
  readonly #writes: Writes;
  readonly #dialogue: Dialogue;
  readonly #connecting: Connecting;

  /** When the user was said to be typing, by conversation. */
  readonly #typedMs = new Map<ConversationId, number>();

  constructor(settings: ClientSettings, edge: Edge) {
    const { kept, storage } = settings;
    this.#roster.kept(kept.roster?.user, kept.roster?.conversations ?? []);
    this.#edge = edge;
    this.#closeStorage = settings.leavesStorage === true ? () => {} : () => storage.close();
    this.#acks = new Acks(edge, this.#roster);
    this.#callbacks = new Callbacks(edge, settings.clientListener, settings.entryListener, kept.cursors, this.#acks);
    this.#writes = new Writes(edge, settings.outboxBounds, kept, storage, this.#callbacks);
    this.#dialogue = new Dialogue({
      edge,
      engine: new SyncEngine(settings.syncBounds, kept.cursors),
      writes: this.#writes,
      roster: this.#roster,
      callbacks: this.#callbacks,
      acks: this.#acks,
      storage,
    });
    this.#connecting = new Connecting({
      edge,
      credentials: new Credentials(edge, settings.server, kept.device, settings.tokens),
      dialogue: this.#dialogue,
      callbacks: this.#callbacks,
      whenClosed: (reason) => this.#closed(reason),
    });
  }

  /** Begins to connect, and goes on until the client is closed; done when the first session is open. */
  connect(): Promise<UserId> {
    return new Promise((resolve, reject) => this.#connecting.connect({ resolve, reject }));
  }

  /** The network changed, or the device woke up. */
  hinted(): void {
    this.#connecting.hinted();
  }

  get state(): ClientState {
    return this.#connecting.state;
  }

  get user(): UserId | undefined {
    return this.#roster.self;
  }

  conversations(): readonly ConversationSummary[] {
    return this.#roster.conversations();
  }

  conversation(id: ConversationId): ConversationSummary | undefined {
    return this.#roster.conversation(id);
  }

  cursor(conversation: ConversationId): number | undefined {
    return this.#callbacks.cursor(conversation);
  }

  cursors(): SyncCursors {
    return this.#callbacks.cursors();
  }

  unanswered(): readonly Write[] {
    return this.#writes.unanswered();
  }

  refused(): readonly RefusedMessage[] {
    return this.#writes.refusedMessages();
  }

  discard(clientMessageId: string): void {
    this.#writes.discard(clientMessageId);
  }

  /**
   * Has something written that shall be answered; it waits while there is no session.
   *
   * @throws InvalidValueError if it breaks a rule
   */
  write(write: Write): Promise<Sent> {
    encodeClient(write, ANY_SERVER);
    return new Promise((resolve, reject) => {
      if (this.state === "closed") {
        reject(closedError());
      } else {
        this.#writes.add(write, { resolve, reject });
      }
    });
  }

  /**
   * Sends something that is not answered; it is lost while there is no session.
   *
   * @throws InvalidValueError if it breaks a rule
   */
  send(frame: ClientFrame): void {
    encodeClient(frame, ANY_SERVER);
    this.#dialogue.send(frame);
  }

  read(conversation: ConversationId, seq: number): void {
    encodeClient({ op: "read", conversation, seq });
    this.#dialogue.read(conversation, seq);
  }

  typing(conversation: ConversationId): void {
    const nowMs = this.#edge.nowMs();
    const typedMs = this.#typedMs.get(conversation);
    if (typedMs === undefined || nowMs - typedMs >= TYPING_PERIOD_MS) {
      // Of the others nothing need be known any longer than the period.
      this.#typedMs.clear();
      this.#typedMs.set(conversation, nowMs);
      this.send({ op: "typing", conversation });
    }
  }

  /** Gives the conversation a listener of its own; from `afterSeq` on, or from where the client is. */
  listen(conversation: ConversationId, listener: EntryListener, afterSeq: number | undefined): void {
    this.#callbacks.listen(conversation, listener);
    if (afterSeq !== undefined) {
      this.#dialogue.start(conversation, afterSeq);
    }
  }

  unlisten(conversation: ConversationId, listener: EntryListener): void {
    this.#callbacks.unlisten(conversation, listener);
  }

  /** Has everything kept that the listeners have taken. */
  keep(): Promise<void> {
    return this.#dialogue.keep();
  }

  /** Ends the client. What the outbox holds stays in its storage. */
  async close(): Promise<void> {
    this.#acks.flush();
    this.#connecting.close();
    await this.#dialogue.end();
  }

  #closed(reason: CarillonError | undefined): void {
    this.#writes.abandon(reason ?? closedError());
    void this.#dialogue.end().finally(this.#closeStorage);
  }
}

function closedError(): CarillonError {
  return new CarillonError("unavailable", "the client is closed");
}
