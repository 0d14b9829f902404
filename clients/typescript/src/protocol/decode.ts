import { errorCodeOf } from "./codes.ts";
import type { ConversationId, ConversationSummary, Entry, EntryBody, EntryHead, UserId } from "./entry.ts";
import { InvalidValueError, ProtocolError } from "./errors.ts";
import type { ServerFrame, Watermarks, Welcome } from "./frames.ts";
import { compact, JsonObject } from "./json.ts";
import { DEFAULT_LIMITS, type Limits, MAX_USERS_PER_ENTRY } from "./limits.ts";
import { checkedAttachment, checkedToken, checkedUser, isBlank } from "./rules.ts";

/** What a client takes in one frame; servers send less. */
const MAX_ITEMS = 100_000;
const MAX_ATTACHMENTS = 1_000;

const ROLES = ["member", "moderator", "owner"] as const;
const KINDS = ["direct", "group", "channel"] as const;
const JOINS = ["open", "invited"] as const;
const STATUSES = ["online", "away", "offline"] as const;

/**
 * Reads what a server sent.
 *
 * @returns undefined for an op that only a newer server knows, which is to be ignored
 * @throws ProtocolError if it is no frame of `carillon.v1`
 */
export function decodeServer(text: string): ServerFrame | undefined {
  const json = JsonObject.parse(text);
  try {
    return read(json.string("op"), json);
  } catch (e) {
    if (e instanceof InvalidValueError) {
      throw new ProtocolError(`the server sent a frame that cannot be read: ${e.message}`);
    }
    throw e;
  }
}

function read(op: string, json: JsonObject): ServerFrame | undefined {
  switch (op) {
    case "welcome":
      return welcome(json);
    case "entry":
      return { op, entry: entry(json, conversation(json)) };
    case "entries":
      return entries(json);
    case "reset":
      return {
        op,
        ref: json.string("ref"),
        conversation: conversation(json),
        epoch: json.string("epoch"),
        headSeq: json.integer("headSeq", 0),
        firstSeq: json.integer("firstSeq", 0),
      };
    case "sent":
      return {
        op,
        ref: json.string("ref"),
        conversation: conversation(json),
        seq: json.integer("seq", 0),
        at: json.integer("at", 0),
      };
    case "error":
      return compact({
        op: "error" as const,
        ref: json.stringOrAbsent("ref"),
        code: errorCodeOf(json.string("code")),
        message: json.stringOrAbsent("message") ?? "",
        retryAfterMs: json.integerOrAbsent("retryAfterMs", 0),
      }) as ServerFrame;
    case "joined":
      return { op, conversation: summary(json.object("conversation")) };
    case "left":
      return { op, conversation: conversation(json) };
    case "lagging":
      return {
        op,
        conversations: json.items("conversations", MAX_ITEMS).map((id) => checkedToken("conversations", id)),
      };
    case "degraded":
      return { op, reason: json.string("reason") };
    case "recovered":
    case "notifications":
    case "pong":
      return { op };
    case "announce":
      return {
        op,
        id: json.string("id"),
        at: json.integer("at", 0),
        by: checkedUser("by", json.string("by")),
        text: json.string("text"),
      };
    case "drain":
      return compact({
        op: "drain" as const,
        reconnectAfterMs: json.integer("reconnectAfterMs", 0),
        ticket: json.stringOrAbsent("ticket"),
        to: json.stringOrAbsent("to"),
      }) as ServerFrame;
    default:
      return crowd(op, json);
  }
}

/** What is said of people rather than of logs. */
function crowd(op: string, json: JsonObject): ServerFrame | undefined {
  switch (op) {
    case "receipt":
      return {
        op,
        conversation: conversation(json),
        user: user(json),
        deliveredSeq: json.integer("deliveredSeq", 0),
        readSeq: json.integer("readSeq", 0),
      };
    case "watermarks":
      return watermarks(json);
    case "typing":
      return { op, conversation: conversation(json), users: users(json, MAX_ITEMS) };
    case "presence":
      return compact({
        op: "presence" as const,
        user: user(json),
        status: json.oneOf("status", STATUSES),
        lastSeenAt: json.integerOrAbsent("lastSeenAt", 0),
      }) as ServerFrame;
    case "headcount":
      return {
        op,
        conversation: conversation(json),
        members: json.integer("members", 0),
        online: json.integer("online", 0),
      };
    default:
      return undefined;
  }
}

function welcome(json: JsonObject): Welcome {
  return {
    op: "welcome",
    user: user(json),
    session: checkedToken("session", json.string("session")),
    node: json.string("node"),
    epoch: json.string("epoch"),
    ticket: json.string("ticket"),
    ticketExpiresAt: json.integer("ticketExpiresAt", 0),
    heartbeatSeconds: json.integer("heartbeatSeconds", 1),
    limits: limits(json.object("limits")),
    conversations: json.objects("conversations", MAX_ITEMS).map(summary),
  };
}

