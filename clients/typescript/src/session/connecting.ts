import { Connection, type ConnectionEvents, failureOf, refusesIdentity } from "../net/connection.ts";
import { Backoff } from "../net/backoff.ts";
import { brokenOff, type Edge, type Ending, type Timer } from "../net/edge.ts";
import { isRetryable, reconnectsAfter } from "../protocol/codes.ts";
import { decodeServer } from "../protocol/decode.ts";
import type { UserId } from "../protocol/entry.ts";
import { CarillonError, ProtocolError } from "../protocol/errors.ts";
import type { Drain, ServerFrame, Welcome } from "../protocol/frames.ts";
import type { Callbacks } from "./callbacks.ts";
import type { Credentials } from "./credentials.ts";
import type { Dialogue } from "./dialogue.ts";
import { type ClientState, isOnline } from "./listeners.ts";

interface Opening {
  readonly resolve: (user: UserId) => void;
  readonly reject: (reason: CarillonError) => void;
}

/** What a connection is kept with. */
export interface ConnectingParts {
  readonly edge: Edge;
  readonly credentials: Credentials;
  readonly dialogue: Dialogue;
  readonly callbacks: Callbacks;
  /** Told once, with the reason if there is one. */
  readonly whenClosed: (reason: CarillonError | undefined) => void;
}

/**
 * Keeps a connection: makes it, makes it again after it ended, and replaces it before the server takes it away.
 *
 * At most two connections exist: the one with the session, and an attempt. The attempt's `welcome` makes it the
 * session's connection and drops the other.
 */
export class Connecting implements ConnectionEvents {
  readonly #parts: ConnectingParts;
  readonly #backoff: Backoff;
  readonly #waiting: Opening[] = [];
  #state: ClientState = "disconnected";
  #started = false;
  #current: Connection | undefined;
  #attempt: Connection | undefined;
  #nextAttempt: Timer | undefined;
  #user: UserId | undefined;

  /** Whether the session's node goes away. */
  #draining = false;
  #sessionBeganMs = 0;

  constructor(parts: ConnectingParts) {
    this.#parts = parts;
    this.#backoff = new Backoff(() => parts.edge.random());
  }

  get state(): ClientState {
    return this.#state;
  }

  connect(opening: Opening): void {
    if (this.#state === "closed") {
      opening.reject(new CarillonError("unavailable", "the client is closed"));
      return;
    }
    this.#waiting.push(opening);
    if (isOnline(this.#state)) {
      this.#tellWaiting();
    } else if (!this.#started) {
      this.#started = true;
      this.#begin();
    }
  }

  /** The network changed, or the device woke up. */
  hinted(): void {
    if (this.#current !== undefined) {
      this.#current.probe();
    } else if (this.#nextAttempt !== undefined) {
      const sooner = this.#backoff.hinted();
      if (sooner !== undefined) {
        this.#attemptAfter(sooner);
      }
    }
  }

  #attemptAfter(delayMs: number): void {
    this.#cancelNextAttempt();
    this.#nextAttempt = this.#parts.edge.after(delayMs, () => this.#begin());
  }

