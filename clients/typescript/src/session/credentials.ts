import type { Edge } from "../net/edge.ts";
import type { ServerAddress } from "../net/server-address.ts";
import { isRetryable } from "../protocol/codes.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { Drain, Hello, ServerFrame, Welcome } from "../protocol/frames.ts";

/** A ticket that ends within this time is not worth showing. */
const TICKET_MARGIN_MS = 5_000;

/** From the beginning of an attempt to `welcome`. */
const WELCOME_TIMEOUT_MS = 30_000;

/** The same at a place that the server named, so that another can be tried before the old session ends. */
const WELCOME_TIMEOUT_AWAY_MS = 10_000;

/**
 * Asked for a token whenever one is needed and no resume ticket will do. May throw, or give a promise that fails with,
 * a {@link CarillonError}, whose code says whether it makes sense to ask again.
 */
export type TokenSupplier = () => string | PromiseLike<string>;

/** Takes a value, or the failure to get one. */
export interface Outcome<T> {
  done(value: T): void;
  failed(error: unknown): void;
}

/** At once where there is no promise, so that nothing is late that need not be. */
function settle<T>(make: () => T | PromiseLike<T>, outcome: Outcome<T>): void {
  let value: T | PromiseLike<T>;
  try {
    value = make();
  } catch (e) {
    outcome.failed(e);
    return;
  }
  if (typeof value === "object" && value !== null && "then" in value) {
    Promise.resolve(value).then(outcome.done, outcome.failed);
  } else {
    outcome.done(value);
  }
}

/**
 * What a client shows to be let in, and where: the ticket of its last session while that is valid, else a token. The
 * token is shown at the client's own address only.
 */
export class Credentials {
  readonly #edge: Edge;
  readonly #server: ServerAddress;
  readonly #device: string;
  readonly #tokens: TokenSupplier;
  #ticket: string | undefined;
  #ticketExpiresAt = 0;

  /** Where the server wants the next session to be opened; undefined: at the client's own address. */
  #named: ServerAddress | undefined;

  /** Whether the present attempt goes there. */
  #away = false;

  /** What the last `hello` showed; undefined if it was the other. */
  #shownTicket: string | undefined;
  #shownToken: string | undefined;

  constructor(edge: Edge, server: ServerAddress, device: string, tokens: TokenSupplier) {
    this.#edge = edge;
    this.#server = server;
    this.#device = device;
    this.#tokens = tokens;
  }

  /** Where the next attempt goes: a place that the server named is tried once, while there is a ticket for it. */
  place(): ServerAddress {
    const place = this.#named;
    this.#named = undefined;
    this.#away = place !== undefined && this.#validTicket() !== undefined;
    return this.#away && place !== undefined ? place : this.#server;
  }

  /** How long the present attempt may take, in milliseconds. */
  get patienceMs(): number {
    return this.#away ? WELCOME_TIMEOUT_AWAY_MS : WELCOME_TIMEOUT_MS;
  }

  #validTicket(): string | undefined {
    return this.#ticketExpiresAt > this.#edge.wallMs() + TICKET_MARGIN_MS ? this.#ticket : undefined;
  }

  /** The first frame of a connection to {@link place}. */
  hello(outcome: Outcome<Hello>): void {
    const ticket = this.#validTicket();
    const device = this.#device;
    this.#shownTicket = ticket;
    this.#shownToken = undefined;
    if (ticket !== undefined) {
      outcome.done({ op: "hello", ticket, device });
    } else if (this.#away) {
      outcome.failed(new CarillonError("unavailable", "the ticket for another node has expired"));
    } else {
      settle(this.#tokens, {
        done: (token) => {
          this.#shownToken = token;
          outcome.done({ op: "hello", token, device });
        },
        failed: outcome.failed,
      });
    }
  }

  welcome(welcome: Welcome): void {
    this.#ticket = welcome.ticket;
    this.#ticketExpiresAt = welcome.ticketExpiresAt;
  }

  /**
   * What a frame before `welcome` says of the time of the next attempt, in milliseconds from now. Of its place `drain`
   * speaks, too.
   */
  turnedAway(frame: ServerFrame): number | undefined {
    if (frame.op === "drain") {
      this.drain(frame);
      return frame.reconnectAfterMs;
    }
    return frame.op === "error" ? frame.retryAfterMs : undefined;
  }

  drain(drain: Drain): void {
    this.#ticket = drain.ticket ?? this.#ticket;
    this.#named = drain.to === undefined ? undefined : this.#server.sibling(drain.to);
  }

  /**
   * The server did not accept what was shown. Tells whether there is something else to show: a token after a ticket,
   * or another token than before.
   */
  refused(tell: (again: boolean) => void): void {
    if (this.#shownTicket !== undefined) {
      this.#ticket = undefined;
      tell(true);
      return;
    }
    const shown = this.#shownToken;
    settle(this.#tokens, {
      done: (token) => tell(token !== shown),
      failed: (e) => tell(!(e instanceof CarillonError) || isRetryable(e.code)),
    });
  }
}
