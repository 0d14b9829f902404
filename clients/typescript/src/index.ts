/** A client of the Carillon chat server. Begin with {@link CarillonClient.open}. */
export { CarillonClient, type ClientOptions } from "./client.ts";
export { Conversation, type Draft, type EntryListening } from "./conversation.ts";
export type * from "./http/answers.ts";
export type * from "./http/operator-answers.ts";
export type { SessionQuery } from "./http/operator-calls.ts";
export { CarillonHttp } from "./http/carillon-http.ts";
export type { AccountChange, NewAccount } from "./http/account-calls.ts";
export type { MemberQuery, MessageQuery, PageQuery, SearchQuery } from "./http/carillon-http.ts";
export type { CallOptions, HttpOptions } from "./http/requests.ts";
export { freshClientMessageId } from "./ids.ts";
export { DEFAULT_OUTBOX_BOUNDS, type OutboxBounds } from "./outbox/commands.ts";
export type { WebSocketConstructor } from "./platform.ts";
export { CloseCode, type ErrorCode, isRetryable } from "./protocol/codes.ts";
export type * from "./protocol/entry.ts";
export { CarillonError, InvalidValueError } from "./protocol/errors.ts";
export type {
  Announce,
  Edit,
  Headcount,
  PresenceNotice,
  Receipt,
  Send,
  TypingNotice,
  Watermarks,
  Write,
} from "./protocol/frames.ts";
export { DEFAULT_LIMITS, type Limits } from "./protocol/limits.ts";
export type { TokenSupplier } from "./session/credentials.ts";
export {
  type ClientListener,
  type ClientState,
  type EntryListener,
  isOnline,
  type Sent,
  type Taken,
} from "./session/listeners.ts";
export { IndexedDbStorage } from "./storage/indexed-db.ts";
export { MemoryStorage } from "./storage/memory.ts";
export type { Batch, ClientStorage, Kept, KeptPage, KeptRoster, RefusedMessage } from "./storage/storage.ts";
export type { SyncCursors } from "./sync/commands.ts";
export { type TabChannel, type TabLock, type TabPlatform, TabSharing } from "./tabs/tab-sharing.ts";
export { mayMean, mentionsIn } from "./unread/mentions.ts";
export { Unread } from "./unread/unread.ts";
export * from "./view/index.ts";
