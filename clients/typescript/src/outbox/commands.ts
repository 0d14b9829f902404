import type { ErrorCode } from "../protocol/codes.ts";
import type { ConversationId } from "../protocol/entry.ts";
import type { SentFrame, Write } from "../protocol/frames.ts";

/** What the outbox wants done, in order. */
export type OutboxCommand =
  /** Keep this write, then call `kept` or `notKept`; it is not sent before. */
  | { readonly kind: "keep"; readonly write: Write }
  /** Send this frame. */
  | { readonly kind: "transmit"; readonly write: Write }
  /** It is durable: tell the caller, and forget what was kept. */
  | { readonly kind: "answered"; readonly write: Write; readonly sent: SentFrame }
  /** It was refused for good: tell the caller; words are kept as refused, all else forgotten. */
  | { readonly kind: "failed"; readonly write: Write; readonly code: ErrorCode; readonly message: string }
  /** Call `retry` for this conversation after this time. */
  | { readonly kind: "retryLater"; readonly conversation: ConversationId; readonly delayMs: number };

/** What an outbox may hold and send at a time. */
export interface OutboxBounds {
  /** Writes that wait for their answers, and messages that were refused; more are not taken over. */
  readonly maxWrites: number;
  /** Writes on their way at a time, over all conversations. */
  readonly maxInFlight: number;
  /**
   * 1 keeps the order of a conversation whatever happens; with more, a write that is refused for the moment may be
   * overtaken by those on their way.
   */
  readonly maxInFlightPerConversation: number;
  /** Answers `internal` to one write after which it fails. */
  readonly maxAttempts: number;
  /** First wait after a refusal that names no time, in milliseconds; doubles. */
  readonly minRetryMs: number;
  /** Longest wait after a refusal, in milliseconds. */
  readonly maxRetryMs: number;
}

export const DEFAULT_OUTBOX_BOUNDS: OutboxBounds = {
  maxWrites: 10_000,
  maxInFlight: 128,
  maxInFlightPerConversation: 1,
  maxAttempts: 10,
  minRetryMs: 500,
  maxRetryMs: 30_000,
};
