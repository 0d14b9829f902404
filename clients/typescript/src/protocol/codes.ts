/** Every reason why a request is refused, and whether the same request may succeed later without being changed. */
const RETRYABLE = {
  malformed_frame: false,
  invalid_field: false,
  unknown_op: false,
  body_too_large: false,
  not_found: false,
  method_not_allowed: false,
  unauthenticated: false,
  forbidden: false,
  already_open: false,
  origin_not_allowed: false,
  no_such_conversation: false,
  no_such_message: false,
  no_such_user: false,
  no_such_device: false,
  no_such_session: false,
  too_many_devices: false,
  too_many_sessions: false,
  mail_off: false,
  no_change: false,
  client_message_id_reused: false,
  conversation_full: false,
  username_taken: false,
  rate_limited: true,
  overloaded: true,
  unavailable: true,
  draining: true,
  internal: true,
} as const;

/** Why a request was refused. Table: `docs/reference/errors.md`. */
export type ErrorCode = keyof typeof RETRYABLE;

/** The code of this name; `internal` for one that only a newer server knows. */
export function errorCodeOf(name: string): ErrorCode {
  return Object.hasOwn(RETRYABLE, name) ? (name as ErrorCode) : "internal";
}

/** Whether the same request may succeed later without being changed. */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE[code];
}

/** Codes by which the server closes a WebSocket, as far as a client acts on them. */
export const CloseCode = {
  drain: 4000,
  internal: 4005,
  unauthenticated: 4500,
  sessionRevoked: 4506,
  tooManySessions: 4507,
} as const;

const FIRST_FINAL = 4500;
const LAST_FINAL = 4999;

/** What the final close codes mean, for people. */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [4500, "the token or ticket is wrong, expired or revoked"],
  [4501, "the first frame was not hello"],
  [4502, "a frame was larger than limits.maxFrameBytes"],
  [4503, "a binary frame came"],
  [4504, "the bytes were not WebSocket frames, or not UTF-8"],
  [4505, "frame after frame was refused"],
  [4506, "the token was revoked or the account disabled"],
  [4507, "the user has more sessions than allowed; this one was the oldest"],
  [4508, "an administrator ended the session"],
]);

/**
 * Whether to connect again after this close code: the range is the advice, so that codes of newer servers
 * are understood as well.
 */
export function reconnectsAfter(closeCode: number): boolean {
  return closeCode < FIRST_FINAL || closeCode > LAST_FINAL;
}

/** What a close code means, for people; the code itself where it is not known. */
export function closeMeaning(closeCode: number): string {
  return MEANINGS.get(closeCode) ?? `code ${closeCode}`;
}
