import type { ConversationId, ConversationSummary, Entry } from "../protocol/entry.ts";
import type { CarillonError } from "../protocol/errors.ts";
import type {
  Announce,
  Headcount,
  PresenceNotice,
  Receipt,
  ServerFrame,
  TypingNotice,
  Watermarks,
  Write,
} from "../protocol/frames.ts";
import type { RefusedMessage } from "../storage/storage.ts";

/**
 * How a client stands with the server.
 *
 * - `disconnected`: no connection; after the first `connect`, another attempt comes by itself.
 * - `connecting`: an attempt is on its way.
 * - `syncing`: the session is open, and what was missed is being fetched. Everything can be done already.
 * - `connected`: the session is open and nothing is known to be missing.
 * - `closed`: over, for good: closed by the application, or by the server for a reason that does not pass by itself.
 */
export type ClientState = "disconnected" | "connecting" | "syncing" | "connected" | "closed";

/** Whether a session is open. */
export function isOnline(state: ClientState): boolean {
  return state === "syncing" || state === "connected";
}

/** A write that is durable. */
export interface Sent {
  readonly conversation: ConversationId;
  /** Of the entry that it became. */
  readonly seq: number;
  /** When, in milliseconds since 1970 UTC. */
  readonly at: number;
}

/** What a listener may give back: nothing, or a promise, which is waited for before the next call. */
export type Taken = void | PromiseLike<void>;

/**
 * Is shown the entries of conversations: of each in the order of seq, every one once.
 *
 * Calls of one client come one at a time. An entry counts as received, for the server's acks and for the storage,
 * when its call has returned and the promise that it may have given back is done; meanwhile the client goes on, and
 * lets the server keep what does not fit (4,096 calls). A listener that throws is reported, and its entry counts as
 * taken.
 */
export interface EntryListener {
  entry(entry: Entry): Taken;

  /**
   * Continuity is lost: nothing up to `afterSeq` will be shown that was not. Whoever shows a conversation loads its
   * history anew; the next call is for `afterSeq + 1`.
   *
   * @param firstSeq the oldest entry that the server would still show
   */
  reset?(conversation: ConversationId, afterSeq: number, firstSeq: number): Taken;
}

/** Is told what happens beside the logs. Called one at a time, in turn with the calls of {@link EntryListener}. */
export interface ClientListener {
  stateChanged?(state: ClientState): Taken;

  /** There is no connection; the next attempt comes by itself after this time, in milliseconds. */
  nextAttempt?(delayMs: number): Taken;

  /**
   * The client is closed for a reason that does not pass by itself; `stateChanged("closed")` comes before. With the
   * code `too_many_sessions` a newer session of the user took the place of this one.
   */
  closed?(reason: CarillonError): Taken;

  /** This user has become a member. */
  joined?(conversation: ConversationSummary): Taken;

  /** This user is a member no more. */
  left?(conversation: ConversationId): Taken;

  /**
   * What was kept of a conversation is forgotten, as this user is a member no more: learnt with `left`, or with the
   * next session. Whoever keeps something of it besides forgets that, too.
   */
  forgotten?(conversation: ConversationId): Taken;

  /** Users are typing; forget it after six seconds, or with the next message of that user. */
  typing?(typing: TypingNotice): Taken;

  /** How far a member has come. Each seq only grows; a lower one than before says nothing new. */
  receipt?(receipt: Receipt): Taken;

  /** How many members of a large conversation have come how far. */
  watermarks?(watermarks: Watermarks): Taken;

  /** A user who is watched is seen as something else. */
  presence?(presence: PresenceNotice): Taken;

  /** How many members of a conversation that is watched are there. */
  headcount?(headcount: Headcount): Taken;

  /** Those who run the server tell everybody who is connected. */
  announced?(announce: Announce): Taken;

  /** The user's notification settings were changed, on this device or another one. */
  notificationsChanged?(): Taken;

  /** The server has lost its store: sends may wait. */
  degraded?(reason: string): Taken;

  recovered?(): Taken;

  /** A write that an earlier run of the program left in the outbox was answered. */
  delivered?(write: Write, sent: Sent): Taken;

  /** A write that an earlier run of the program left in the outbox was refused. */
  undelivered?(write: Write, reason: CarillonError): Taken;

  /** A message or an edit was refused for good, whoever sent it: it stays until it is sent again or discarded. */
  refused?(refused: RefusedMessage): Taken;

  /** It counts as refused no more: it was discarded, or is sent again. */
  resolved?(write: Write): Taken;
}

/** What goes to a listener as it is. */
export type Heard = ServerFrame & {
  op:
    | "receipt"
    | "watermarks"
    | "typing"
    | "presence"
    | "headcount"
    | "announce"
    | "notifications"
    | "degraded"
    | "recovered";
};

export function tell(listener: ClientListener, frame: Heard): Taken {
  switch (frame.op) {
    case "receipt":
      return listener.receipt?.(frame);
    case "watermarks":
      return listener.watermarks?.(frame);
    case "typing":
      return listener.typing?.(frame);
    case "presence":
      return listener.presence?.(frame);
    case "headcount":
      return listener.headcount?.(frame);
    case "announce":
      return listener.announced?.(frame);
    case "notifications":
      return listener.notificationsChanged?.();
    case "degraded":
      return listener.degraded?.(frame.reason);
    case "recovered":
      return listener.recovered?.();
  }
}
