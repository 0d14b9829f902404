import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { Cursors } from "../protocol/frames.ts";

/** What the engine wants done, in order. */
export type SyncCommand =
  /** Show this entry: its predecessor was shown before, or was given up in a `reset`. */
  | { readonly kind: "deliver"; readonly entry: Entry }
  /** Continuity is lost: nothing up to `afterSeq` will come that has not come. What comes next is `afterSeq + 1`. */
  | {
      readonly kind: "reset";
      readonly conversation: ConversationId;
      readonly afterSeq: number;
      /** The oldest entry that the server would still show. */
      readonly firstSeq: number;
    }
  /** The user is a member no more, and what was to be shown was: nothing need be kept of the conversation. */
  | { readonly kind: "ended"; readonly conversation: ConversationId }
  /** Send a `sync` with these cursors, in this order. */
  | SyncRequest
  /** Call `check` for this conversation in a while; the further the attempt, from 0, the longer the while. */
  | { readonly kind: "checkLater"; readonly conversation: ConversationId; readonly attempt: number };

export interface SyncRequest {
  readonly kind: "request";
  readonly ref: string;
  readonly cursors: Cursors;
}

/** What an engine may hold and ask for at a time. */
export interface SyncBounds {
  /** Live entries that wait for earlier ones, over all conversations; more are dropped and fetched again. */
  readonly maxHeldEntries: number;
  /** Conversations that are being synced at a time: bounds the pages on their way. */
  readonly maxConversationsInFlight: number;
  /** Cursors in one `sync`. */
  readonly maxConversationsPerRequest: number;
}

export const DEFAULT_SYNC_BOUNDS: SyncBounds = {
  maxHeldEntries: 1_024,
  maxConversationsInFlight: 32,
  maxConversationsPerRequest: 16,
};

/** How far a device is in each conversation: worth keeping, if it shall go on there after a restart. */
export interface SyncCursors {
  /** The store's epoch that the seqs belong to; absent: not known yet. */
  readonly epoch?: string;
  readonly seqs: Cursors;
}

export const NO_CURSORS: SyncCursors = { seqs: new Map() };
