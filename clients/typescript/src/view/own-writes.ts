import type { UserId } from "../protocol/entry.ts";
import type { CarillonError } from "../protocol/errors.ts";
import type { Send } from "../protocol/frames.ts";
import { type Change, changed, type Doer, shownSending } from "./fold.ts";
import type { ShownMessage } from "./shown.ts";

interface Overlay {
  readonly target: number;
  readonly change: Change;
  readonly by: Doer;
  /** Its entry will come. */
  readonly durable?: boolean;
}

/** What the user has written that is not in the log yet, as far as is known: shown before it is durable. */
export class OwnWrites {
  /** Messages by clientMessageId, in the order made. */
  readonly #messages = new Map<string, ShownMessage>();
  readonly #sends = new Map<string, Send>();
  readonly #overlays = new Map<string, Overlay>();

  /** In the order made. */
  get messages(): readonly ShownMessage[] {
    return [...this.#messages.values()];
  }

  sending(write: Send, sender: UserId, at: number): void {
    this.#sends.set(write.clientMessageId, write);
    this.#messages.delete(write.clientMessageId);
    this.#messages.set(write.clientMessageId, shownSending(write, sender, at));
  }

  has(key: string): boolean {
    return this.#messages.has(key);
  }

  /** It is durable; its entry will come. */
  sent(key: string, seq: number, at: number): boolean {
    const message = this.#messages.get(key);
    if (message !== undefined) {
      this.#messages.set(key, { ...message, seq, at, state: "sent" });
    }
    const overlay = this.#overlays.get(key);
    if (overlay !== undefined) {
      this.#overlays.set(key, { ...overlay, durable: true });
    }
    return message !== undefined;
  }

  failed(key: string, error: CarillonError): boolean {
    const message = this.#messages.get(key);
    if (message !== undefined) {
      this.#messages.set(key, { ...message, state: "failed", error });
    }
    return this.#overlays.delete(key) || message !== undefined;
  }

  /** It does not count as refused any more: forgotten, unless it is being sent again here. */
  resolved(key: string): boolean {
    return this.take(key) !== undefined;
  }

  /** Takes a message back that failed, to be sent again. */
  take(key: string): Send | undefined {
    const failed = this.#messages.get(key)?.state === "failed";
    const write = failed ? this.#sends.get(key) : undefined;
    if (write !== undefined) {
      this.forget(key);
    }
    return write;
  }

  /** It is in the log. */
  forget(key: string): boolean {
    this.#sends.delete(key);
    const overlaid = this.#overlays.delete(key);
    return this.#messages.delete(key) || overlaid;
  }

  /** Continuity was lost: entries that should have come will not. */
  forgetDurable(): void {
    const messages = [...this.#messages].filter(([, message]) => message.state === "sent");
    const overlays = [...this.#overlays].filter(([, overlay]) => overlay.durable === true);
    for (const [key] of [...messages, ...overlays]) {
      this.forget(key);
    }
  }

  changing(key: string, overlay: Overlay): void {
    this.#overlays.set(key, overlay);
  }

  /** The message with what is not durable yet. */
  over(message: ShownMessage, self: UserId | undefined): ShownMessage {
    let result = message;
    for (const { target, change, by } of this.#overlays.values()) {
      if (target === message.seq) {
        result = { ...changed(result, change, by, self), pending: true };
      }
    }
    return result;
  }

  /** Seqs of messages that are shown otherwise than the log has them. */
  get targets(): ReadonlySet<number> {
    return new Set([...this.#overlays.values()].map((overlay) => overlay.target));
  }
}
