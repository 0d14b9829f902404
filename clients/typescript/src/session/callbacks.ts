import type { Edge } from "../net/edge.ts";
import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { SyncCursors } from "../sync/commands.ts";
import type { Acks } from "./acks.ts";
import type { ClientListener, EntryListener, Taken } from "./listeners.ts";

/** Calls that may wait; the client is then told to hold back until half of them are done. */
const MAX_BACKLOG = 4_096;

/** Calls in a row before a page may draw again. */
const CALLS_AT_ONCE = 64;

/** Is told what the listeners have taken, in order: for acks, and for those who keep it. */
export interface TakenListener {
  epoch(epoch: string, another: boolean): void;
  entry(entry: Entry): void;
  /** The cursor was moved without entries: to where a conversation begins, or where continuity was lost. */
  moved(conversation: ConversationId, seq: number): void;
  /** Nothing is to be kept of it. */
  ended(conversation: ConversationId): void;
}

/** Calls the listeners, one call at a time, and knows how far they are. */
export class Callbacks {
  readonly #edge: Edge;
  readonly #clientListener: ClientListener;
  readonly #entryListener: EntryListener;
  /** None in a tab that another one speaks for. */
  readonly #acks: Acks | undefined;
  readonly #ofConversations = new Map<ConversationId, EntryListener>();
  readonly #queue: (() => Taken)[] = [];
  #running = false;
  #whenTaken: TakenListener | undefined;

  /** Up to where the listeners have taken each conversation. */
  readonly #taken: Map<ConversationId, number>;

  #epoch: string | undefined;

  constructor(
    edge: Edge,
    clientListener: ClientListener,
    entryListener: EntryListener,
    cursors: SyncCursors,
    acks?: Acks,
  ) {
    this.#edge = edge;
    this.#acks = acks;
    this.#clientListener = clientListener;
    this.#entryListener = entryListener;
    this.#taken = new Map(cursors.seqs);
    this.#epoch = cursors.epoch;
  }

  whenTaken(listener: TakenListener): void {
    this.#whenTaken = listener;
  }

  listen(conversation: ConversationId, listener: EntryListener): void {
    this.#ofConversations.set(conversation, listener);
  }

  /** Takes the listener away again, if it is still the conversation's. */
  unlisten(conversation: ConversationId, listener: EntryListener): void {
    if (this.#ofConversations.get(conversation) === listener) {
      this.#ofConversations.delete(conversation);
    }
  }

  get backlogFull(): boolean {
    return this.#queue.length >= MAX_BACKLOG;
  }

  get backlogHalved(): boolean {
    return this.#queue.length <= MAX_BACKLOG / 2;
  }

  entry(entry: Entry): void {
    const listener = this.#listener(entry.conversation);
    this.#call(
      () => listener.entry(entry),
      () => {
        this.#take(entry.conversation, entry.seq);
        this.#whenTaken?.entry(entry);
      },
    );
  }

  reset(conversation: ConversationId, afterSeq: number, firstSeq: number): void {
    const listener = this.#listener(conversation);
    this.#call(
      () => listener.reset?.(conversation, afterSeq, firstSeq),
      () => {
        this.#take(conversation, afterSeq);
        this.#whenTaken?.moved(conversation, afterSeq);
      },
    );
  }

  /** Tells the client's listener. */
  client(call: (listener: ClientListener) => Taken): void {
    this.#call(
      () => call(this.#clientListener),
      () => {},
    );
  }

  /** Seqs belong to this epoch from here on. */
  epoch(epoch: string): void {
    this.#execute(() => {
      const another = this.#epoch !== undefined && this.#epoch !== epoch;
      if (another) {
        this.#taken.clear();
        this.#acks?.forgetAll();
      }
      if (this.#epoch !== epoch) {
        this.#epoch = epoch;
        this.#whenTaken?.epoch(epoch, another);
      }
    });
  }

  /** The conversation is followed from here, if it was not followed before. */
  follow(conversation: ConversationId, afterSeq: number): void {
    this.#execute(() => {
      if (!this.#taken.has(conversation)) {
        this.#taken.set(conversation, afterSeq);
        this.#whenTaken?.moved(conversation, afterSeq);
      }
    });
  }

  /** The conversation is followed from here, whatever was taken before. */
  restart(conversation: ConversationId, afterSeq: number): void {
    this.#execute(() => {
      this.#taken.set(conversation, afterSeq);
      this.#whenTaken?.moved(conversation, afterSeq);
    });
  }

  /** The conversation is followed no more, once what waits was taken. */
  ended(conversation: ConversationId): void {
    this.client((listener) => listener.forgotten?.(conversation));
    this.#execute(() => {
      this.#taken.delete(conversation);
      this.#whenTaken?.ended(conversation);
    });
  }

  cursor(conversation: ConversationId): number | undefined {
    return this.#taken.get(conversation);
  }

  cursors(): SyncCursors {
    const seqs = new Map(this.#taken);
    return this.#epoch === undefined ? { seqs } : { epoch: this.#epoch, seqs };
  }

  #listener(conversation: ConversationId): EntryListener {
    return this.#ofConversations.get(conversation) ?? this.#entryListener;
  }

  #take(conversation: ConversationId, seq: number): void {
    this.#taken.set(conversation, seq);
    this.#acks?.taken(conversation, seq);
  }

  /** Calls, waits for the promise if there is one, and then says so, whatever became of the call. */
  #call(call: () => Taken, then: () => void): void {
    this.#execute(() => {
      let result: Taken = undefined;
      try {
        result = call();
      } catch (e) {
        report(e);
      }
      if (!isPromise(result)) {
        then();
        return undefined;
      }
      return Promise.resolve(result).catch(report).then(then);
    });
  }

  #execute(task: () => Taken): void {
    this.#queue.push(task);
    if (!this.#running) {
      this.#running = true;
      this.#edge.defer(() => this.#run());
    }
  }

  #run(): void {
    for (let calls = 0; calls < CALLS_AT_ONCE; calls++) {
      const task = this.#queue.shift();
      if (task === undefined) {
        this.#running = false;
        return;
      }
      const result = task();
      if (isPromise(result)) {
        void result.then(() => this.#run());
        return;
      }
    }
    this.#edge.defer(() => this.#run());
  }
}

function isPromise(value: Taken): value is PromiseLike<void> {
  return typeof value === "object" && value !== null && typeof value.then === "function";
}

/** A listener failed; the client goes on. What it threw goes where uncaught errors of the platform go. */
function report(error: unknown): void {
  console.error("carillon: a listener failed; the client goes on", error);
}
