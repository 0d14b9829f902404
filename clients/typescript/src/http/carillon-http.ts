import type { ConversationId, Role, SettingsChange, UserId } from "../protocol/entry.ts";
import { entry } from "../protocol/decode.ts";
import { JsonObject } from "../protocol/json.ts";
import type { Limits } from "../protocol/limits.ts";
import type { Sent } from "../session/listeners.ts";
import type * as answers from "./answers.ts";
import { OperatorCalls } from "./operator-calls.ts";
import { type CallOptions, part } from "./requests.ts";

/** Of a list in the order of names: what comes after this one, at most so many. */
export interface PageQuery {
  readonly after?: string;
  readonly limit?: number;
}

export interface MemberQuery extends PageQuery {
  /** Only those whose user name, or a word of whose display name, begins so. */
  readonly q?: string;
  readonly role?: Role;
}

/** Without `before`, `after`, `around` and `at`: the newest. At most one of them. */
export interface MessageQuery {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  /** Around the first message at or after this time. */
  readonly at?: number;
  readonly limit?: number;
}

export interface SearchQuery {
  /** Words are and-ed, the last one is a prefix, a phrase goes in quotes; any text is safe. */
  readonly q: string;
  readonly conversation?: ConversationId;
  /** Only what this user sent. */
  readonly from?: UserId;
  readonly since?: number;
  readonly until?: number;
  readonly has?: "link" | "file";
  readonly offset?: number;
  readonly limit?: number;
}

/**
 * The HTTP interface of the server: everything that needs no socket. Each method is one call; what is refused is a
 * {@link CarillonError} with code and status. Writes to a conversation are best made by {@link Conversation}, which
 * keeps them while there is no connection.
 *
 * ```ts
 * const { token } = await new CarillonHttp({ server }).logIn({ username: "ada", password });
 * const { hits } = await new CarillonHttp({ server, token }).search({ q: "lunch" });
 * ```
 */
export class CarillonHttp extends OperatorCalls {
  /** The caller's conversations, the one with the latest change first. */
  async conversations(options?: CallOptions): Promise<readonly answers.Membership[]> {
    const answer = await this.get<{ conversations: answers.Membership[] }>("/v1/conversations", {}, options);
    return answer.conversations;
  }

  /** Makes a conversation; of two users there is one direct conversation, which is given if it exists. */
  makeConversation(wanted: answers.NewConversation, options?: CallOptions): Promise<answers.ConversationInfo> {
    return this.put("POST", "/v1/conversations", wanted, options);
  }

  conversation(id: ConversationId, options?: CallOptions): Promise<answers.Membership> {
    return this.get(at(id), {}, options);
  }

  /** What is left out stays, an empty text takes it away. Undefined: it was that way already. */
  changeConversation(
    id: ConversationId,
    change: { readonly name?: string; readonly topic?: string },
    options?: CallOptions,
  ): Promise<Sent | undefined> {
    return this.put("PATCH", at(id), change, options);
  }

  /** For owners: who may join, post and add members, and whether it can only be read. Undefined: it was so already. */
  changeSettings(id: ConversationId, change: SettingsChange, options?: CallOptions): Promise<Sent | undefined> {
    return this.put("PATCH", `${at(id)}/settings`, change, options);
  }

  /** Channels that anyone may join, in the order of their names; a page shorter than `limit` is the last. */
  async channels(
    query: PageQuery & { readonly query?: string } = {},
    options?: CallOptions,
  ): Promise<readonly answers.ConversationInfo[]> {
    const answer = await this.get<{ channels: answers.ConversationInfo[] }>("/v1/channels", { ...query }, options);
    return answer.channels;
  }

  /** One channel that anyone may join; `no_such_conversation` for all others. */
  channel(id: ConversationId, options?: CallOptions): Promise<answers.ConversationInfo> {
    return this.get(`/v1/channels/${part(id)}`, {}, options);
  }

  /** The members, in the order of their names, or those who are sought; a page shorter than `limit` is the last. */
  async members(
    id: ConversationId,
    query: MemberQuery = {},
    options?: CallOptions,
  ): Promise<readonly answers.Member[]> {
    const answer = await this.get<{ members: answers.Member[] }>(`${at(id)}/members`, { ...query }, options);
    return answer.members;
  }

  /** Makes users members; oneself, to join an open channel. Undefined: they were members already. */
  addMembers(
    id: ConversationId,
    users: readonly UserId[],
    options?: CallOptions,
  ): Promise<answers.MembersChanged | undefined> {
    return this.put("POST", `${at(id)}/members`, { users }, options);
  }

