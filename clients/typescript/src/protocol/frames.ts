import type { ErrorCode } from "./codes.ts";
import type { Attachment, ConversationId, ConversationSummary, Entry, PresenceStatus, UserId } from "./entry.ts";
import type { Limits } from "./limits.ts";

/** Up to where a device has each conversation; the order counts in `sync`. */
export type Cursors = ReadonlyMap<ConversationId, number>;

/** Opens the session: the first frame, once. */
export interface Hello {
  readonly op: "hello";
  readonly token?: string;
  readonly ticket?: string;
  readonly device: string;
  readonly epoch?: string;
  readonly cursors?: Cursors;
}

interface WriteHead {
  readonly ref: string;
  readonly conversation: ConversationId;
  readonly clientMessageId: string;
}

/** Posts a message. */
export interface Send extends WriteHead {
  readonly op: "send";
  readonly text: string;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly attachments?: readonly Attachment[];
}

/** Gives one's own message another text. */
export interface Edit extends WriteHead {
  readonly op: "edit";
  readonly seq: number;
  readonly text: string;
}

/**
 * A request that appends an entry; answered by `sent`, and by the same `sent` if it is repeated with the same
 * clientMessageId. Plain data: storages keep it as it is.
 */
export type Write =
  | Send
  | Edit
  | (WriteHead & { readonly op: "delete"; readonly seq: number })
  | (WriteHead & { readonly op: "react"; readonly seq: number; readonly emoji: string })
  | (WriteHead & { readonly op: "unreact"; readonly seq: number; readonly emoji: string });

/** Asks for what is missing; `limit` bounds the entries a conversation, 0 or none is the server's choice. */
export interface Sync {
  readonly op: "sync";
  readonly ref: string;
  readonly epoch?: string;
  readonly cursors: Cursors;
  readonly limit?: number;
}

export interface Presence {
  readonly op: "presence";
  readonly status: PresenceStatus;
  /** Nobody is at the device; left out, who is away is idle and nobody else. */
  readonly idle?: boolean;
}

export function isIdle(presence: Presence): boolean {
  return presence.idle ?? presence.status === "away";
}

export interface Watch {
  readonly op: "watch";
  readonly users: readonly UserId[];
  readonly conversations?: readonly ConversationId[];
}

/** What a client sends. */
export type ClientFrame =
  | Hello
  | Write
  | Sync
  | { readonly op: "ack"; readonly cursors: Cursors }
  | { readonly op: "read"; readonly conversation: ConversationId; readonly seq: number }
  | { readonly op: "typing"; readonly conversation: ConversationId }
  | Presence
  | Watch
  | { readonly op: "ping" };

/** The session is open; live entries of each conversation follow after its `headSeq`. */
export interface Welcome {
  readonly op: "welcome";
  readonly user: UserId;
  readonly session: string;
  readonly node: string;
  readonly epoch: string;
  readonly ticket: string;
  /** In milliseconds since 1970 UTC. */
  readonly ticketExpiresAt: number;
  readonly heartbeatSeconds: number;
  readonly limits: Limits;
  readonly conversations: readonly ConversationSummary[];
}

/** Reply to `sync`: the entries after the cursor; `more`: ask again after the last one. */
export interface Entries {
  readonly op: "entries";
  readonly ref: string;
  readonly conversation: ConversationId;
  readonly entries: readonly Entry[];
  readonly headSeq: number;
  readonly more: boolean;
}

/** Reply to `sync` where continuity cannot be proven: go on after `headSeq`. */
export interface Reset {
  readonly op: "reset";
  readonly ref: string;
  readonly conversation: ConversationId;
  readonly epoch: string;
  readonly headSeq: number;
  readonly firstSeq: number;
}

/** Reply to a write: it is durable. */
export interface SentFrame {
  readonly op: "sent";
  readonly ref: string;
  readonly conversation: ConversationId;
  readonly seq: number;
  readonly at: number;
}

/** A request was refused and changed nothing. */
export interface Failure {
  readonly op: "error";
  readonly ref?: string;
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** How far a member's devices have received, and the member has read. */
export interface Receipt {
  readonly op: "receipt";
  readonly conversation: ConversationId;
  readonly user: UserId;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** How many members of a large conversation have come how far; the highest seq first. */
export interface Watermarks {
  readonly op: "watermarks";
  readonly conversation: ConversationId;
  readonly members: number;
  readonly marks: readonly { readonly seq: number; readonly delivered: number; readonly read: number }[];
}

export interface TypingNotice {
  readonly op: "typing";
  readonly conversation: ConversationId;
  readonly users: readonly UserId[];
}

export interface PresenceNotice {
  readonly op: "presence";
  readonly user: UserId;
  readonly status: PresenceStatus;
  /** In milliseconds since 1970 UTC, if known. */
  readonly lastSeenAt?: number;
}

export interface Headcount {
  readonly op: "headcount";
  readonly conversation: ConversationId;
  readonly members: number;
  readonly online: number;
}

/** The node wants this session to be opened elsewhere, after this time. */
export interface Drain {
  readonly op: "drain";
  readonly reconnectAfterMs: number;
  readonly ticket?: string;
  /** Address of a server that has room; absent: through the client's own. */
  readonly to?: string;
}

/** Those who run the server tell everybody who is connected. Not kept; the same `id` is the same announcement. */
export interface Announce {
  readonly op: "announce";
  readonly id: string;
  /** In milliseconds since 1970 UTC. */
  readonly at: number;
  readonly by: UserId;
  readonly text: string;
}

/** What the server sends. */
export type ServerFrame =
  | Welcome
  | { readonly op: "entry"; readonly entry: Entry }
  | Entries
  | Reset
  | SentFrame
  | Failure
  | { readonly op: "joined"; readonly conversation: ConversationSummary }
  | { readonly op: "left"; readonly conversation: ConversationId }
  | Receipt
  | Watermarks
  | TypingNotice
  | PresenceNotice
  | Headcount
  | { readonly op: "lagging"; readonly conversations: readonly ConversationId[] }
  | { readonly op: "degraded"; readonly reason: string }
  | { readonly op: "recovered" }
  | Announce
  | { readonly op: "notifications" }
  | Drain
  | { readonly op: "pong" };
