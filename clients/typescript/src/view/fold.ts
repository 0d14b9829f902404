import type { Message, Reaction } from "../http/answers.ts";
import type { ConversationId, Entry, EntryBody, EntryHead, MessageBody, UserId } from "../protocol/entry.ts";
import type { Send } from "../protocol/frames.ts";
import { compact } from "../protocol/json.ts";
import type { Notice, ShownMessage } from "./shown.ts";

/** Users that are told of one reaction; of more the server tells the number only. */
const MAX_USERS = 50;

/** What an entry does to a message that was there before. */
export type Change = Extract<EntryBody, { readonly type: "edit" | "delete" | "reaction_added" | "reaction_removed" }>;

/** A message as its entry says. */
export function shownOf(entry: EntryHead & MessageBody): ShownMessage {
  return made(entry.conversation, {
    key: entry.clientMessageId ?? String(entry.seq),
    seq: entry.seq,
    sender: entry.sender,
    at: entry.at,
    text: entry.text,
    replyTo: entry.replyTo,
    thread: entry.thread,
    attachments: entry.attachments,
  });
}

/** A message that was deleted: nothing is left but its place. */
export function deletedOf(entry: EntryHead): ShownMessage {
  const { conversation, seq, sender, at } = entry;
  return made(conversation, { key: String(seq), seq, sender, at, deletedAt: at });
}

/** A message as the server's history has it. */
export function shownAs(conversation: ConversationId, message: Message): ShownMessage {
  return made(conversation, { ...message, key: String(message.seq) });
}

/** A message that is on its way. */
export function shownSending(write: Send, sender: UserId, at: number): ShownMessage {
  const { clientMessageId: key, text, replyTo, thread, attachments } = write;
  return made(write.conversation, { key, sender, at, text, replyTo, thread, attachments, state: "sending" });
}

type Known = Pick<ShownMessage, "key" | "sender" | "at"> & {
  readonly [K in keyof ShownMessage]?: ShownMessage[K] | undefined;
};

function made(conversation: ConversationId, known: Known): ShownMessage {
  return compact({
    key: known.key,
    conversation,
    seq: known.seq,
    sender: known.sender,
    at: known.at,
    text: known.text,
    replyTo: known.replyTo,
    thread: known.thread,
    attachments: known.attachments ?? [],
    editedAt: known.editedAt,
    deletedAt: known.deletedAt,
    reactions: known.reactions ?? [],
    replies: known.replies ?? 0,
    lastReply: known.lastReply,
    state: known.state ?? "sent",
    pending: false,
  }) as ShownMessage;
}

/** What an entry is about, if it changes a message. */
export function changeIn(entry: Entry): (EntryHead & Change) | undefined {
  switch (entry.type) {
    case "edit":
    case "delete":
    case "reaction_added":
    case "reaction_removed":
      return entry;
    default:
      return undefined;
  }
}

/** What an entry tells people besides messages. */
export function noticeIn(entry: Entry): Notice | undefined {
  const { seq, at, sender } = entry;
  switch (entry.type) {
    case "joined":
    case "left":
      return { seq, at, sender, body: { type: entry.type, users: entry.users } };
    case "role":
      return { seq, at, sender, body: { type: "role", user: entry.user, role: entry.role } };
    case "renamed":
      return {
        seq,
        at,
        sender,
        body: {
          type: "renamed",
          ...(entry.name === undefined ? {} : { name: entry.name }),
          ...(entry.topic === undefined ? {} : { topic: entry.topic }),
        },
      };
    case "settings": {
      const { join, post, invite, archived } = entry;
      return { seq, at, sender, body: { type: "settings", ...compact({ join, post, invite, archived }) } };
    }
    default:
      return undefined;
  }
}

/** Who made a change, and when. */
export interface Doer {
  readonly sender: UserId;
  readonly at: number;
}

/** The message after a change; the same object if it changes nothing. */
export function changed(message: ShownMessage, change: Change, by: Doer, self: UserId | undefined): ShownMessage {
  if (message.deletedAt !== undefined) {
    return message;
  }
  switch (change.type) {
    case "edit":
      return { ...message, text: change.text, editedAt: by.at };
    case "delete": {
      const { text: _, editedAt: __, ...rest } = message;
      return { ...rest, attachments: [], reactions: [], deletedAt: by.at };
    }
    case "reaction_added":
      return reacted(message, change.emoji, (reaction) => added(reaction, by.sender, self));
    case "reaction_removed":
      return reacted(message, change.emoji, (reaction) => removed(reaction, by.sender, self));
  }
}

function reacted(message: ShownMessage, emoji: string, change: (reaction: Reaction) => Reaction): ShownMessage {
  const index = message.reactions.findIndex((reaction) => reaction.emoji === emoji);
  const was = message.reactions[index] ?? { emoji, count: 0, mine: false, users: [] };
  const is = change(was);
  if (is === was) {
    return message;
  }
  const reactions =
    index < 0 ? [...message.reactions, is] : message.reactions.map((other, i) => (i === index ? is : other));
  return { ...message, reactions: reactions.filter((reaction) => reaction.count > 0) };
}

function added(was: Reaction, user: UserId, self: UserId | undefined): Reaction {
  if (was.users.includes(user) || (user === self && was.mine)) {
    return was;
  }
  const users = was.users.length < MAX_USERS ? [...was.users, user] : was.users;
  return { ...was, count: was.count + 1, mine: was.mine || user === self, users };
}

function removed(was: Reaction, user: UserId, self: UserId | undefined): Reaction {
  const allKnown = was.count === was.users.length;
  if (!was.users.includes(user) && (allKnown || (user === self && !was.mine))) {
    return was;
  }
  const users = was.users.filter((other) => other !== user);
  return { ...was, count: was.count - 1, mine: was.mine && user !== self, users };
}
