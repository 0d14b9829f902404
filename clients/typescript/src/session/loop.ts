import type { ConversationId, ConversationSummary, UserId } from "../protocol/entry.ts";
import type { ClientFrame, Write } from "../protocol/frames.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { SyncCursors } from "../sync/commands.ts";
import type { ClientState, EntryListener, Sent } from "./listeners.ts";

/** The inside of a client, in this page or in another one of the same browser. */
export interface Loop {
  /** Of a client that tabs share. */
  readonly role?: "leader" | "follower";
  connect(): Promise<UserId>;
  /** The network changed, or the device woke up. */
  hinted(): void;
  readonly state: ClientState;
  readonly user: UserId | undefined;
  conversations(): readonly ConversationSummary[];
  conversation(id: ConversationId): ConversationSummary | undefined;
  cursor(conversation: ConversationId): number | undefined;
  cursors(): SyncCursors;
  unanswered(): readonly Write[];
  refused(): readonly RefusedMessage[];
  discard(clientMessageId: string): void;
  /** @throws InvalidValueError if it breaks a rule */
  write(write: Write): Promise<Sent>;
  /** @throws InvalidValueError if it breaks a rule */
  send(frame: ClientFrame): void;
  read(conversation: ConversationId, seq: number): void;
  typing(conversation: ConversationId): void;
  listen(conversation: ConversationId, listener: EntryListener, afterSeq: number | undefined): void;
  unlisten(conversation: ConversationId, listener: EntryListener): void;
  keep(): Promise<void>;
  close(): Promise<void>;
}
