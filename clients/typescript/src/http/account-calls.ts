import type { UserId } from "../protocol/entry.ts";
import type * as answers from "./answers.ts";
import { type Call, type CallOptions, type HttpOptions, part, Requests } from "./requests.ts";

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly displayName?: string;
}

export interface AccountChange {
  readonly displayName?: string;
  /** Empty: none; `timeZone` as well. */
  readonly title?: string;
  readonly timeZone?: string;
  readonly password?: string;
  /** Of users who change their own password. */
  readonly oldPassword?: string;
  /** For administrators. */
  readonly administrator?: boolean;
  /** For administrators. */
  readonly disabled?: boolean;
}

export interface UserQuery {
  /** Only those whose name contains this. */
  readonly query?: string;
  /** Only these, as far as they exist. */
  readonly names?: readonly UserId[];
  readonly after?: string;
  readonly limit?: number;
}

/** The calls that are about the caller and other users. */
export abstract class AccountCalls {
  /** @internal */
  protected readonly requests: Requests;

  constructor(options: HttpOptions) {
    this.requests = new Requests(options);
  }

  /** @internal */
  protected get<T>(path: string, query: Call["query"], options?: CallOptions): Promise<T> {
    return this.requests.call("GET", path, { query }, options);
  }

  /** @internal */
  protected put<T>(method: string, path: string, body: object, options?: CallOptions): Promise<T> {
    return this.requests.call(method, path, { body }, options);
  }

  /**
   * What time it is by the server's clock, in milliseconds since 1970 UTC, as its last answer said: with that the times
   * of entries are to be compared, as the clock of a device may be wrong. Before the first answer: by the own clock.
   */
  now(): number {
    return this.requests.now();
  }

  /** Makes the first administrator, once, with the secret of the link that the server printed. */
  setUp(account: NewAccount & { readonly setupToken: string }, options?: CallOptions): Promise<answers.Login> {
    return this.requests.call("POST", "/v1/setup", { body: account, anonymous: true }, options);
  }

  /** Gives a token for a user name and a password. */
  logIn(
    who: { readonly username: string; readonly password: string; readonly label?: string },
    options?: CallOptions,
  ): Promise<answers.Login> {
    return this.requests.call("POST", "/v1/login", { body: who, anonymous: true }, options);
  }

  /** Makes an account for oneself, as far as the server allows it, by invitation or without. */
  register(account: NewAccount & { readonly invitation?: string }, options?: CallOptions): Promise<answers.Login> {
    return this.requests.call("POST", "/v1/users", { body: account, anonymous: true }, options);
  }

  /** Ends the login whose token this is, and the sessions opened with it. */
  logOut(options?: CallOptions): Promise<void> {
    return this.requests.call("POST", "/v1/logout", {}, options);
  }

  /** The caller's logins, and the invitations that the caller has given out. */
  async tokens(options?: CallOptions): Promise<readonly answers.LoginToken[]> {
    return (await this.get<{ tokens: answers.LoginToken[] }>("/v1/tokens", {}, options)).tokens;
  }

  /** Ends all logins of the caller, this one too. */
  logOutEverywhere(options?: CallOptions): Promise<{ readonly revoked: number }> {
    return this.requests.call("DELETE", "/v1/tokens", {}, options);
  }

  me(options?: CallOptions): Promise<answers.Account> {
    return this.get("/v1/me", {}, options);
  }

  /** Accounts in the order of their names; a page shorter than `limit` is the last. */
  async users(query: UserQuery = {}, options?: CallOptions): Promise<readonly answers.Account[]> {
    const asked = { ...query, names: query.names?.join(",") };
    return (await this.get<{ users: answers.Account[] }>("/v1/users", asked, options)).users;
  }

  user(name: UserId, options?: CallOptions): Promise<answers.Account> {
    return this.get(`/v1/users/${part(name)}`, {}, options);
  }

  /** For administrators: makes an account for somebody else. */
  makeUser(
    account: NewAccount & { readonly administrator?: boolean },
    options?: CallOptions,
  ): Promise<answers.Account> {
    return this.put("POST", "/v1/users", account, options);
  }

  changeUser(name: UserId, change: AccountChange, options?: CallOptions): Promise<answers.Account> {
    return this.put("PATCH", `/v1/users/${part(name)}`, change, options);
  }

  /** Gives a user a picture: PNG, JPEG or WebP of at most 256 KiB and 1,024 pixels a side. */
  showAvatar(name: UserId, image: Blob, options?: CallOptions): Promise<answers.Account> {
    return this.requests.call("PUT", `/v1/users/${part(name)}/avatar`, { image }, options);
  }

  removeAvatar(name: UserId, options?: CallOptions): Promise<answers.Account> {
    return this.requests.call("DELETE", `/v1/users/${part(name)}/avatar`, {}, options);
  }

  /** The address of a path that an answer names, such as that of a picture. */
  address(path: string): string {
    return this.requests.address(path);
  }

  /** For administrators: a token of a user, for a program that acts as that user. */
  issueToken(name: UserId, about: { readonly label?: string } = {}, options?: CallOptions): Promise<answers.Login> {
    return this.put("POST", `/v1/users/${part(name)}/tokens`, about, options);
  }

  /** For administrators: a secret with which one person makes one account. */
  invite(about: { readonly lifetimeSeconds?: number } = {}, options?: CallOptions): Promise<answers.Invitation> {
    return this.put("POST", "/v1/invitations", about, options);
  }

  /** For administrators: the invitations that are open, of all administrators, the newest first. */
  async invitations(
    query: { readonly limit?: number } = {},
    options?: CallOptions,
  ): Promise<readonly answers.OpenInvitation[]> {
    const answer = await this.get<{ invitations: answers.OpenInvitation[] }>("/v1/invitations", { ...query }, options);
    return answer.invitations;
  }

  /** For administrators: nobody makes an account with it any more. @param id as `invitations` gives it */
  withdrawInvitation(id: string, options?: CallOptions): Promise<void> {
    return this.requests.call("DELETE", `/v1/invitations/${part(id)}`, {}, options);
  }

  /** What the caller wants to be told of while away. */
  notifications(options?: CallOptions): Promise<answers.Notifications> {
    return this.get("/v1/me/notifications", {}, options);
  }

  /** Says all of it: to change one thing, get, change, put. */
  setNotifications(wanted: answers.Notifications, options?: CallOptions): Promise<answers.Notifications> {
    return this.put("PUT", "/v1/me/notifications", wanted, options);
  }

  /** Where the caller gets digests by mail. */
  mail(options?: CallOptions): Promise<answers.MailSettings> {
    return this.get("/v1/me/mail", {}, options);
  }

  setMail(
    wanted: { readonly address: string; readonly digest?: boolean },
    options?: CallOptions,
  ): Promise<answers.MailSettings> {
    return this.put("PUT", "/v1/me/mail", wanted, options);
  }

  removeMail(options?: CallOptions): Promise<answers.MailSettings | undefined> {
    return this.requests.call("DELETE", "/v1/me/mail", {}, options);
  }
}
