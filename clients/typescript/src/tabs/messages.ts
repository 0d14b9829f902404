import type { ConversationId, ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import { errorCodeOf } from "../protocol/codes.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { ClientFrame, Write } from "../protocol/frames.ts";
import type { ClientListener, ClientState, Sent } from "../session/listeners.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { SyncCursors } from "../sync/commands.ts";

/** A refusal as plain data: errors lose their class on the way to another page. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly closeCode?: number;
}

export function plainError(error: unknown): PlainError {
  if (error instanceof CarillonError) {
    const { code, message, closeCode } = error;
    return { code, message, ...(closeCode === undefined ? {} : { closeCode }) };
  }
  return { code: "internal", message: String(error) };
}

export function errorOf({ code, message, closeCode }: PlainError): CarillonError {
  return new CarillonError(errorCodeOf(code), message, closeCode === undefined ? {} : { closeCode });
}

/** How the leader's client stands. */
export interface Snapshot {
  readonly state: ClientState;
  readonly user?: UserId;
  readonly conversations: readonly ConversationSummary[];
  /** Up to where the leader has told the others. */
  readonly cursors: SyncCursors;
  readonly unanswered: readonly Write[];
  readonly refused: readonly RefusedMessage[];
}

/** Calls of a {@link ClientListener} whose arguments are plain data. */
export type PlainCall = Exclude<keyof ClientListener, "closed" | "undelivered">;

/** What the leader tells all tabs, its own page too. */
export type News =
  | { readonly news: "leads"; readonly leader: string; readonly snapshot: Snapshot }
  | { readonly news: "entry"; readonly entry: Entry }
  | {
      readonly news: "reset";
      readonly conversation: ConversationId;
      readonly afterSeq: number;
      readonly firstSeq: number;
    }
  | { readonly news: "call"; readonly name: PlainCall; readonly args: readonly unknown[] }
  | {
      readonly news: "state";
      readonly state: ClientState;
      /** Only of a new session. */
      readonly session?: {
        readonly user: UserId;
        readonly epoch: string | undefined;
        readonly conversations: Snapshot["conversations"];
      };
    }
  | { readonly news: "closed"; readonly reason: PlainError }
  | { readonly news: "read"; readonly conversation: ConversationId; readonly seq: number }
  | { readonly news: "answered"; readonly write: Write; readonly sent: Sent }
  | { readonly news: "failed"; readonly write: Write; readonly reason: PlainError }
  | { readonly news: "kept"; readonly id: string }
  | { readonly news: "pong"; readonly leader: string; readonly hiddenMs: number };

/** What tabs ask of their leader. */
export type Ask =
  | { readonly ask: "hello"; readonly tab: string }
  | { readonly ask: "ping"; readonly tab: string }
  | { readonly ask: "bye"; readonly tab: string }
  | { readonly ask: "connect" }
  | { readonly ask: "hinted" }
  | { readonly ask: "write"; readonly write: Write }
  | { readonly ask: "discard"; readonly id: string }
  | { readonly ask: "send"; readonly tab: string; readonly frame: ClientFrame }
  | { readonly ask: "read"; readonly conversation: ConversationId; readonly seq: number }
  | { readonly ask: "typing"; readonly conversation: ConversationId }
  | { readonly ask: "keep"; readonly id: string };

export type TabMessage = News | Ask;
