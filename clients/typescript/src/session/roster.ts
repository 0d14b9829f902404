import type { ConversationId, ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import { compact } from "../protocol/json.ts";
import { Unread } from "../unread/unread.ts";

interface Listed {
  readonly said: ConversationSummary;
  readonly unread: Unread;
  /** As it is now, the same object until it changes; undefined: it changed. */
  now: ConversationSummary | undefined;
}

/** The user's conversations as the server listed them, kept up with what came since; the latest active first. */
export class Roster {
  /** The latest active last: so a map keeps them at no cost. */
  readonly #conversations = new Map<ConversationId, Listed>();
  #self: UserId | undefined;

  /** Who the server says this is, once it has. */
  get self(): UserId | undefined {
    return this.#self;
  }

  /** What was known when the program ended last, shown until the first session. */
  kept(user: UserId | undefined, summaries: readonly ConversationSummary[]): void {
    if (user !== undefined) {
      this.welcome(user, summaries);
    }
  }

  welcome(user: UserId, summaries: readonly ConversationSummary[]): void {
    this.#self = user;
    this.#conversations.clear();
    for (const said of [...summaries].reverse()) {
      this.#conversations.set(said.id, listed(user, said));
    }
  }

  joined(said: ConversationSummary): void {
    if (this.#self !== undefined) {
      this.#putFirst(listed(this.#self, said));
    }
  }

  left(conversation: ConversationId): void {
    this.#conversations.delete(conversation);
  }

  conversations(): readonly ConversationSummary[] {
    return [...this.#conversations.values()].reverse().map(now);
  }

  conversation(id: ConversationId): ConversationSummary | undefined {
    const listed = this.#conversations.get(id);
    return listed === undefined ? undefined : now(listed);
  }

  isChannel(id: ConversationId): boolean {
    return this.#conversations.get(id)?.said.kind === "channel";
  }

  /** Counts an entry that the server has not counted yet: what is not beyond the head is in the list already. */
  entry(entry: Entry): void {
    const was = this.#conversations.get(entry.conversation);
    if (was === undefined || entry.seq <= was.unread.headSeq) {
      return;
    }
    was.unread.came(entry);
    was.now = undefined;
    if (entry.type === "message") {
      this.#putFirst(was);
    } else {
      const changes = this.#changed(entry);
      if (changes !== undefined) {
        this.#conversations.set(entry.conversation, { ...was, said: { ...was.said, ...changes } });
      }
    }
  }

  /** What an entry changes of how its conversation is listed. */
  #changed(entry: Entry): Partial<ConversationSummary> | undefined {
    switch (entry.type) {
      case "renamed":
        return compact({ name: entry.name, topic: entry.topic });
      case "settings":
        return compact({ post: entry.post, archived: entry.archived });
      case "role":
        return entry.user === this.#self ? { role: entry.role } : undefined;
      default:
        return undefined;
    }
  }

  /** The user has seen everything up to `seq`, here or on another device. */
  read(conversation: ConversationId, seq: number): void {
    const listed = this.#conversations.get(conversation);
    if (listed !== undefined) {
      listed.unread.read(seq);
      listed.now = undefined;
    }
  }

  #putFirst(listed: Listed): void {
    this.#conversations.delete(listed.said.id);
    this.#conversations.set(listed.said.id, listed);
  }
}

function listed(user: UserId, said: ConversationSummary): Listed {
  return { said, unread: new Unread(user, said), now: undefined };
}

function now(listed: Listed): ConversationSummary {
  const { headSeq, readSeq, messages, mentions } = listed.unread;
  listed.now ??= { ...listed.said, headSeq, readSeq, unread: messages, mentions };
  return listed.now;
}
