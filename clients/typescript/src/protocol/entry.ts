/** 1 to 64 visible ASCII characters. */
export type ConversationId = string;

/** 1 to 64 letters, digits, `.`, `_` or `-`, in lower case. */
export type UserId = string;

export type Role = "member" | "moderator" | "owner";
export type ConversationKind = "direct" | "group" | "channel";
export type PresenceStatus = "online" | "away" | "offline";

/** A link to something that travels with a message; the bytes themselves are elsewhere. */
export interface Attachment {
  /** `https://`, `http://` or a path on the server, at most 2,048 characters. */
  readonly url: string;
  /** At most 255 characters; may be empty. */
  readonly name: string;
  /** Media type such as `image/png`, at most 127 characters; may be empty. */
  readonly contentType: string;
  /** In bytes; 0 if unknown. */
  readonly sizeBytes: number;
}

/** What an entry says happened; a `target` is the seq of the message that it is about. */
export type EntryBody =
  | MessageBody
  | { readonly type: "tombstone" }
  | { readonly type: "edit"; readonly target: number; readonly text: string }
  | { readonly type: "delete"; readonly target: number }
  | { readonly type: "reaction_added"; readonly target: number; readonly emoji: string }
  | { readonly type: "reaction_removed"; readonly target: number; readonly emoji: string }
  | { readonly type: "joined"; readonly users: readonly UserId[] }
  | { readonly type: "left"; readonly users: readonly UserId[] }
  | { readonly type: "role"; readonly user: UserId; readonly role: Role }
  | { readonly type: "renamed"; readonly name?: string; readonly topic?: string }
  | ({ readonly type: "settings" } & SettingsChange)
  | UnknownBody;

/** Who may do what in a conversation; what is absent stays as it is. */
export interface SettingsChange {
  /** Who may become a member by themselves: everyone, or nobody. */
  readonly join?: "open" | "invited";
  /** Least role that may post. */
  readonly post?: Role;
  /** Least role that may make others members. */
  readonly invite?: Role;
  /** Whether it can only be read. */
  readonly archived?: boolean;
}

/** A message was posted. */
export interface MessageBody {
  readonly type: "message";
  readonly text: string;
  /** Seq of the message that this one answers. */
  readonly replyTo?: number;
  /** Seq of the message whose thread this one belongs to. */
  readonly thread?: number;
  readonly attachments?: readonly Attachment[];
}

/** Of a type that this version does not know: its seq counts like any other's. */
export interface UnknownBody {
  readonly type: "unknown";
  /** The type's name on the wire. */
  readonly wireType: string;
}

/** One sequenced, durable item of a conversation's log. `(conversation, seq)` is its identity. */
export type Entry = EntryHead & EntryBody;

/** What every entry has, whatever its type. */
export interface EntryHead {
  readonly conversation: ConversationId;
  /** Position in the log, from 1, without holes. */
  readonly seq: number;
  /** How many messages the log holds up to and including this entry. */
  readonly ordinal: number;
  readonly sender: UserId;
  /** The server's clock, in milliseconds since 1970 UTC; for the eye only, order is seq. */
  readonly at: number;
  /** The sender's key, where the sender gave one. */
  readonly clientMessageId?: string;
}

/** A conversation of the user, as the server lists it. */
export interface ConversationSummary {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly name?: string;
  readonly topic?: string;
  /** Of a direct conversation: both. */
  readonly users?: readonly UserId[];
  readonly role: Role;
  /** Least role that may post; absent: every member may. */
  readonly post?: Role;
  /** Whether it can only be read; absent: it is not so. */
  readonly archived?: boolean;
  readonly headSeq: number;
  readonly firstSeq: number;
  readonly readSeq: number;
  /** Messages of others after `readSeq`, up to `headSeq`. */
  readonly unread: number;
  /** Those of them that mean the user. */
  readonly mentions: number;
}