function limits(json: JsonObject): Limits {
  const result: Record<string, number> = {};
  for (const [name, otherwise] of Object.entries(DEFAULT_LIMITS)) {
    result[name] = json.integerOrAbsent(name, 0) ?? otherwise;
  }
  return result as unknown as Limits;
}

function entries(json: JsonObject): ServerFrame {
  const of = conversation(json);
  return {
    op: "entries",
    ref: json.string("ref"),
    conversation: of,
    entries: json.objects("entries", MAX_ITEMS).map((item) => entry(item, of)),
    headSeq: json.integer("headSeq", 0),
    more: json.booleanOr("more", false),
  };
}

function watermarks(json: JsonObject): Watermarks {
  return {
    op: "watermarks",
    conversation: conversation(json),
    members: json.integer("members", 0),
    marks: json.objects("marks", MAX_ITEMS).map((mark) => ({
      seq: mark.integer("seq", 0),
      delivered: mark.integer("delivered", 0),
      read: mark.integer("read", 0),
    })),
  };
}

/** A conversation of `welcome`, of `joined` and of the HTTP interface. */
export function summary(json: JsonObject): ConversationSummary {
  const both = json.itemsOrAbsent("users", MAX_ITEMS)?.map((name) => checkedUser("users", name));
  return compact({
    id: checkedToken("id", json.string("id")),
    kind: json.oneOf("kind", KINDS),
    name: json.stringOrAbsent("name"),
    topic: json.stringOrAbsent("topic"),
    users: both?.length ? both : undefined,
    role: json.oneOf("role", ROLES),
    post: json.oneOfOrAbsent("post", ROLES),
    archived: json.booleanOrAbsent("archived"),
    headSeq: json.integer("headSeq", 0),
    firstSeq: json.integer("firstSeq", 0),
    readSeq: json.integer("readSeq", 0),
    unread: json.integer("unread", 0),
    mentions: json.integer("mentions", 0),
  }) as ConversationSummary;
}

/** An entry of `of`, the same in `entry` and `entries` frames and over HTTP. */
export function entry(json: JsonObject, of: ConversationId): Entry {
  const clientMessageId = json.stringOrAbsent("clientMessageId");
  const head: EntryHead = {
    conversation: of,
    seq: json.integer("seq", 1),
    ordinal: json.integer("ordinal", 0),
    sender: checkedUser("sender", json.string("sender")),
    at: json.integer("at", 0),
    ...(clientMessageId === undefined ? {} : { clientMessageId: checkedToken("clientMessageId", clientMessageId) }),
  };
  return { ...head, ...body(json.string("type"), json) };
}

function body(type: string, json: JsonObject): EntryBody {
  switch (type) {
    case "message":
      return message(json);
    case "tombstone":
      return { type };
    case "edit":
      return { type, target: json.integer("target", 1), text: json.string("text") };
    case "delete":
      return { type, target: json.integer("target", 1) };
    case "reaction_added":
    case "reaction_removed":
      return { type, target: json.integer("target", 1), emoji: json.string("emoji") };
    case "joined":
    case "left":
      return { type, users: users(json, MAX_USERS_PER_ENTRY) };
    case "role":
      return { type, user: user(json), role: json.oneOf("role", ROLES) };
    case "renamed":
      return compact({
        type: "renamed" as const,
        name: json.stringOrAbsent("name"),
        topic: json.stringOrAbsent("topic"),
      }) as EntryBody;
    case "settings":
      return compact({
        type: "settings" as const,
        join: json.oneOfOrAbsent("join", JOINS),
        post: json.oneOfOrAbsent("post", ROLES),
        invite: json.oneOfOrAbsent("invite", ROLES),
        archived: json.booleanOrAbsent("archived"),
      }) as EntryBody;
    default:
      return { type: "unknown", wireType: type };
  }
}

function message(json: JsonObject): EntryBody {
  const text = json.string("text");
  const attachments = json.itemsOrAbsent("attachments", MAX_ATTACHMENTS)?.map(checkedAttachment);
  if (isBlank(text) && !attachments?.length) {
    throw new InvalidValueError("text: blank (expected: some text, or an attachment)");
  }
  return compact({
    type: "message" as const,
    text,
    replyTo: json.integerOrAbsent("replyTo", 1),
    thread: json.integerOrAbsent("thread", 1),
    attachments: attachments?.length ? attachments : undefined,
  }) as EntryBody;
}

function conversation(json: JsonObject): ConversationId {
  return checkedToken("conversation", json.string("conversation"));
}

function user(json: JsonObject): UserId {
  return checkedUser("user", json.string("user"));
}

function users(json: JsonObject, maxItems: number): readonly UserId[] {
  return json.items("users", maxItems).map((name) => checkedUser("users", name));
}
