import type { CarillonClient } from "../client.ts";
import type { Conversation, Draft } from "../conversation.ts";
import { freshClientMessageId } from "../ids.ts";
import type { ConversationId, Entry } from "../protocol/entry.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { Send, Write } from "../protocol/frames.ts";
import { compact } from "../protocol/json.ts";
import type { Sent } from "../session/listeners.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { Change } from "./fold.ts";
import { OwnWrites } from "./own-writes.ts";
import type { ShownMessage } from "./shown.ts";
import type { DurableMessage } from "./window.ts";

/** What a user does to a message. */
type Doing = Change extends infer C ? (C extends { target: number } ? Omit<C, "target"> : never) : never;

/** What is written to one conversation, and shown before it is durable. */
export class Writing {
  readonly #client: CarillonClient;
  readonly #conversation: Conversation;
  readonly #wallMs: () => number;
  readonly #changed: () => void;
  readonly #own = new OwnWrites();

  /**
   * Begins with what earlier runs have left in the outbox, and what was refused.
   *
   * @param changed told when something else is to be shown
   */
  constructor(client: CarillonClient, id: ConversationId, wallMs: () => number, changed: () => void) {
    this.#client = client;
    this.#conversation = client.conversation(id);
    this.#wallMs = wallMs;
    this.#changed = changed;
    client
      .refused()
      .filter(({ write }) => write.conversation === id)
      .forEach((one) => this.#refuse(one));
    client
      .unanswered()
      .filter(({ conversation }) => conversation === id)
      .forEach((one) => this.#show(one));
  }

  #show(write: Write): void {
    const by = { sender: this.#client.user ?? "", at: this.#wallMs() };
    if (write.op === "send") {
      this.#own.sending(write, by.sender, by.at);
    } else {
      this.#own.changing(write.clientMessageId, { target: write.seq, change: changeOf(write), by });
    }
  }

  send(message: string | Draft): Promise<Sent> {
    const draft = typeof message === "string" ? { text: message } : message;
    const key = draft.clientMessageId ?? freshClientMessageId();
    const { text, replyTo, thread, attachments } = draft;
    const write = compact({
      op: "send" as const,
      ref: key,
      conversation: this.#conversation.id,
      clientMessageId: key,
      text,
      replyTo,
      thread,
      attachments,
    }) as Send;
    return this.#follow(write, () => this.#conversation.send({ ...draft, clientMessageId: key }));
  }

  change(seq: number, doing: Doing): Promise<Sent> {
    const key = freshClientMessageId();
    const head = { ref: key, conversation: this.#conversation.id, clientMessageId: key, seq };
    switch (doing.type) {
      case "edit":
        return this.#follow({ ...head, op: "edit", text: doing.text }, () =>
          this.#conversation.edit(seq, doing.text, key),
        );
      case "delete":
        return this.#follow({ ...head, op: "delete" }, () => this.#conversation.delete(seq, key));
      case "reaction_added":
        return this.#follow({ ...head, op: "react", emoji: doing.emoji }, () =>
          this.#conversation.react(seq, doing.emoji, key),
        );
      case "reaction_removed":
        return this.#follow({ ...head, op: "unreact", emoji: doing.emoji }, () =>
          this.#conversation.unreact(seq, doing.emoji, key),
        );
    }
  }

  /** @throws InvalidValueError if it breaks a rule; nothing is shown then */
  #follow(write: Write, begin: () => Promise<Sent>): Promise<Sent> {
    const answer = begin();
    this.#show(write);
    this.#changed();
    answer.then(
      (sent) => this.sent(write, sent),
      (e: unknown) => this.failed(write, e instanceof CarillonError ? e : new CarillonError("internal", String(e))),
    );
    return answer;
  }

  /** It is durable; what it did comes as an entry. */
  sent(write: Write, sent: Sent): void {
    if (this.#own.sent(write.clientMessageId, sent.seq, sent.at)) {
      this.#changed();
    }
  }

  failed(write: Write, reason: CarillonError): void {
    if (this.#own.failed(write.clientMessageId, reason)) {
      this.#changed();
    }
  }

  /** A message was refused, here or in another tab. */
  refused(refused: RefusedMessage): void {
    this.#refuse(refused);
    this.#changed();
  }

  /** An edit is taken back; what it said is in the list of what was refused. */
  #refuse({ write, code, reason }: RefusedMessage): void {
    if (write.op === "send" && !this.#own.has(write.clientMessageId)) {
      this.#show(write);
    }
    this.#own.failed(write.clientMessageId, new CarillonError(code, reason));
  }

  /** A message counts as refused no more. */
  resolved(key: string): void {
    if (this.#own.resolved(key)) {
      this.#changed();
    }
  }

  retry(key: string): void {
    const write = this.#own.take(key);
    if (write !== undefined) {
      void this.send(write);
    }
  }

  discard(key: string): void {
    if (this.#own.take(key) !== undefined) {
      this.#client.discard(key);
      this.#changed();
    }
  }

  /** An entry came: if it is one of these, the log shows it from now on. */
  came(entry: Entry): void {
    const key = entry.clientMessageId;
    if (key !== undefined && entry.sender === this.#client.user && this.#own.forget(key)) {
      this.#changed();
    }
  }

  /** Continuity was lost. */
  lost(): void {
    this.#own.forgetDurable();
    this.#changed();
  }

  /** In the order made. */
  get messages(): readonly ShownMessage[] {
    // What is kept is shown before it is known who wrote it, which is the user.
    const self = this.#client.user ?? "";
    return this.#own.messages.map((message) => (message.sender === "" ? { ...message, sender: self } : message));
  }

  /** These messages with what is not durable yet; the same array if that is nothing. */
  over(messages: readonly DurableMessage[]): readonly ShownMessage[] {
    const targets = this.#own.targets;
    if (targets.size === 0) {
      return messages;
    }
    return messages.map((message) => (targets.has(message.seq) ? this.#own.over(message, this.#client.user) : message));
  }
}

function changeOf(write: Exclude<Write, Send>): Change {
  switch (write.op) {
    case "edit":
      return { type: "edit", target: write.seq, text: write.text };
    case "delete":
      return { type: "delete", target: write.seq };
    case "react":
      return { type: "reaction_added", target: write.seq, emoji: write.emoji };
    case "unreact":
      return { type: "reaction_removed", target: write.seq, emoji: write.emoji };
  }
}
