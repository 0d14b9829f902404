/** Largest integer in any frame: 2^53 - 1, the last one that JavaScript keeps exact. */
export const MAX_INTEGER = Number.MAX_SAFE_INTEGER;

/** Longest `ref`, in UTF-16 units. */
export const MAX_REF_CHARS = 64;

/** Longest emoji of a reaction, in UTF-16 units. */
export const MAX_EMOJI_CHARS = 32;

/** Users in one membership entry. */
export const MAX_USERS_PER_ENTRY = 1_000;

/** What this server allows, told in `welcome`. Bytes, UTF-16 units ("Chars"), numbers, milliseconds ("Ms"). */
export interface Limits {
  readonly maxFrameBytes: number;
  readonly maxTextChars: number;
  readonly maxAttachments: number;
  readonly maxPageEntries: number;
  readonly maxPageBytes: number;
  readonly maxSyncConversations: number;
  readonly maxSyncEntries: number;
  readonly maxMembers: number;
  readonly maxMembersPerCall: number;
  readonly maxConversationsPerUser: number;
  readonly maxWatchedUsers: number;
  readonly maxPendingRequests: number;
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  readonly helloTimeoutMs: number;
  /** Between two `ack` frames in channels. */
  readonly channelAckPeriodMs: number;
}

/** What holds until a server says otherwise. */
export const DEFAULT_LIMITS: Limits = {
  maxFrameBytes: 131_072,
  maxTextChars: 16_000,
  maxAttachments: 10,
  maxPageEntries: 500,
  maxPageBytes: 262_144,
  maxSyncConversations: 1_000,
  maxSyncEntries: 10_000,
  maxMembers: 100_000,
  maxMembersPerCall: 10_000,
  maxConversationsPerUser: 5_000,
  maxWatchedUsers: 200,
  maxPendingRequests: 256,
  requestsPerSecond: 100,
  requestBurst: 500,
  helloTimeoutMs: 10_000,
  channelAckPeriodMs: 5_000,
};
