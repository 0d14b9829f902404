import { isRetryable } from "../protocol/codes.ts";
import type { ConversationId } from "../protocol/entry.ts";
import type { Failure, SentFrame, Write } from "../protocol/frames.ts";
import type { OutboxBounds, OutboxCommand } from "./commands.ts";

/** 500 ms doubled so often is beyond any bound of a wait. */
const MAX_DOUBLINGS = 16;

interface Pending {
  readonly write: Write;
  /** Whether it is as safe as the storage makes it. */
  kept: boolean;
  inFlight: boolean;
  attempts: number;
}

/** The writes of one conversation, in the order added. */
interface Lane {
  readonly queue: Map<string, Pending>;
  inFlight: number;
  waiting: boolean;
}

/**
 * Keeps every write until the server has answered it, and sends it again with the same clientMessageId, which is
 * also its ref, after every reconnect: it is appended once, however often it is sent.
 *
 * Writes of one conversation go out in the order in which they were added, and none before it was kept. Every method
 * returns commands to be carried out in order. No I/O, no clock, no chance.
 */
export class Outbox {
  readonly #bounds: OutboxBounds;
  readonly #pending = new Map<string, Pending>();
  readonly #lanes = new Map<ConversationId, Lane>();
  #commands: OutboxCommand[] = [];
  #connected = false;
  #inFlight = 0;

  /** @param kept what a storage has kept of an earlier run, in the order added */
  constructor(bounds: OutboxBounds, kept: readonly Write[] = []) {
    this.#bounds = bounds;
    for (const write of kept) {
      this.#enqueue(write, true);
    }
  }

  /** Whether another write fits in. @param besides kept elsewhere that count as well */
  hasRoom(besides = 0): boolean {
    return this.#pending.size + besides < this.#bounds.maxWrites;
  }

  get isEmpty(): boolean {
    return this.#pending.size === 0;
  }

  /** What is not answered, in the order added. */
  writes(): readonly Write[] {
    return [...this.#pending.values()].map((pending) => pending.write);
  }

  /** Takes a write over, whose ref is its clientMessageId. A second one with the same id is the same write. */
  add(write: Write): readonly OutboxCommand[] {
    if (!this.#pending.has(write.clientMessageId)) {
      this.#enqueue(write, false);
      this.#commands.push({ kind: "keep", write });
    }
    return this.#flush();
  }

  /** What `keep` asked for is done. */
  kept(clientMessageId: string): readonly OutboxCommand[] {
    const pending = this.#pending.get(clientMessageId);
    if (pending !== undefined) {
      pending.kept = true;
    }
    return this.#flush();
  }

  /** What `keep` asked for cannot be done: the write is not taken over. */
  notKept(clientMessageId: string, reason: string): readonly OutboxCommand[] {
    const pending = this.#pending.get(clientMessageId);
    if (pending !== undefined) {
      this.#remove(pending);
      this.#commands.push({ kind: "failed", write: pending.write, code: "unavailable", message: reason });
    }
    return this.#flush();
  }

  #enqueue(write: Write, kept: boolean): void {
    const pending: Pending = { write, kept, inFlight: false, attempts: 0 };
    this.#pending.set(write.clientMessageId, pending);
    const lane = this.#lanes.get(write.conversation) ?? { queue: new Map(), inFlight: 0, waiting: false };
    lane.queue.set(write.clientMessageId, pending);
    this.#lanes.set(write.conversation, lane);
  }

  /** A session is open: everything that is unanswered goes out, in order. */
  connected(): readonly OutboxCommand[] {
    this.disconnected();
    this.#connected = true;
    return this.#flush();
  }

  disconnected(): void {
    this.#connected = false;
    this.#inFlight = 0;
    for (const pending of this.#pending.values()) {
      pending.inFlight = false;
    }
    for (const lane of this.#lanes.values()) {
      lane.inFlight = 0;
      lane.waiting = false;
    }
  }

  /** The server's answer; nothing happens if it answers no write of this outbox. */
  sent(sent: SentFrame): readonly OutboxCommand[] {
    const pending = this.#pending.get(sent.ref);
    if (pending !== undefined) {
      this.#remove(pending);
      this.#commands.push({ kind: "answered", write: pending.write, sent });
    }
    return this.#flush();
  }

  /** The server's refusal; nothing happens if it refuses no write of this outbox. */
  refused(failure: Failure): readonly OutboxCommand[] {
    const pending = failure.ref === undefined ? undefined : this.#pending.get(failure.ref);
    if (pending === undefined) {
      return this.#flush();
    }
    pending.attempts++;
    const last = failure.code === "internal" && pending.attempts >= this.#bounds.maxAttempts;
    if (isRetryable(failure.code) && !last) {
      this.#returned(pending);
      this.#waitInLane(pending, failure.retryAfterMs);
    } else {
      this.#remove(pending);
      this.#commands.push({ kind: "failed", write: pending.write, code: failure.code, message: failure.message });
    }
    return this.#flush();
  }

  #waitInLane(pending: Pending, retryAfterMs: number | undefined): void {
    const lane = this.#lane(pending);
    if (!lane.waiting) {
      lane.waiting = true;
      const doubled = this.#bounds.minRetryMs * 2 ** Math.min(pending.attempts - 1, MAX_DOUBLINGS);
      const delayMs = Math.min(retryAfterMs ?? doubled, this.#bounds.maxRetryMs);
      this.#commands.push({ kind: "retryLater", conversation: pending.write.conversation, delayMs });
    }
  }

  /** What `retryLater` asked for. */
  retry(conversation: ConversationId): readonly OutboxCommand[] {
    const lane = this.#lanes.get(conversation);
    if (lane !== undefined) {
      lane.waiting = false;
    }
    return this.#flush();
  }

  #returned(pending: Pending): void {
    if (pending.inFlight) {
      pending.inFlight = false;
      this.#inFlight--;
      this.#lane(pending).inFlight--;
    }
  }

  #remove(pending: Pending): void {
    this.#returned(pending);
    const { clientMessageId, conversation } = pending.write;
    this.#pending.delete(clientMessageId);
    const lane = this.#lane(pending);
    lane.queue.delete(clientMessageId);
    if (lane.queue.size === 0) {
      this.#lanes.delete(conversation);
    }
  }

  #lane(pending: Pending): Lane {
    const lane = this.#lanes.get(pending.write.conversation);
    if (lane === undefined) {
      throw new Error("every write has a lane");
    }
    return lane;
  }

  /** Sends what may be on its way and hands out what is to be done. */
  #flush(): readonly OutboxCommand[] {
    if (this.#connected) {
      for (const lane of this.#lanes.values()) {
        this.#transmit(lane);
      }
    }
    const result = this.#commands;
    this.#commands = [];
    return result;
  }

  #transmit(lane: Lane): void {
    for (const pending of lane.queue.values()) {
      const full =
        this.#inFlight >= this.#bounds.maxInFlight || lane.inFlight >= this.#bounds.maxInFlightPerConversation;
      // One that is not kept yet holds back those behind it: they keep their order.
      if (lane.waiting || full || !pending.kept) {
        return;
      }
      if (!pending.inFlight) {
        pending.inFlight = true;
        lane.inFlight++;
        this.#inFlight++;
        this.#commands.push({ kind: "transmit", write: pending.write });
      }
    }
  }
}