  /** Ends a membership; of oneself, to leave. Undefined: the user was no member. */
  removeMember(id: ConversationId, user: UserId, options?: CallOptions): Promise<answers.MembersChanged | undefined> {
    return this.requests.call("DELETE", `${at(id)}/members/${part(user)}`, {}, options);
  }

  removeMembers(
    id: ConversationId,
    users: readonly UserId[],
    options?: CallOptions,
  ): Promise<answers.MembersChanged | undefined> {
    return this.put("DELETE", `${at(id)}/members`, { users }, options);
  }

  /** Owners may; the last owner cannot become less. Undefined: the member had it already. */
  changeRole(id: ConversationId, user: UserId, role: Role, options?: CallOptions): Promise<Sent | undefined> {
    return this.put("PUT", `${at(id)}/members/${part(user)}/role`, { role }, options);
  }

  /** How many members have received and read up to an entry; of few members also how far each has come. */
  receipts(id: ConversationId, seq: number, options?: CallOptions): Promise<answers.Receipts> {
    return this.get(`${at(id)}/receipts`, { seq }, options);
  }

  /** Messages as they stand now, in seq order; a page shorter than `limit` is the last in its direction. */
  messages(id: ConversationId, query: MessageQuery = {}, options?: CallOptions): Promise<answers.Messages> {
    return this.get(`${at(id)}/messages`, { ...query }, options);
  }

  message(id: ConversationId, seq: number, options?: CallOptions): Promise<answers.Message> {
    return this.get(`${at(id)}/messages/${seq}`, {}, options);
  }

  /** The messages of the thread of this message, itself excluded, in seq order. */
  thread(
    id: ConversationId,
    seq: number,
    query: { readonly after?: number; readonly limit?: number } = {},
    options?: CallOptions,
  ): Promise<answers.Messages> {
    return this.get(`${at(id)}/messages/${seq}/thread`, { ...query }, options);
  }

  /** The log after a seq, as the socket's `sync` gives it. */
  async entries(
    id: ConversationId,
    query: { readonly after?: number; readonly limit?: number } = {},
    options?: CallOptions,
  ): Promise<answers.LogPage> {
    const page = JsonObject.of(await this.get(`${at(id)}/entries`, { ...query }, options));
    return {
      conversation: id,
      entries: page.objects("entries", Number.MAX_SAFE_INTEGER).map((item) => entry(item, id)),
      headSeq: page.integer("headSeq", 0),
      more: page.booleanOr("more", false),
    };
  }

  /** Full-text search in what the caller may read, best first. */
  search(query: SearchQuery, options?: CallOptions): Promise<{ readonly hits: readonly answers.Hit[] }> {
    return this.get("/v1/search", { ...query }, options);
  }

  /** The caller has seen everything up to `seq`. */
  read(id: ConversationId, seq: number, options?: CallOptions): Promise<void> {
    return this.put("POST", `${at(id)}/read`, { seq }, options);
  }

  /** What a device needs to know before it registers. */
  pushOffer(options?: CallOptions): Promise<answers.PushOffer> {
    return this.get("/v1/push", {}, options);
  }

  /** The caller's devices that can be woken, the oldest first. */
  async devices(options?: CallOptions): Promise<readonly answers.Device[]> {
    return (await this.get<{ devices: answers.Device[] }>("/v1/devices", {}, options)).devices;
  }

  /** Has a device woken when its user misses a message. @param device its name in `hello`: `client.device` */
  registerDevice(
    device: string,
    registration: { readonly target: answers.PushTarget; readonly label?: string },
    options?: CallOptions,
  ): Promise<void> {
    return this.put("PUT", `/v1/devices/${part(device)}`, registration, options);
  }

  removeDevice(device: string, options?: CallOptions): Promise<void> {
    return this.requests.call("DELETE", `/v1/devices/${part(device)}`, {}, options);
  }

  conversationNotifications(id: ConversationId, options?: CallOptions): Promise<answers.ConversationNotifications> {
    return this.get(`${at(id)}/notifications`, {}, options);
  }

  /** Says all of it; nothing at all means as for other conversations of its kind. */
  setConversationNotifications(
    id: ConversationId,
    wanted: answers.ConversationNotifications,
    options?: CallOptions,
  ): Promise<answers.ConversationNotifications> {
    return this.put("PUT", `${at(id)}/notifications`, wanted, options);
  }

  /** The limits that a client can run into, as `welcome` tells them. */
  limits(options?: CallOptions): Promise<Limits> {
    return this.requests.call("GET", "/v1/limits", { anonymous: true }, options);
  }
}

function at(id: ConversationId): string {
  return `/v1/conversations/${part(id)}`;
}
