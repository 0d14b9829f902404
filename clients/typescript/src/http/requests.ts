import { ServerAddress } from "../net/server-address.ts";
import { errorCodeOf } from "../protocol/codes.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { TokenSupplier } from "../session/credentials.ts";

/** From the call to the end of its answer. */
const TIMEOUT_MS = 30_000;

/** The part of `fetch` that is needed. */
export type Fetch = (address: string, call: RequestInit) => Promise<Response>;

/** How calls are made. */
export interface HttpOptions {
  /** Such as `https://chat.example.org`. */
  readonly server: string;

  /**
   * The token of a login, or one signed by the application; or who is asked for one, at the first call and whenever the
   * server does not take the last one any more. Not needed for `logIn`, `setUp`, `register` and `limits`.
   */
  readonly token?: string | TokenSupplier;

  /** Default: the platform's. */
  readonly fetch?: Fetch;
}

/** What every call may be given as its last argument. */
export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal;
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** One call: what is not said is not sent. */
export interface Call {
  readonly query?: Query | undefined;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent as it is, instead. */
  readonly image?: Blob;
  /** Whether to show who is calling. Default: yes, if a token is known. */
  readonly anonymous?: boolean;
}

/** Makes calls: addresses, tokens, time-outs, problem documents. */
export class Requests {
  readonly #server: ServerAddress;
  readonly #tokens: TokenSupplier | undefined;
  readonly #fetch: Fetch;
  #token: string | undefined;

  /** How far the server's clock is ahead of this one, as far as is known. */
  #aheadMs = 0;

  constructor({ server, token, fetch: given }: HttpOptions) {
    this.#server = ServerAddress.of(server);
    this.#tokens = typeof token === "string" ? () => token : token;
    this.#fetch = given ?? ((address, call) => globalThis.fetch(address, call));
  }

  /** The address of a path, such as that of a picture. */
  address(path: string): string {
    return this.#server.base + path;
  }

  /** What time it is by the server's clock, give or take a second. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  #learnTime(date: string | null, askedMs: number): void {
    // The header knows whole seconds only, and is from some time on the way.
    const saidMs = Date.parse(date ?? "") + 500;
    if (!Number.isNaN(saidMs)) {
      this.#aheadMs = saidMs - (askedMs + Date.now()) / 2;
    }
  }

  /** Shows another token from here on, or asks for one again. */
  use(token: string | undefined): void {
    this.#token = token;
  }

  /**
   * The answer; undefined where there is none (204).
   *
   * @throws CarillonError if it is refused, or there is no answer (`unavailable`, status 0)
   */
  async call<T>(method: string, path: string, call: Call = {}, options: CallOptions = {}): Promise<T> {
    const token = call.anonymous === true ? undefined : await this.#shown();
    let answer = await this.#send(method, path, call, options, token);
    if (answer.status === 401 && token !== undefined) {
      // It may have expired: another one is tried once.
      this.#token = undefined;
      const another = await this.#shown();
      if (another !== token) {
        answer = await this.#send(method, path, call, options, another);
      }
    }
    if (!answer.ok) {
      throw problem(answer);
    }
    return (answer.text === "" ? undefined : parsed(answer)) as T;
  }

  async #shown(): Promise<string | undefined> {
    this.#token ??= await this.#tokens?.();
    return this.#token;
  }

  async #send(method: string, path: string, call: Call, options: CallOptions, token?: string): Promise<Answer> {
    const given = options.signal;
    const ending = new AbortController();
    const giveUp = (): void => ending.abort(given?.reason);
    if (given?.aborted === true) {
      giveUp();
    }
    given?.addEventListener("abort", giveUp, { once: true });
    const timer = setTimeout(() => ending.abort(unreachable(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    const askedMs = Date.now();
    try {
      const response = await this.#fetch(this.address(path) + queryOf(call.query), {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(call.body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.image === undefined ? {} : { body: call.image }),
        // Who is calling is said by the token alone.
        credentials: "omit",
        cache: "no-store",
        signal: ending.signal,
      });
      this.#learnTime(response.headers.get("date"), askedMs);
      return { ok: response.ok, status: response.status, text: await response.text(), headers: response.headers };
    } catch (e) {
      if (given?.aborted === true || e instanceof CarillonError) {
        throw e;
      }
      const reason: unknown = ending.signal.reason;
      throw reason instanceof CarillonError ? reason : unreachable(e instanceof Error ? e.message : "no connection");
    } finally {
      clearTimeout(timer);
      given?.removeEventListener("abort", giveUp);
    }
  }
}

interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A part of a path. */
export function part(value: string | number): string {
  return encodeURIComponent(value);
}

function queryOf(query: Query = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined);
  const pairs = said.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function unreachable(message: string): CarillonError {
  return new CarillonError("unavailable", message, { status: 0 });
}

function parsed(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    throw new CarillonError("unavailable", `not JSON (status ${answer.status})`, { status: answer.status });
  }
}

/** What a problem document says (RFC 9457), or what can be told without one, as behind a proxy. */
function problem(answer: Answer): CarillonError {
  let said: Readonly<Record<string, unknown>> = {};
  try {
    const value: unknown = JSON.parse(answer.text);
    said = typeof value === "object" && value !== null ? (value as typeof said) : {};
  } catch {
    // Not from the server itself: the status must do.
  }
  const { code, detail, title, retryAfterMs, requestId } = said;
  const seconds = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const waitMs = typeof retryAfterMs === "number" ? retryAfterMs : seconds * 1_000;
  const message = [detail, title].find((text) => typeof text === "string" && text !== "");
  return new CarillonError(
    typeof code === "string" ? errorCodeOf(code) : codeOf(answer.status),
    String(message ?? `status ${answer.status}`),
    {
      status: answer.status,
      ...(waitMs >= 0 ? { retryAfterMs: waitMs } : {}),
      ...(typeof requestId === "string" ? { requestId } : {}),
    },
  );
}

function codeOf(status: number): "unauthenticated" | "forbidden" | "not_found" | "rate_limited" | "unavailable" {
  switch (status) {
    case 401:
      return "unauthenticated";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 429:
      return "rate_limited";
    default:
      return "unavailable";
  }
}
