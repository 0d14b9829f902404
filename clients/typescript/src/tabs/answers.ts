import type { CarillonError } from "../protocol/errors.ts";
import type { Write } from "../protocol/frames.ts";
import type { ClientListener, Sent, Taken } from "../session/listeners.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import { errorOf, type News } from "./messages.ts";

/** Who waits for something. */
export interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: CarillonError) => void;
}

/** Writes without an answer, as one tab knows them, and who waits for the answers in this page. */
export class Answers {
  readonly #tell: (call: (listener: ClientListener) => Taken) => void;
  readonly #waiting = new Map<string, Waiting<Sent>[]>();
  readonly #writes = new Map<string, Write>();
  readonly #refused = new Map<string, RefusedMessage>();

  /** @param tell of answers that nobody here waits for */
  constructor(
    unanswered: readonly Write[],
    refused: readonly RefusedMessage[],
    tell: (call: (listener: ClientListener) => Taken) => void,
  ) {
    this.#tell = tell;
    this.#learned(unanswered);
    refused.forEach((one) => this.#refuse(one));
  }

  /** In the order made. */
  unanswered(): readonly Write[] {
    return [...this.#writes.values()];
  }

  refused(): readonly RefusedMessage[] {
    return [...this.#refused.values()];
  }

  /** Takes what the leader tells. */
  heard(news: News): void {
    switch (news.news) {
      case "leads":
        this.#learned(news.snapshot.unanswered);
        return news.snapshot.refused
          .filter((one) => !this.#refused.has(one.write.clientMessageId))
          .forEach((one) => {
            this.#refuse(one);
            this.#tell((listener) => listener.refused?.(one));
          });
      case "answered":
        return this.#answered(news.write, news.sent);
      case "failed":
        return this.#failed(news.write, errorOf(news.reason));
      case "call":
        // The page is told by its mirror.
        if (news.name === "refused") {
          this.#refuse(news.args[0] as RefusedMessage);
        } else if (news.name === "resolved") {
          this.#refused.delete((news.args[0] as Write).clientMessageId);
        }
        return undefined;
      default:
        return undefined;
    }
  }

  #refuse(refused: RefusedMessage): void {
    this.#refused.set(refused.write.clientMessageId, refused);
  }

  /** The user does not want it any more. */
  discarded(clientMessageId: string): void {
    const refused = this.#refused.get(clientMessageId);
    if (refused !== undefined) {
      this.#refused.delete(clientMessageId);
      this.#tell((listener) => listener.resolved?.(refused.write));
    }
  }

  /** Those that somebody here waits for. */
  own(): readonly Write[] {
    return this.unanswered().filter((write) => this.#waiting.has(write.clientMessageId));
  }

  /** Writes of other tabs, or of earlier runs. */
  #learned(writes: readonly Write[]): void {
    for (const write of writes) {
      this.#writes.set(write.clientMessageId, write);
    }
  }

  add(write: Write, waiting: Waiting<Sent>): void {
    const id = write.clientMessageId;
    this.#writes.set(id, write);
    this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), waiting]);
  }

  #answered(write: Write, sent: Sent): void {
    const waiting = this.#taken(write);
    if (waiting.length === 0) {
      this.#tell((listener) => listener.delivered?.(write, sent));
    }
    waiting.forEach(({ resolve }) => resolve(sent));
  }

  #failed(write: Write, reason: CarillonError): void {
    const waiting = this.#taken(write);
    if (waiting.length === 0) {
      this.#tell((listener) => listener.undelivered?.(write, reason));
    }
    waiting.forEach(({ reject }) => reject(reason));
  }

  /** Nobody is left to answer. */
  abandon(reason: CarillonError): void {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    all.forEach(({ reject }) => reject(reason));
  }

  #taken({ clientMessageId }: Write): readonly Waiting<Sent>[] {
    const waiting = this.#waiting.get(clientMessageId) ?? [];
    this.#waiting.delete(clientMessageId);
    this.#writes.delete(clientMessageId);
    return waiting;
  }
}
