import type { Account } from "../http/answers.ts";
import type { CarillonHttp } from "../http/carillon-http.ts";
import type { UserId } from "../protocol/entry.ts";
import { type Observed, type Pulse, Source, Sources } from "./observed.ts";

/** What is shown together is asked for together. */
const GATHER_MS = 30;

/** Names in one call. */
const MAX_NAMES = 40;

/** An account that is shown for so long is asked for again: its user may be called otherwise by now. */
const STALE_MS = 600_000;

/** One that is looked at more closely, unless it was asked for just now. */
const JUST_NOW_MS = 10_000;

/** Accounts by user, asked for when they are wanted first, and again from time to time, many at a time. */
export class AccountBook {
  readonly #http: CarillonHttp;
  readonly #staleMs: number;
  readonly #sources: Sources<Account | undefined>;
  readonly #known = new Map<UserId, Account>();
  readonly #wanted = new Set<UserId>();

  /** When an answer came, also one without the account. */
  readonly #askedMs = new Map<UserId, number>();
  #gathering = false;
  #looking = false;

  constructor(pulse: Pulse, http: CarillonHttp, staleMs = STALE_MS) {
    this.#http = http;
    this.#staleMs = staleMs;
    this.#sources = new Sources(
      (user) => new Source(pulse, () => this.#known.get(user), { begins: () => this.#wants(user) }),
    );
  }

  of(user: UserId): Observed<Account | undefined> {
    return this.#sources.of(user);
  }

  /** An answer brought this account. */
  learned(account: Account): void {
    this.#known.set(account.user, account);
    this.#askedMs.set(account.user, Date.now());
    this.#sources.changed(account.user);
  }

  /** Somebody looks at it more closely. */
  refresh(user: UserId): void {
    if (this.#olderThan(user, JUST_NOW_MS)) {
      this.#want(user);
    }
  }

  /** There is a connection again. */
  mend(): void {
    if (this.#wanted.size > 0) {
      this.#askSoon();
    }
  }

  #wants(user: UserId): void {
    if (!this.#known.has(user) || this.#olderThan(user, this.#staleMs)) {
      this.#want(user);
    }
    this.#lookLater();
  }

  #want(user: UserId): void {
    if (user !== "") {
      this.#wanted.add(user);
      this.#askSoon();
    }
  }

  #olderThan(user: UserId, ageMs: number): boolean {
    return Date.now() - (this.#askedMs.get(user) ?? 0) >= ageMs;
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
          this.#askedMs.set(name, Date.now());
        }
      }
    } catch {
      // Names are shown as they are until there is an answer; those that are known, until the next look.
      [...this.#known.keys()].forEach((user) => this.#wanted.delete(user));
    } finally {
      this.#gathering = false;
    }
  }

  /** Ten looks in the time after which an account is asked for again, while somebody observes any. */
  #lookLater(): void {
    if (!this.#looking) {
      this.#looking = true;
      const timer: unknown = setTimeout(() => this.#look(), this.#staleMs / 10);
      // Nobody's program must go on for that.
      (timer as { unref?: () => void }).unref?.();
    }
  }

  #look(): void {
    this.#looking = false;
    const observed = [...this.#askedMs.keys()].filter((user) => this.#sources.observed(user));
    if (observed.length > 0) {
      this.#lookLater();
    }
    // A page that nobody sees has time.
    if ((globalThis as Partial<Pick<Window, "document">>).document?.visibilityState !== "hidden") {
      observed.filter((user) => this.#olderThan(user, this.#staleMs)).forEach((user) => this.#want(user));
    }
  }
}
