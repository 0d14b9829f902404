import { freshClientMessageId } from "./ids.ts";
import type { Attachment, ConversationId, ConversationSummary, Entry } from "./protocol/entry.ts";
import { compact } from "./protocol/json.ts";
import type { Write } from "./protocol/frames.ts";
import { checkedInteger, checkedToken } from "./protocol/rules.ts";
import type { Loop } from "./session/loop.ts";
import type { EntryListener, Sent } from "./session/listeners.ts";
import type { ClientStorage, KeptPage } from "./storage/storage.ts";

/** A message that is not sent yet. */
export interface Draft {
  /** At most `limits.maxTextChars` UTF-16 units; may be empty if there are attachments. */
  readonly text: string;
  /** The message's own key: sending the same key again is the same message. Default: a fresh one. */
  readonly clientMessageId?: string;
  /** Seq of the message that this one answers. */
  readonly replyTo?: number;
  /** Seq of the message whose thread this one belongs to. */
  readonly thread?: number;
  readonly attachments?: readonly Attachment[];
}

/** A listener, or only its function for entries. */
export type EntryListening = EntryListener | EntryListener["entry"];

/** The listener that is meant. */
export function listenerOf(listening: EntryListening): EntryListener {
  return typeof listening === "function" ? { entry: listening } : listening;
}

type Change =
  | { readonly op: "edit"; readonly seq: number; readonly text: string }
  | { readonly op: "delete"; readonly seq: number }
  | { readonly op: "react" | "unreact"; readonly seq: number; readonly emoji: string };

/**
 * One conversation, as this client's user. A handle without state of its own; several may exist.
 *
 * Writes are done when they are durable, and fail with a {@link CarillonError} when they are refused. They are kept
 * while there is no connection and sent again after a lost one, in order; none is ever written twice. What breaks a
 * rule of the protocol, such as a blank text, throws {@link InvalidValueError} at once.
 */
export class Conversation {
  readonly id: ConversationId;
  readonly #loop: Loop;
  readonly #storage: ClientStorage;

  /** @internal Made by `CarillonClient.conversation`. */
  constructor(id: ConversationId, loop: Loop, storage: ClientStorage) {
    this.id = checkedToken("conversation", id);
    this.#loop = loop;
    this.#storage = storage;
  }

  /** Name, unread and the like, if the user is a member. */
  summary(): ConversationSummary | undefined {
    return this.#loop.conversation(this.id);
  }

  /** Posts a message. */
  send(message: string | Draft): Promise<Sent> {
    const draft = typeof message === "string" ? { text: message } : message;
    const key = draft.clientMessageId ?? freshClientMessageId();
    return this.#loop.write(
      compact({
        op: "send" as const,
        ref: key,
        conversation: this.id,
        clientMessageId: key,
        text: draft.text,
        replyTo: draft.replyTo,
        thread: draft.thread,
        attachments: draft.attachments,
      }) as Write,
    );
  }

  /**
   * Gives one's own message another text.
   *
   * @param key of the write itself, as a draft may have one; here and below
   */
  edit(seq: number, text: string, key?: string): Promise<Sent> {
    return this.#change({ op: "edit", seq, text }, key);
  }

  /** Takes a message back: one's own, or as a moderator anyone's. */
  delete(seq: number, key?: string): Promise<Sent> {
    return this.#change({ op: "delete", seq }, key);
  }

  /** @param emoji at most 32 UTF-16 units */
  react(seq: number, emoji: string, key?: string): Promise<Sent> {
    return this.#change({ op: "react", seq, emoji }, key);
  }

  unreact(seq: number, emoji: string, key?: string): Promise<Sent> {
    return this.#change({ op: "unreact", seq, emoji }, key);
  }

  #change(change: Change, key = freshClientMessageId()): Promise<Sent> {
    return this.#loop.write({ ...change, ref: key, conversation: this.id, clientMessageId: key });
  }

  /** Says that the user has seen everything up to `seq`; not answered, and lost while there is no connection. */
  markRead(seq: number): void {
    this.#loop.read(this.id, seq);
  }

  /** Says that the user is typing; sent at most once in three seconds, however often it is called. */
  typing(): void {
    this.#loop.typing(this.id);
  }

  /**
   * Shows this conversation's entries to a listener of its own, instead of the client's.
   *
   * @param from where to begin: after `afterSeq`, 0 is all that the user may see; without it from here on. Where that
   *     is further back than the server syncs, `reset` says where it begins.
   * @returns takes the listener away again
   */
  listen(listening: EntryListening, from: { readonly afterSeq?: number } = {}): () => void {
    const listener = listenerOf(listening);
    const afterSeq = from.afterSeq === undefined ? undefined : checkedInteger("afterSeq", from.afterSeq, 0);
    this.#loop.listen(this.id, listener, afterSeq);
    return () => this.#loop.unlisten(this.id, listener);
  }

  /**
   * What the client's storage has kept of this conversation: the last `limit` entries before `beforeSeq`, in the order
   * of seq, without holes between them. For showing something before there is a connection.
   */
  kept(limit: number, beforeSeq: number = Number.MAX_SAFE_INTEGER): Promise<readonly Entry[]> {
    return this.#storage.entriesBefore(this.id, beforeSeq, limit);
  }

  /** @internal Has the storage keep the newest page of the server's history. */
  async keepPage(page: KeptPage): Promise<void> {
    await this.#storage.keepPage(this.id, page);
  }

  /** @internal What {@link keepPage} has kept. */
  keptPage(): Promise<KeptPage | undefined> {
    return this.#storage.page(this.id);
  }
}
