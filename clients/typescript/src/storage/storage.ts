import type { ErrorCode } from "../protocol/codes.ts";
import type { ConversationId, ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import type { Edit, Send, Write } from "../protocol/frames.ts";
import type { SyncCursors } from "../sync/commands.ts";

/** What a storage has kept of earlier runs. */
export interface Kept {
  /** The installation's own name. */
  readonly device: string;
  readonly cursors: SyncCursors;
  /** Unanswered writes, in the order in which they were added. */
  readonly writes: readonly Write[];
  /** Messages and edits that were refused for good and are neither sent again nor discarded, in the order made. */
  readonly refused?: readonly RefusedMessage[];
  /** The user and the conversations, as they were known last. */
  readonly roster?: KeptRoster;
}

/** A message, or another text for one, that the server will not have, and why. Plain data. */
export interface RefusedMessage {
  readonly write: Send | Edit;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** Who the user is, and of what a member. */
export interface KeptRoster {
  readonly user: UserId;
  /** The latest active first. */
  readonly conversations: readonly ConversationSummary[];
}

interface KeptMessage {
  readonly seq: number;
  readonly text?: string;
  readonly editedAt?: number;
  readonly deletedAt?: number;
}

/** The newest messages of a conversation as the server's history had them. Plain data, and more than is named here. */
export interface KeptPage {
  /** Everything up to here is in it. */
  readonly untilSeq: number;
  readonly page: { readonly messages: readonly KeptMessage[] };
}

/** What the listeners have taken since the last batch. */
export interface Batch {
  /** The store's epoch that everything in the batch belongs to. */
  readonly epoch: string | undefined;
  /** Whether everything kept before belongs to another epoch, and is to be forgotten. */
  readonly anotherEpoch: boolean;
  /** Conversations of which everything kept before is to be forgotten: the user has left them. */
  readonly ended: ReadonlySet<ConversationId>;
  /** Conversations whose kept entries are to be forgotten: those of this batch do not follow them. */
  readonly moved: ReadonlySet<ConversationId>;
  /** In order, those of a conversation without holes. */
  readonly entries: readonly Entry[];
  readonly seqs: ReadonlyMap<ConversationId, number>;
  /** As of now; absent: as it was kept before. */
  readonly roster?: KeptRoster;
}

/**
 * Keeps unanswered and refused writes, cursors and entries, so that they survive a reload. Used by one client at a
 * time, which opens it with the first call of `load` and closes it.
 */
export interface ClientStorage {
  /**
   * What was kept.
   *
   * @param device the installation's name from now on, if it has none yet
   * @param looks whether no batch will be kept by who calls. Otherwise those of others who did so until now, such as a
   *     page that was frozen and goes on, are not kept any more
   */
  load(device: string, looks?: boolean): Promise<Kept>;

  /**
   * Keeps a write, once, whoever does it; when the promise is done, it is as safe as this storage makes it. It is not
   * sent before. If it is kept as refused, it is so no more.
   */
  addWrite(write: Write): void | Promise<void>;

  /** Keeps a message as refused, instead of as a write. */
  refuseWrite(refused: RefusedMessage): void | Promise<void>;

  /**
   * Forgets a write, also one that is kept as refused. If that is lost in a crash, the write is sent again, which
   * changes nothing.
   */
  removeWrite(clientMessageId: string): void | Promise<void>;

  /**
   * Keeps entries and cursors, all of a batch or nothing. Words that an entry of it took away, by a deletion or an
   * edit, are kept no longer, neither in entries nor in a page.
   */
  keep(batch: Batch): void | Promise<void>;

  /**
   * The last `limit` entries kept of a conversation before `beforeSeq`, in the order of seq, without holes between
   * them.
   */
  entriesBefore(conversation: ConversationId, beforeSeq: number, limit: number): Promise<readonly Entry[]>;

  /** Keeps the newest page of a conversation instead of a former one; without it there is only less to be shown. */
  keepPage(conversation: ConversationId, page: KeptPage): void | Promise<void>;

  /** What {@link keepPage} has kept; undefined if it has not, or continuity was lost since. */
  page(conversation: ConversationId): Promise<KeptPage | undefined>;

  close(): void;
}
