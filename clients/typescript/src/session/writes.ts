import type { Connection } from "../net/connection.ts";
import type { Edge } from "../net/edge.ts";
import type { OutboxBounds, OutboxCommand } from "../outbox/commands.ts";
import { Outbox } from "../outbox/outbox.ts";
import { encodeClient } from "../protocol/encode.ts";
import type { Entry, UserId } from "../protocol/entry.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { Failure, SentFrame, Write } from "../protocol/frames.ts";
import type { Limits } from "../protocol/limits.ts";
import type { ClientStorage, Kept, RefusedMessage } from "../storage/storage.ts";
import type { Callbacks } from "./callbacks.ts";
import type { Sent } from "./listeners.ts";

/** Waits for the answer to a write. */
export interface Waiting {
  readonly resolve: (sent: Sent) => void;
  readonly reject: (reason: CarillonError) => void;
}

const utf8 = new TextEncoder();

/** The outbox, those who wait for its answers, and the carrying out of its commands. */
export class Writes {
  readonly #edge: Edge;
  readonly #outbox: Outbox;
  readonly #storage: ClientStorage;
  readonly #callbacks: Callbacks;
  #session: { readonly connection: Connection; readonly limits: Limits } | undefined;

  /** By ref, which is the clientMessageId. Writes of an earlier run have nobody here. */
  readonly #waiting = new Map<string, Waiting[]>();

  /** By clientMessageId, in the order refused. */
  readonly #refused: Map<string, RefusedMessage>;

  constructor(edge: Edge, bounds: OutboxBounds, kept: Kept, storage: ClientStorage, callbacks: Callbacks) {
    this.#edge = edge;
    this.#outbox = new Outbox(bounds, kept.writes);
    this.#refused = new Map(kept.refused?.map((refused) => [refused.write.clientMessageId, refused]));
    this.#storage = storage;
    this.#callbacks = callbacks;
  }

  /** What is not answered, in the order added. */
  unanswered(): readonly Write[] {
    return this.#outbox.writes();
  }

  /** Messages that were refused for good, and are neither sent again nor discarded. */
  refusedMessages(): readonly RefusedMessage[] {
    return [...this.#refused.values()];
  }

  /** Forgets a message that was refused. */
  discard(clientMessageId: string): void {
    const refused = this.#resolve(clientMessageId);
    if (refused !== undefined) {
      this.#forget(refused.write);
    }
  }

  /** An entry came. It may be one that was thought to be refused: its last answer was `internal`. */
  came(entry: Entry, self: UserId | undefined): void {
    if (entry.clientMessageId !== undefined && entry.sender === self) {
      this.discard(entry.clientMessageId);
    }
  }

  #resolve(clientMessageId: string): RefusedMessage | undefined {
    const refused = this.#refused.get(clientMessageId);
    if (refused !== undefined) {
      this.#refused.delete(clientMessageId);
      this.#callbacks.client((listener) => listener.resolved?.(refused.write));
    }
    return refused;
  }

  /** Takes a write over. The same clientMessageId twice is one write, with two who wait for it. */
  add(write: Write, waiting: Waiting): void {
    if (!this.#outbox.hasRoom(this.#refused.size - (this.#refused.has(write.clientMessageId) ? 1 : 0))) {
      waiting.reject(new CarillonError("overloaded", "too many writes wait for their answers"));
      return;
    }
    this.#resolve(write.clientMessageId);
    this.#waiting.set(write.ref, [...(this.#waiting.get(write.ref) ?? []), waiting]);
    this.#carryOut(this.#outbox.add(write));
  }

  /** A session is open on this connection. */
  connected(connection: Connection, limits: Limits): void {
    this.#session = { connection, limits };
    this.#carryOut(this.#outbox.connected());
  }

  disconnected(): void {
    this.#session = undefined;
    this.#outbox.disconnected();
  }

  sent(frame: SentFrame): void {
    this.#carryOut(this.#outbox.sent(frame));
  }

  refused(failure: Failure): void {
    this.#carryOut(this.#outbox.refused(failure));
  }

  /** The client ends: nobody is left to answer. */
  abandon(reason: CarillonError): void {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const { reject } of all) {
      reject(reason);
    }
  }

  #carryOut(commands: readonly OutboxCommand[]): void {
    for (const command of commands) {
      switch (command.kind) {
        case "keep":
          this.#keep(command.write);
          break;
        case "transmit":
          this.#transmit(command.write);
          break;
        case "answered":
          this.#forget(command.write);
          this.#answered(command.write, command.sent);
          break;
        case "failed":
          this.#failed(command.write, new CarillonError(command.code, command.message));
          break;
        case "retryLater":
          this.#edge.after(command.delayMs, () => this.#carryOut(this.#outbox.retry(command.conversation)));
          break;
      }
    }
  }

  /** At once where the storage is done at once. */
  #keep(write: Write): void {
    const id = write.clientMessageId;
    const failed = (e: unknown): void =>
      this.#carryOut(this.#outbox.notKept(id, e instanceof Error ? e.message : "the write cannot be kept"));
    try {
      const keeping = this.#storage.addWrite(write);
      if (keeping === undefined) {
        this.#carryOut(this.#outbox.kept(id));
      } else {
        keeping.then(() => this.#carryOut(this.#outbox.kept(id)), failed);
      }
    } catch (e) {
      failed(e);
    }
  }

  /** A write that is not forgotten is sent again after a reload, which changes nothing. */
  #forget(write: Write): void {
    void Promise.resolve(this.#storage.removeWrite(write.clientMessageId)).catch(() => {});
  }

  /** A frame over the limit would end the session for good: it fails here instead, as does one that breaks a rule. */
  #transmit(write: Write): void {
    if (this.#session === undefined) {
      return;
    }
    const { connection, limits } = this.#session;
    let message: string;
    try {
      const text = encodeClient(write, limits);
      const bytes = utf8.encode(text).length;
      if (bytes <= limits.maxFrameBytes) {
        connection.sendText(text);
        return;
      }
      message = `frame: ${bytes} bytes (expected: <= ${limits.maxFrameBytes})`;
    } catch (e) {
      message = e instanceof Error ? e.message : "not valid";
    }
    this.refused({ op: "error", ref: write.ref, code: "invalid_field", message });
  }

  #answered(write: Write, { conversation, seq, at }: SentFrame): void {
    const sent: Sent = { conversation, seq, at };
    const waiting = this.#take(write);
    if (waiting.length === 0) {
      this.#callbacks.client((listener) => listener.delivered?.(write, sent));
    }
    for (const { resolve } of waiting) {
      resolve(sent);
    }
  }

  #failed(write: Write, reason: CarillonError): void {
    if (write.op === "send" || write.op === "edit") {
      this.#refuse({ write, code: reason.code, reason: reason.message });
    } else {
      this.#forget(write);
    }
    const waiting = this.#take(write);
    if (waiting.length === 0) {
      this.#callbacks.client((listener) => listener.undelivered?.(write, reason));
    }
    for (const { reject } of waiting) {
      reject(reason);
    }
  }

  /** No word is lost: it stays until its user has said what becomes of it. */
  #refuse(refused: RefusedMessage): void {
    this.#refused.set(refused.write.clientMessageId, refused);
    void Promise.resolve(this.#storage.refuseWrite(refused)).catch(() => {});
    this.#callbacks.client((listener) => listener.refused?.(refused));
  }

  #take(write: Write): readonly Waiting[] {
    const waiting = this.#waiting.get(write.ref) ?? [];
    this.#waiting.delete(write.ref);
    return waiting;
  }
}
