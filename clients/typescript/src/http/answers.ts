import type {
  Attachment,
  ConversationId,
  ConversationKind,
  ConversationSummary,
  Entry,
  Role,
  UserId,
} from "../protocol/entry.ts";

/** An account, as everybody may see it. Times are milliseconds since 1970 UTC, here and below. */
export interface Account {
  readonly user: UserId;
  readonly displayName: string;
  readonly administrator: boolean;
  readonly disabled: boolean;
  readonly createdAt: number;
  /** What the user says to be here. */
  readonly title?: string;
  /** As IANA names it, such as `Europe/Vienna`. */
  readonly timeZone?: string;
  /** The path of the user's picture, for `CarillonHttp.address`. */
  readonly avatar?: string;
}

/** A token, and whose it is. */
export interface Login extends Account {
  readonly token: string;
  readonly expiresAt: number;
}

/** A login, without its token. */
export interface LoginToken {
  readonly label: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface Invitation {
  /** Shown once: what a new user brings to {@link CarillonHttp.register}. */
  readonly invitation: string;
  readonly lifetimeSeconds: number;
}

/** An invitation, without its secret. */
export interface OpenInvitation {
  readonly id: string;
  /** Who made it. */
  readonly by: UserId;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Who may do what in a conversation. */
export interface ConversationSettings {
  readonly join: "open" | "invited";
  readonly history: "all" | "since_join";
  readonly post: Role;
  readonly invite: Role;
  /** Whether it can only be read. */
  readonly archived: boolean;
}

/** A conversation, as anyone who may see it sees it. */
export interface ConversationInfo {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  readonly name?: string;
  readonly topic?: string;
  readonly headSeq: number;
  readonly firstSeq: number;
  readonly memberCount: number;
  readonly settings: ConversationSettings;
}

/** A conversation, as the caller, a member, sees it. */
export interface Membership extends ConversationSummary {
  readonly memberCount: number;
  readonly settings: ConversationSettings;
  /** The newest message, in lists; the first 200 characters of its text. */
  readonly last?: LastReply & { readonly text?: string; readonly deletedAt?: number };
}

export interface NewConversation {
  readonly kind: ConversationKind;
  /** Required for a channel. */
  readonly name?: string;
  readonly topic?: string;
  /** Besides the caller; for `direct` at most one. */
  readonly members?: readonly UserId[];
  readonly settings?: Partial<ConversationSettings>;
}

export interface Member {
  readonly user: UserId;
  readonly role: Role;
  readonly joinedSeq: number;
  /** The user has seen everything up to here. */
  readonly readSeq: number;
  /** Some device of the user has everything up to here. */
  readonly deliveredSeq: number;
}

export interface MembersChanged {
  readonly conversation: ConversationId;
  /** Of the last entry that says so. */
  readonly seq: number;
  readonly entries: number;
}

/** How many members have received and read up to an entry. */
export interface Receipts {
  readonly conversation: ConversationId;
  readonly seq: number;
  readonly members: number;
  readonly delivered: number;
  readonly read: number;
  /** Of each member; absent in a conversation of more than 32. */
  readonly receipts?: readonly { readonly user: UserId; readonly deliveredSeq: number; readonly readSeq: number }[];
}

/** Who has put one emoji on a message. */
export interface Reaction {
  readonly emoji: string;
  readonly count: number;
  /** Whether the caller is one of them. */
  readonly mine: boolean;
  /** At most 50 of them. */
  readonly users: readonly UserId[];
}

/** The newest message of a thread. */
export interface LastReply {
  readonly seq: number;
  readonly sender: UserId;
  readonly at: number;
}

/** A message as it stands now. */
export interface Message {
  readonly seq: number;
  readonly sender: UserId;
  readonly at: number;
  /** Absent once deleted. */
  readonly text?: string;
  readonly replyTo?: number;
  readonly thread?: number;
  readonly attachments?: readonly Attachment[];
  readonly editedAt?: number;
  readonly deletedAt?: number;
  readonly reactions?: readonly Reaction[];
  /** Messages in this one's thread. */
  readonly replies: number;
  readonly lastReply?: LastReply;
}

export interface Messages {
  readonly conversation: ConversationId;
  /** Of `around` and `at`: the seq that is meant. */
  readonly anchor?: number;
  readonly messages: readonly Message[];
}

/** A page of the log. */
export interface LogPage {
  readonly conversation: ConversationId;
  readonly entries: readonly Entry[];
  /** The last seq that the caller may read. */
  readonly headSeq: number;
  readonly more: boolean;
}

/** What a search found. */
export interface Hit {
  readonly conversation: ConversationId;
  readonly snippet: string;
  /** Ranges of `snippet`, in UTF-16 units, that matched. */
  readonly matches: readonly { readonly start: number; readonly end: number }[];
  readonly message: Message;
}

export type PushKind = "webpush" | "apns" | "fcm" | "unifiedpush";

/** What a device needs to know before it registers. */
export interface PushOffer {
  /** What can be registered; anything else is refused. */
  readonly kinds: readonly PushKind[];
  /** For `PushManager.subscribe`; absent where Web Push is not offered. */
  readonly vapidKey?: string;
  readonly maxDevices: number;
}

/** Where a device is woken: of a browser, what `PushSubscription.toJSON` gives, and `kind: "webpush"`. */
export interface PushTarget {
  readonly kind: PushKind;
  readonly endpoint?: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly topic?: string;
  readonly sandbox?: boolean;
}

export interface Device {
  readonly device: string;
  readonly kind: string;
  readonly label: string;
  readonly registeredAt: number;
}

export type NotificationLevel = "all" | "mentions" | "none";

/** What a user wants to be told of one conversation while away; absent: as for others of its kind. */
export interface ConversationNotifications {
  readonly conversation?: ConversationId;
  readonly level?: NotificationLevel;
  /** 2^53 - 1: until further notice. */
  readonly mutedUntil?: number;
}

/** What a user wants to be told of while away; absent: as for somebody who said nothing. */
export interface Notifications {
  readonly direct?: NotificationLevel;
  readonly group?: NotificationLevel;
  readonly channel?: NotificationLevel;
  /** Each day, such as `22:00` to `07:00` in `Europe/Vienna`. */
  readonly quietHours?: { readonly from: string; readonly until: string; readonly zone: string };
  readonly snoozedUntil?: number;
  /** Whether notifications may tell senders, names and texts. */
  readonly showContent?: boolean;
  /** In answers only. */
  readonly conversations?: readonly ConversationNotifications[];
}

/** Where digests are mailed, and what became of the last one. */
export interface MailSettings {
  readonly offered: boolean;
  readonly address?: string;
  readonly confirmed: boolean;
  readonly digest: boolean;
  readonly confirmation?: "sent" | "failed";
}
