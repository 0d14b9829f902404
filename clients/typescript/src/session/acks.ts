import type { Connection } from "../net/connection.ts";
import type { Edge } from "../net/edge.ts";
import type { ConversationId } from "../protocol/entry.ts";
import { DEFAULT_LIMITS, type Limits } from "../protocol/limits.ts";
import type { Roster } from "./roster.ts";

const PERIOD_MS = 1_000;

/** Longer than it takes to notice that a connection is dead. */
const SAID_AGAIN_MS = 120_000;

/** What was taken and not acked yet. */
interface Waiting {
  readonly seqs: Map<ConversationId, number>;
  readonly periodMs: () => number;
  scheduled: boolean;
}

/**
 * Acks what the listeners have taken. Acks are cumulative: one a second tells as much as one an entry. In channels they
 * wait as long as the server asks for, or up to half of it less: all members have the same message to ack, and a server
 * need not hear of it from thousands at once.
 *
 * What was said in the last two minutes of a connection is said again on the next one: the connection may have been
 * dead for a while, and a node that dies forgets what it was told a moment ago.
 */
export class Acks {
  readonly #edge: Edge;
  readonly #roster: Roster;
  readonly #prompt: Waiting;
  readonly #ofChannels: Waiting;
  readonly #said = new Map<ConversationId, { readonly seq: number; readonly atMs: number }>();
  #connection: Connection | undefined;
  #limits: Limits = DEFAULT_LIMITS;

  constructor(edge: Edge, roster: Roster) {
    this.#edge = edge;
    this.#roster = roster;
    this.#prompt = { seqs: new Map(), periodMs: () => PERIOD_MS, scheduled: false };
    const periodMs = () => (this.#limits.channelAckPeriodMs * (1 + edge.random())) / 2;
    this.#ofChannels = { seqs: new Map(), periodMs, scheduled: false };
  }

  connected(connection: Connection, limits: Limits): void {
    this.#connection = connection;
    this.#limits = limits;
    for (const waiting of [this.#prompt, this.#ofChannels]) {
      if (waiting.seqs.size > 0) {
        this.#schedule(waiting);
      }
    }
  }

  disconnected(): void {
    this.#connection = undefined;
    const sinceMs = this.#edge.nowMs() - SAID_AGAIN_MS;
    for (const [conversation, { seq, atMs }] of this.#said) {
      if (atMs >= sinceMs) {
        const { seqs } = this.#waiting(conversation);
        seqs.set(conversation, Math.max(seq, seqs.get(conversation) ?? 0));
      }
    }
    this.#said.clear();
  }

  #waiting(conversation: ConversationId): Waiting {
    return this.#roster.isChannel(conversation) ? this.#ofChannels : this.#prompt;
  }

  /** A listener has taken everything up to here. */
  taken(conversation: ConversationId, seq: number): void {
    const waiting = this.#waiting(conversation);
    waiting.seqs.set(conversation, seq);
    this.#schedule(waiting);
  }

  forgetAll(): void {
    this.#prompt.seqs.clear();
    this.#ofChannels.seqs.clear();
    this.#said.clear();
  }

  /** Says what waits at once: before the user is said to be away, and before the end. */
  flush(): void {
    this.#send(this.#prompt);
    this.#send(this.#ofChannels);
  }

  #schedule(waiting: Waiting): void {
    if (!waiting.scheduled) {
      waiting.scheduled = true;
      this.#edge.after(waiting.periodMs(), () => {
        waiting.scheduled = false;
        this.#send(waiting);
      });
    }
  }

  #send({ seqs }: Waiting): void {
    while (this.#connection !== undefined && seqs.size > 0) {
      const cursors = new Map([...seqs].slice(0, this.#limits.maxSyncConversations));
      for (const [conversation, seq] of cursors) {
        seqs.delete(conversation);
        this.#said.set(conversation, { seq, atMs: this.#edge.nowMs() });
      }
      this.#connection.send({ op: "ack", cursors }, this.#limits);
    }
  }
}
