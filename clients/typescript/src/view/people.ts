import type { CarillonClient } from "../client.ts";
import type { Account } from "../http/answers.ts";
import type { CarillonHttp } from "../http/carillon-http.ts";
import type { ConversationId, PresenceStatus, UserId } from "../protocol/entry.ts";
import type { Headcount, PresenceNotice, TypingNotice } from "../protocol/frames.ts";
import { type Observed, type Pulse, Source, Sources } from "./observed.ts";

/** After this time nobody counts as typing who is not told of again. */
const TYPING_MS = 6_000;

/** What is shown together is asked for together. */
const GATHER_MS = 30;

/** Names in one call. */
const MAX_NAMES = 40;

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

/** Who is there: watched as long as somebody wants to know. */
export class PresenceBoard {
  readonly #client: () => CarillonClient;
  readonly #users: Sources<PresenceView>;
  readonly #conversations: Sources<Headcount | undefined>;
  readonly #watchedUsers = new Set<UserId>();
  readonly #watchedConversations = new Set<ConversationId>();
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

  #interest(watched: Set<string>, name: string): { begins: () => void; ends: () => void } {
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
        this.#client().watch([...this.#watchedUsers], [...this.#watchedConversations]);
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

/** Accounts by user, asked for when they are wanted first, many at a time. */
export class AccountBook {
  readonly #http: CarillonHttp;
  readonly #sources: Sources<Account | undefined>;
  readonly #known = new Map<UserId, Account>();
  readonly #wanted = new Set<UserId>();
  #gathering = false;

  constructor(pulse: Pulse, http: CarillonHttp) {
    this.#http = http;
    this.#sources = new Sources(
      (user) => new Source(pulse, () => this.#known.get(user), { begins: () => this.#want(user) }),
    );
  }

  of(user: UserId): Observed<Account | undefined> {
    return this.#sources.of(user);
  }

  /** An answer brought this account. */
  learned(account: Account): void {
    this.#known.set(account.user, account);
    this.#sources.changed(account.user);
  }

  /** There is a connection again. */
  mend(): void {
    if (this.#wanted.size > 0) {
      this.#askSoon();
    }
  }

  #want(user: UserId): void {
    if (user !== "" && !this.#known.has(user)) {
      this.#wanted.add(user);
      this.#askSoon();
    }
  }

  #askSoon(): void {
    if (!this.#gathering) {
      this.#gathering = true;
      setTimeout(() => void this.#ask(), GATHER_MS);
    }
  }

  async #ask(): Promise<void> {
    try {
      while (this.#wanted.size > 0) {
        const names = [...this.#wanted].slice(0, MAX_NAMES);
        for (const account of await this.#http.users({ names })) {
          this.learned(account);
        }
        for (const name of names) {
          this.#wanted.delete(name);
        }
      }
    } catch {
      // Names are shown as they are until there is an answer.
    } finally {
      this.#gathering = false;
    }
  }
}
