import { InvalidValueError } from "./errors.ts";
import {
  type ClientFrame,
  type Cursors,
  type Hello,
  isIdle,
  type Presence,
  type Send,
  type Sync,
  type Watch,
  type Write,
} from "./frames.ts";
import { compact } from "./json.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import {
  checkedAttachment,
  checkedEmoji,
  checkedEpoch,
  checkedInteger,
  checkedNotBlank,
  checkedRef,
  checkedText,
  checkedToken,
  checkedUser,
} from "./rules.ts";

const MAX_TOKEN_CHARS = 65_536;

/**
 * Writes a frame for the server.
 *
 * @param limits what this server allows; those that every server starts with, by default
 * @throws InvalidValueError for what the server would answer with `invalid_field`
 */
export function encodeClient(frame: ClientFrame, limits: Limits = DEFAULT_LIMITS): string {
  const text = JSON.stringify(fields(frame, limits));
  return "cursors" in frame && frame.cursors !== undefined && !(frame.op === "hello" && frame.cursors.size === 0)
    ? withCursors(text, frame.cursors, limits)
    : text;
}

function fields(frame: ClientFrame, limits: Limits): object {
  const { op } = frame;
  switch (op) {
    case "hello":
      return hello(frame);
    case "send":
    case "edit":
    case "delete":
    case "react":
    case "unreact":
      return write(frame, limits);
    case "sync":
      return sync(frame, limits);
    case "ack":
      if (frame.cursors === undefined) {
        throw new InvalidValueError("cursors: missing");
      }
      return { op };
    case "read":
      return { op, conversation: conversation(frame), seq: checkedInteger("seq", frame.seq, 1) };
    case "typing":
      return { op, conversation: conversation(frame) };
    case "presence":
      return presence(frame);
    case "watch":
      return watch(frame, limits);
    case "ping":
      return { op };
    default:
      throw new InvalidValueError(`op: '${String(op satisfies never as unknown)}' is not known`);
  }
}

function conversation(frame: { readonly conversation: string }): string {
  return checkedToken("conversation", frame.conversation);
}

function hello(frame: Hello): object {
  return compact({
    op: frame.op,
    token: frame.token === undefined ? undefined : checkedText("token", frame.token, MAX_TOKEN_CHARS),
    ticket: frame.ticket === undefined ? undefined : checkedText("ticket", frame.ticket, MAX_TOKEN_CHARS),
    device: checkedToken("device", frame.device),
    epoch: frame.epoch === undefined ? undefined : checkedEpoch(frame.epoch),
  });
}

function write(frame: Write, limits: Limits): object {
  const head = compact({
    op: frame.op,
    ref: checkedRef(frame.ref),
    conversation: conversation(frame),
    // Only a message cannot do without: other writes of other SDKs may leave it out.
    clientMessageId:
      frame.op !== "send" && frame.clientMessageId === undefined
        ? undefined
        : checkedToken("clientMessageId", frame.clientMessageId),
  });
  if (frame.op === "send") {
    return { ...head, ...posted(frame, limits) };
  }
  const seq = checkedInteger("seq", frame.seq, 1);
  switch (frame.op) {
    case "edit":
      return { ...head, seq, text: checkedNotBlank("text", frame.text, limits.maxTextChars) };
    case "delete":
      return { ...head, seq };
    case "react":
    case "unreact":
      return { ...head, seq, emoji: checkedEmoji(frame.emoji) };
  }
}

function posted(frame: Send, limits: Limits): object {
  const given = frame.attachments ?? [];
  if (!Array.isArray(given) || given.length > limits.maxAttachments) {
    throw new InvalidValueError(`attachments: not valid (expected: at most ${limits.maxAttachments})`);
  }
  const attachments = given.map(checkedAttachment);
  const check = attachments.length > 0 ? checkedText : checkedNotBlank;
  return compact({
    text: check("text", frame.text, limits.maxTextChars),
    replyTo: frame.replyTo === undefined ? undefined : checkedInteger("replyTo", frame.replyTo, 1),
    thread: frame.thread === undefined ? undefined : checkedInteger("thread", frame.thread, 1),
    attachments: attachments.length > 0 ? attachments : undefined,
  });
}

function sync(frame: Sync, limits: Limits): object {
  const limit = checkedInteger("limit", frame.limit ?? 0, 0, limits.maxPageEntries);
  if (!frame.cursors || frame.cursors.size === 0) {
    throw new InvalidValueError("cursors: none (expected: at least one)");
  }
  return compact({
    op: frame.op,
    ref: checkedRef(frame.ref),
    epoch: frame.epoch === undefined ? undefined : checkedEpoch(frame.epoch),
    limit: limit > 0 ? limit : undefined,
  });
}

function presence({ op, status, idle }: Presence): object {
  if (!["online", "away", "offline"].includes(status)) {
    throw new InvalidValueError("status: not known (expected: online, away or offline)");
  }
  if (idle !== undefined && typeof idle !== "boolean") {
    throw new InvalidValueError("idle: not a boolean");
  }
  const said = idle === undefined || idle === isIdle({ op, status });
  return said ? { op, status } : { op, status, idle };
}

function watch(frame: Watch, limits: Limits): object {
  const conversations = bounded("conversations", frame.conversations ?? [], limits);
  return compact({
    op: frame.op,
    users: bounded("users", frame.users, limits).map((user) => checkedUser("users", user)),
    conversations: conversations.length > 0 ? conversations.map((id) => checkedToken("conversations", id)) : undefined,
  });
}

function bounded(name: string, items: readonly string[], limits: Limits): readonly string[] {
  if (!Array.isArray(items) || items.length > limits.maxWatchedUsers) {
    throw new InvalidValueError(`${name}: not valid (expected: an array of at most ${limits.maxWatchedUsers})`);
  }
  return items;
}

/**
 * Adds the cursors in the order of the map, in which the server answers them. By hand, as JavaScript puts the names
 * of an object that look like array indices, such as a conversation "7", before all others.
 */
function withCursors(text: string, given: Cursors, limits: Limits): string {
  if (!(given instanceof Map) || given.size > limits.maxSyncConversations) {
    throw new InvalidValueError(`cursors: not valid (expected: at most ${limits.maxSyncConversations})`);
  }
  const members: string[] = [];
  for (const [id, seq] of given) {
    members.push(`${JSON.stringify(checkedToken("cursors", id))}:${checkedInteger("cursors", seq, 0)}`);
  }
  return `${text.slice(0, -1)},"cursors":{${members.join(",")}}}`;
}
