import type { CarillonClient } from "../client.ts";
import type { ConversationId, PresenceStatus, UserId } from "../protocol/entry.ts";
import type { Headcount, PresenceNotice, TypingNotice } from "../protocol/frames.ts";
import { type Observed, type Pulse, Source, Sources } from "./observed.ts";

/** After this time nobody counts as typing who is not told of again. */
const TYPING_MS = 6_000;

/** What is shown together is asked for together. */
const GATHER_MS = 30;

/** After a reconnect, who is not told of by then is not there. */
const PRESENCE_PATIENCE_MS = 3_000;

/** How somebody is seen. Who is not told of counts as offline. */
export interface PresenceView {
  readonly status: PresenceStatus;
  /** In milliseconds since 1970 UTC, if known. */
  readonly lastSeenAt?: number;
}

const OFFLINE: PresenceView = { status: "offline" };
const NOBODY: readonly UserId[] = [];

/** Who is typing where. */
export class Typing {
  readonly #users = new Map<ConversationId, Map<UserId, number>>();
  readonly #sources: Sources<readonly UserId[]>;
  readonly #nowMs: () => number;

  constructor(pulse: Pulse, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#sources = new Sources((id) => new Source(pulse, () => this.#in(id)));
  }

  in(conversation: ConversationId): Observed<readonly UserId[]> {
    return this.#sources.of(conversation);
  }

  #in(conversation: ConversationId): readonly UserId[] {
    const users = this.#users.get(conversation);
    return users === undefined ? NOBODY : [...users.keys()];
  }

  heard({ conversation, users }: TypingNotice, self: UserId | undefined): void {
    const known = this.#users.get(conversation) ?? new Map<UserId, number>();
    this.#users.set(conversation, known);
    for (const user of users) {
      if (user !== self) {
        known.set(user, this.#nowMs() + TYPING_MS);
      }
    }
    this.#sources.changed(conversation);
    setTimeout(() => this.#forget(conversation), TYPING_MS + 1);
  }

  /** The next message of a user says more than that it was typed. */
  ended(conversation: ConversationId, user: UserId): void {
    if (this.#users.get(conversation)?.delete(user) === true) {
      this.#sources.changed(conversation);
    }
  }

  #forget(conversation: ConversationId): void {
    const users = this.#users.get(conversation) ?? new Map<UserId, number>();
    for (const [user, untilMs] of users) {
      if (untilMs <= this.#nowMs()) {
        users.delete(user);
      }
    }
    if (users.size === 0) {
      this.#users.delete(conversation);
    }
    this.#sources.changed(conversation);
  }
}

/** Names that are watched. Of too many the first count, so what was wanted last, and is in view, stands first. */
class Watched {
  /** By name, in which turn it was wanted. */
  readonly #turns = new Map<string, number>();
  #turn = 0;

  add(name: string): void {
    this.#turns.set(name, this.#turn);
  }

  delete(name: string): void {
    this.#turns.delete(name);
  }

  /** What was wanted in the same turn keeps its order. The next turn begins. */
  together(): readonly string[] {
    this.#turn++;
    return [...this.#turns].sort(([, a], [, b]) => b - a).map(([name]) => name);
  }
}

/** Who is there: watched as long as somebody wants to know. */
export class PresenceBoard {
  readonly #client: () => CarillonClient;
  readonly #users: Sources<PresenceView>;
  readonly #conversations: Sources<Headcount | undefined>;
  readonly #watchedUsers = new Watched();
  readonly #watchedConversations = new Watched();
  #presence = new Map<UserId, PresenceView>();
  #before = new Map<UserId, PresenceView>();
  readonly #headcounts = new Map<ConversationId, Headcount>();
  #gathering = false;

  constructor(pulse: Pulse, client: () => CarillonClient) {
    this.#client = client;
    this.#users = new Sources(
      (user) => new Source(pulse, () => this.#of(user), this.#interest(this.#watchedUsers, user)),
    );
    this.#conversations = new Sources(
      (id) => new Source(pulse, () => this.#headcounts.get(id), this.#interest(this.#watchedConversations, id)),
    );
  }

  of(user: UserId): Observed<PresenceView> {
    return this.#users.of(user);
  }

  in(conversation: ConversationId): Observed<Headcount | undefined> {
    return this.#conversations.of(conversation);
  }

  #of(user: UserId): PresenceView {
    return this.#presence.get(user) ?? this.#before.get(user) ?? OFFLINE;
  }

  #interest(watched: Watched, name: string): { begins: () => void; ends: () => void } {
    return {
      begins: () => {
        watched.add(name);
        this.#watchSoon();
      },
      ends: () => {
        watched.delete(name);
        this.#watchSoon();
      },
    };
  }

  #watchSoon(): void {
    if (!this.#gathering) {
      this.#gathering = true;
      setTimeout(() => {
        this.#gathering = false;
        this.#client().watch(this.#watchedUsers.together(), this.#watchedConversations.together());
      }, GATHER_MS);
    }
  }

  heard({ user, status, lastSeenAt }: PresenceNotice): void {
    this.#presence.set(user, lastSeenAt === undefined ? { status } : { status, lastSeenAt });
    this.#users.changed(user);
  }

  counted(headcount: Headcount): void {
    this.#headcounts.set(headcount.conversation, headcount);
    this.#conversations.changed(headcount.conversation);
  }

  /** Another session: it is told of all who are there. */
  began(): void {
    this.#before = new Map([...this.#before, ...this.#presence]);
    this.#presence = new Map();
    setTimeout(() => {
      this.#before = new Map();
      this.#users.allChanged();
    }, PRESENCE_PATIENCE_MS);
  }
}
