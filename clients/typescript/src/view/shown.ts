import type { LastReply, Reaction } from "../http/answers.ts";
import type { Attachment, ConversationId, EntryBody, UserId } from "../protocol/entry.ts";
import type { CarillonError } from "../protocol/errors.ts";

/** A message as it is to be seen now. Never changed: another state is another object. */
export interface ShownMessage {
  /** The same while the message is shown, also from sending to sent: a key for lists. */
  readonly key: string;
  readonly conversation: ConversationId;
  /** Absent until it is durable. */
  readonly seq?: number;
  readonly sender: UserId;
  /** In milliseconds since 1970 UTC; by the own clock until it is durable. */
  readonly at: number;
  /** Absent once deleted. */
  readonly text?: string;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly attachments: readonly Attachment[];
  readonly editedAt?: number;
  readonly deletedAt?: number;
  readonly reactions: readonly Reaction[];
  /** Messages in its thread. */
  readonly replies: number;
  /** The newest of them. */
  readonly lastReply?: LastReply;
  readonly state: "sending" | "sent" | "failed";
  /** Why it failed. */
  readonly error?: CarillonError;
  /** Whether an edit, a reaction or a deletion of it is shown that is not durable yet. */
  readonly pending: boolean;
}

/** Something besides messages that happened in a conversation, where it is known. */
export interface Notice {
  readonly seq: number;
  readonly at: number;
  readonly sender: UserId;
  readonly body: NoticeBody;
}

export type NoticeBody = Extract<EntryBody, { readonly type: "joined" | "left" | "role" | "renamed" | "settings" }>;

/** What is to be seen of one conversation, or of one thread. */
export interface TimelineView {
  readonly conversation: ConversationId;
  /** `failed`: there is nothing to be shown, and `error` says why. */
  readonly status: "loading" | "ready" | "failed";
  readonly error?: CarillonError;
  /** In the order of seq, one's own unanswered and failed ones last. */
  readonly messages: readonly ShownMessage[];
  /** In the order of seq, within the messages. Only what came live or was kept. */
  readonly notices: readonly Notice[];
  /** The message that a thread is about. */
  readonly root?: ShownMessage;
  /** There is nothing before. */
  readonly atStart: boolean;
  /** What comes is shown. Otherwise there are newer messages than those here. */
  readonly atEnd: boolean;
  /** Messages that came and are not shown, as there are others between. */
  readonly newer: number;
  readonly loadingBefore: boolean;
  readonly loadingAfter: boolean;
  /** Behind this seq goes the unread line: before what came while the user did not look at the end. */
  readonly unreadAfter: number;
  readonly headSeq: number;
  /** Grows whenever the messages are others than before: it was opened, jumped in, or continuity was lost. */
  readonly generation: number;
  /** The seq that was jumped to. */
  readonly focus?: number;
}
