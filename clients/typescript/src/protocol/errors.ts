import type { ErrorCode } from "./codes.ts";

/** A value that breaks a rule of the protocol. Thrown at once, before anything is sent. */
export class InvalidValueError extends Error {
  override readonly name = "InvalidValueError";
}

/** The server sent something that is no frame of `carillon.v1`. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

/** What is known of a refusal besides its code. */
export interface ErrorDetails {
  readonly closeCode?: number;
  readonly retryAfterMs?: number;
  readonly status?: number;
  readonly requestId?: string;
}

/** A request was refused: by the server, or by the client itself where it knows the answer. */
export class CarillonError extends Error {
  override readonly name = "CarillonError";

  /** Why; {@link isRetryable} says whether the same request may succeed later. */
  readonly code: ErrorCode;

  /** By which code the server ended the connection, where that is the reason. */
  readonly closeCode: number | undefined;

  /** How long to wait before trying again, in milliseconds, where the server said so. */
  readonly retryAfterMs: number | undefined;

  /** Of the HTTP answer that refused a call; 0: there was no answer. Undefined: it was not over HTTP. */
  readonly status: number | undefined;

  /** For whoever reads the server's log, where the server named it. */
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, message: string, about: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.closeCode = about.closeCode;
    this.retryAfterMs = about.retryAfterMs;
    this.status = about.status;
    this.requestId = about.requestId;
  }
}