  #cancelNextAttempt(): void {
    this.#nextAttempt?.cancel();
    this.#nextAttempt = undefined;
  }

  /** Makes an attempt, unless one is on its way. */
  #begin(): void {
    this.#nextAttempt = undefined;
    if (this.#attempt !== undefined || this.#state === "closed") {
      return;
    }
    const { edge, credentials } = this.#parts;
    const made = new Connection(edge, this);
    this.#attempt = made;
    if (this.#current === undefined) {
      this.#become("connecting");
    }
    const address = credentials.place().socket;
    const patienceMs = credentials.patienceMs;
    edge.after(patienceMs, () => {
      if (this.#attempt === made) {
        this.#drop(made, `no welcome within ${patienceMs} ms`);
      }
    });
    edge.connect(address, made);
  }

  opened(connection: Connection): void {
    this.#parts.credentials.hello({
      done: (hello) => {
        try {
          connection.send(hello);
        } catch (e) {
          this.close(new CarillonError("invalid_field", e instanceof Error ? e.message : "hello: not valid"));
        }
      },
      failed: (e) => {
        if (connection !== this.#attempt) {
          return;
        }
        if (e instanceof CarillonError && !isRetryable(e.code)) {
          this.close(e);
        } else {
          this.#drop(connection, `no token: ${e instanceof Error ? e.message : "failed"}`);
        }
      },
    });
  }

  #drop(connection: Connection, reason: string): void {
    connection.drop();
    this.ended(connection, brokenOff(reason));
  }

  received(connection: Connection, text: string | undefined): void {
    let frame: ServerFrame | undefined;
    try {
      if (text === undefined) {
        throw new ProtocolError("a binary frame");
      }
      frame = decodeServer(text);
    } catch (e) {
      this.#drop(connection, e instanceof Error ? e.message : "not a frame");
      return;
    }
    if (frame === undefined) {
      return;
    }
    if (connection === this.#attempt) {
      this.#beforeWelcome(connection, frame);
    } else if (connection === this.#current) {
      if (frame.op === "drain") {
        this.#drain(frame);
      }
      this.#parts.dialogue.received(frame);
      this.#settle();
    }
  }

  #beforeWelcome(connection: Connection, frame: ServerFrame): void {
    if (frame.op === "welcome") {
      this.#welcome(connection, frame);
      return;
    }
    const delayMs = this.#parts.credentials.turnedAway(frame);
    if (delayMs !== undefined) {
      this.#backoff.serverNamed(delayMs);
    }
  }

  #welcome(connection: Connection, welcome: Welcome): void {
    const former = this.#current;
    this.#attempt = undefined;
    this.#current = connection;
    this.#draining = false;
    this.#sessionBeganMs = this.#parts.edge.nowMs();
    this.#parts.credentials.welcome(welcome);
    this.#user = welcome.user;
    this.#parts.dialogue.welcome(connection, welcome);
    former?.drop();
    this.#become("syncing");
    this.#settle();
    this.#tellWaiting();
    connection.watch(welcome.heartbeatSeconds * 1_000);
  }

  #settle(): void {
    if (this.#state === "syncing" && !this.#parts.dialogue.behind) {
      this.#become("connected");
    }
  }

  /** The node goes away: another session is opened at the time that it names, then this one is dropped. */
  #drain(drain: Drain): void {
    this.#parts.credentials.drain(drain);
    this.#draining = true;
    this.#attemptAfter(drain.reconnectAfterMs);
  }

  ended(connection: Connection, ending: Ending): void {
    if (connection === this.#attempt) {
      this.#attempt = undefined;
    } else if (connection === this.#current) {
      this.#current = undefined;
      this.#parts.dialogue.disconnected();
      this.#backoff.sessionEnded(this.#parts.edge.nowMs() - this.#sessionBeganMs);
    } else {
      return;
    }
    if (this.#state !== "closed") {
      this.#again(ending);
    }
  }

  /** Connects again, or closes the client where that makes no sense. */
  #again(ending: Ending): void {
    if (ending.retryAfterMs !== undefined) {
      this.#backoff.serverNamedSecond(ending.retryAfterMs);
    }
    if (refusesIdentity(ending)) {
      this.#parts.credentials.refused((again) => this.#goOn(again, ending));
    } else {
      this.#goOn(ending.closeCode === 0 || reconnectsAfter(ending.closeCode), ending);
    }
  }

  #goOn(again: boolean, ending: Ending): void {
    if (this.#state === "closed" || !again) {
      this.close(failureOf(ending));
    } else if (this.#attempt === undefined) {
      this.#scheduleNext();
    }
  }

  #scheduleNext(): void {
    if (this.#current === undefined) {
      this.#become("disconnected");
      if (this.#nextAttempt === undefined) {
        const delayMs = this.#backoff.next();
        this.#attemptAfter(delayMs);
        this.#parts.callbacks.client((listener) => listener.nextAttempt?.(delayMs));
      }
    } else if (this.#draining && this.#nextAttempt === undefined) {
      this.#attemptAfter(this.#backoff.besideSession());
    }
  }

  /**
   * Ends everything, once.
   *
   * @param reason undefined if the application wants it so
   */
  close(reason?: CarillonError): void {
    if (this.#state === "closed") {
      return;
    }
    this.#cancelNextAttempt();
    for (const connection of [this.#current, this.#attempt]) {
      connection?.drop();
    }
    this.#current = undefined;
    this.#attempt = undefined;
    this.#parts.dialogue.disconnected();
    this.#become("closed");
    this.#parts.whenClosed(reason);
    for (const { reject } of this.#waiting.splice(0)) {
      reject(reason ?? new CarillonError("unavailable", "the client was closed"));
    }
    if (reason !== undefined) {
      this.#parts.callbacks.client((listener) => listener.closed?.(reason));
    }
  }

  #become(next: ClientState): void {
    if (this.#state !== next) {
      this.#state = next;
      this.#parts.callbacks.client((listener) => listener.stateChanged?.(next));
    }
  }

  #tellWaiting(): void {
    const user = this.#user;
    if (user !== undefined) {
      for (const { resolve } of this.#waiting.splice(0)) {
        resolve(user);
      }
    }
  }
}
