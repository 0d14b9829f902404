import { CloseCode, closeMeaning, type ErrorCode } from "../protocol/codes.ts";
import { encodeClient } from "../protocol/encode.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { ClientFrame } from "../protocol/frames.ts";
import type { Limits } from "../protocol/limits.ts";
import { brokenOff, type Edge, type Ending, type Socket, type SocketListener } from "./edge.ts";

/** How often in a heartbeat silence is looked at. */
const CHECKS_PER_HEARTBEAT = 4;

/** Heartbeats of silence after which the connection is taken for dead. */
const MAX_SILENT_HEARTBEATS = 2;

/** For an answer to a probe. */
const PROBE_PATIENCE_MS = 5_000;

/** The wall's clock is so much further than the other one: the device slept. */
const SLEPT_MS = 10_000;

const FIRST_FAMILIAR_CLOSE_CODE = 4_000;

/** Takes what happens to connections. Nothing comes after `ended`. */
export interface ConnectionEvents {
  opened(connection: Connection): void;
  received(connection: Connection, text: string | undefined): void;
  ended(connection: Connection, ending: Ending): void;
}

/** Whether the server does not accept who the client says it is. */
export function refusesIdentity(ending: Ending): boolean {
  return ending.closeCode === CloseCode.unauthenticated || ending.httpStatus === 401 || ending.httpStatus === 403;
}

/** What a client says that is closed by this ending. */
export function failureOf(ending: Ending): CarillonError {
  let code: ErrorCode = "forbidden";
  if (refusesIdentity(ending) || ending.closeCode === CloseCode.sessionRevoked) {
    code = "unauthenticated";
  } else if (ending.closeCode === CloseCode.tooManySessions) {
    code = "too_many_sessions";
  }
  return ending.closeCode >= FIRST_FAMILIAR_CLOSE_CODE
    ? new CarillonError(
        code,
        `the server closed the connection (${ending.closeCode}): ${closeMeaning(ending.closeCode)}`,
        { closeCode: ending.closeCode },
      )
    : new CarillonError(code, `the server refused the connection: ${ending.reason}`);
}

/** One attempt to connect, and the socket that comes of it. Knows whether the other side still lives. */
export class Connection implements SocketListener {
  readonly #edge: Edge;
  readonly #events: ConnectionEvents;
  #socket: Socket | undefined;
  #ended = false;
  #probing = false;
  #heardMs: number;
  #wallAheadMs: number | undefined;

  constructor(edge: Edge, events: ConnectionEvents) {
    this.#edge = edge;
    this.#events = events;
    this.#heardMs = edge.nowMs();
  }

  opened(socket: Socket): void {
    this.#socket = socket;
    if (this.#ended) {
      socket.close();
    } else {
      this.heard();
      this.#events.opened(this);
    }
  }

  received(text: string | undefined): void {
    this.heard();
    if (!this.#ended) {
      this.#events.received(this, text);
    }
  }

  heard(): void {
    this.#heardMs = this.#edge.nowMs();
  }

  ended(ending: Ending): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#events.ended(this, ending);
    }
  }

  /**
   * Asks at once whether the connection lives, and gives it up without an answer: after a change of the network it
   * may be dead for long before its silence is noticed.
   */
  probe(): void {
    if (this.#ended || this.#probing) {
      return;
    }
    this.#probing = true;
    const askedMs = this.#edge.nowMs();
    this.send({ op: "ping" });
    this.#edge.after(PROBE_PATIENCE_MS, () => {
      this.#probing = false;
      // Heard at the very time of the question may be before it; the answer takes longer than nothing.
      if (!this.#ended && this.#heardMs <= askedMs) {
        this.#giveUp(`no answer within ${PROBE_PATIENCE_MS} ms`);
      }
    });
  }

  /** Looks for silence from now on: asks with a ping after one heartbeat, gives up after two. */
  watch(heartbeatMs: number): void {
    const aheadMs = this.#edge.wallMs() - this.#edge.nowMs();
    if (this.#wallAheadMs !== undefined && aheadMs - this.#wallAheadMs > SLEPT_MS) {
      this.probe();
    }
    this.#wallAheadMs = aheadMs;
    const dueMs = this.#edge.nowMs() + heartbeatMs / CHECKS_PER_HEARTBEAT;
    this.#edge.after(heartbeatMs / CHECKS_PER_HEARTBEAT, () => this.#look(heartbeatMs, this.#edge.nowMs() - dueMs));
  }

  #look(heartbeatMs: number, lateMs: number): void {
    if (this.#ended) {
      return;
    }
    const silenceMs = this.#edge.nowMs() - this.#heardMs;
    if (lateMs >= heartbeatMs) {
      // A page that was frozen heard nothing because it did not listen: what waits in the socket comes next.
      this.probe();
    } else if (silenceMs >= MAX_SILENT_HEARTBEATS * heartbeatMs) {
      this.#giveUp(`nothing came for ${Math.round(silenceMs)} ms`);
      return;
    } else if (silenceMs >= heartbeatMs) {
      this.send({ op: "ping" });
    }
    this.watch(heartbeatMs);
  }

  #giveUp(reason: string): void {
    this.drop();
    this.#events.ended(this, brokenOff(reason));
  }

  /** @throws InvalidValueError if the frame breaks a rule */
  send(frame: ClientFrame, limits?: Limits): void {
    this.sendText(encodeClient(frame, limits));
  }

  sendText(text: string): void {
    if (!this.#ended) {
      this.#socket?.send(text);
    }
  }

  /** Ends it from this side, without an event. */
  drop(): void {
    this.#ended = true;
    this.#socket?.close();
  }
}
