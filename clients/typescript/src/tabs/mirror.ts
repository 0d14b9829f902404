import type { Edge } from "../net/edge.ts";
import type { ConversationId, ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import { Callbacks } from "../session/callbacks.ts";
import type { ClientListener, ClientState, EntryListener } from "../session/listeners.ts";
import { Roster } from "../session/roster.ts";
import type { Kept } from "../storage/storage.ts";
import { errorOf, type News, type Snapshot } from "./messages.ts";

/** News that wait while entries are read that were missed. More are dropped, and read as well. */
const MAX_WAITING = 10_000;

/** The entries after `afterSeq`, up to `untilSeq`, as far as they are kept without a hole. */
export type KeptEntries = (id: ConversationId, afterSeq: number, untilSeq: number) => Promise<readonly Entry[]>;

/**
 * What a page shows of the leader's client: the same in the leader's own page and in all others. Shows every entry once
 * and in order, although leaders change: what was told before is dropped, what was missed is read from the storage.
 */
export class Mirror {
  readonly callbacks: Callbacks;
  readonly #roster = new Roster();
  readonly #kept: KeptEntries;

  /** Up to where the page was told. */
  readonly #seen: Map<ConversationId, number>;

  /** What came while entries are being read that were missed. */
  #waiting: News[] | undefined;
  #filling: Promise<void> | undefined;
  #state: ClientState = "disconnected";

  constructor(edge: Edge, client: ClientListener, entries: EntryListener, kept: Kept, read: KeptEntries) {
    this.callbacks = new Callbacks(edge, client, entries, kept.cursors);
    this.#seen = new Map(kept.cursors.seqs);
    this.#roster.kept(kept.roster?.user, kept.roster?.conversations ?? []);
    this.#kept = read;
  }

  get state(): ClientState {
    return this.#state;
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

  read(conversation: ConversationId, seq: number): void {
    this.#roster.read(conversation, seq);
  }

  /** Nobody leads: there is no connection until somebody does. */
  orphaned(): void {
    this.#become("disconnected");
  }

  /** This page hears no more. */
  closed(): void {
    this.#become("closed");
  }

  /** Takes what the leader tells, in its order. */
  heard(news: News): void {
    if (this.#waiting === undefined) {
      this.#take(news);
    } else if (this.#waiting.length < MAX_WAITING) {
      this.#waiting.push(news);
    }
  }

  #take(news: News): void {
    switch (news.news) {
      case "leads":
        this.#follow(news.snapshot);
        break;
      case "entry":
        this.#entry(news.entry);
        break;
      case "reset":
        this.#seen.set(news.conversation, news.afterSeq);
        this.callbacks.reset(news.conversation, news.afterSeq, news.firstSeq);
        break;
      case "state":
        if (news.session !== undefined) {
          this.#roster.welcome(news.session.user, news.session.conversations);
          this.#epoch(news.session.epoch);
          this.#begin(news.session.conversations);
        }
        this.#become(news.state);
        break;
      case "closed":
        this.callbacks.client((listener) => listener.closed?.(errorOf(news.reason)));
        break;
      case "read":
        this.#roster.read(news.conversation, news.seq);
        break;
      case "call":
        this.#call(news);
        break;
      case "answered":
      case "failed":
      case "kept":
      case "pong":
        break;
    }
  }

  #follow({ state, user, conversations, cursors }: Snapshot): void {
    if (user !== undefined) {
      this.#roster.welcome(user, conversations);
    }
    this.#epoch(cursors.epoch);
    for (const [conversation, seq] of cursors.seqs) {
      const seen = this.#seen.get(conversation);
      if (seen === undefined) {
        this.#seen.set(conversation, seq);
        this.callbacks.follow(conversation, seq);
      } else if (seen < seq) {
        this.#fill(conversation, seen, seq);
      }
    }
    this.#become(state);
  }

  #begin(roster: readonly ConversationSummary[]): void {
    for (const { id, headSeq } of roster) {
      const seen = this.#seen.get(id) ?? headSeq;
      this.#seen.set(id, seen);
      this.callbacks.follow(id, seen);
    }
  }

  #epoch(epoch: string | undefined): void {
    if (epoch !== undefined) {
      this.callbacks.epoch(epoch);
    }
  }

  #entry(entry: Entry): void {
    const seen = this.#seen.get(entry.conversation) ?? entry.seq - 1;
    if (entry.seq > seen + 1) {
      this.#fill(entry.conversation, seen, entry.seq - 1);
      this.heard({ news: "entry", entry });
    } else if (entry.seq === seen + 1) {
      this.#show(entry);
    }
  }

  #show(entry: Entry): void {
    this.#seen.set(entry.conversation, entry.seq);
    this.#roster.entry(entry);
    this.callbacks.entry(entry);
  }

  /** Shows what was missed, as far as it is kept, before anything else that comes. */
  #fill(conversation: ConversationId, afterSeq: number, untilSeq: number): void {
    const missed = this.#kept(conversation, afterSeq, untilSeq).catch((): readonly Entry[] => []);
    const before = this.#filling;
    this.#waiting ??= [];
    this.#filling = (before ?? Promise.resolve()).then(async () => this.#filled(conversation, untilSeq, await missed));
    const mine = this.#filling;
    void mine.then(() => {
      if (this.#filling === mine) {
        this.#filling = undefined;
        const waiting = this.#waiting ?? [];
        this.#waiting = undefined;
        waiting.forEach((news) => this.heard(news));
      }
    });
  }

  #filled(conversation: ConversationId, untilSeq: number, missed: readonly Entry[]): void {
    for (const entry of missed) {
      if (entry.seq === (this.#seen.get(conversation) ?? 0) + 1) {
        this.#show(entry);
      }
    }
    if ((this.#seen.get(conversation) ?? 0) < untilSeq) {
      this.#seen.set(conversation, untilSeq);
      this.callbacks.reset(conversation, untilSeq, untilSeq + 1);
    }
  }

  #call({ name, args }: News & { news: "call" }): void {
    if (name === "joined") {
      const summary = args[0] as ConversationSummary;
      this.#roster.joined(summary);
      this.#begin([summary]);
    } else if (name === "left") {
      this.#roster.left(args[0] as ConversationId);
    } else if (name === "forgotten") {
      return this.callbacks.ended(args[0] as ConversationId);
    } else if (name === "receipt") {
      const { user, conversation, readSeq } = args[0] as { user: UserId; conversation: string; readSeq: number };
      if (user === this.#roster.self) {
        this.#roster.read(conversation, readSeq);
      }
    }
    this.callbacks.client((listener) => {
      const call = listener[name] as ((...given: readonly unknown[]) => void) | undefined;
      return call?.apply(listener, [...args]);
    });
  }

  #become(next: ClientState): void {
    if (this.#state !== next && this.#state !== "closed") {
      this.#state = next;
      this.callbacks.client((listener) => listener.stateChanged?.(next));
    }
  }
}
