/** A task that waits for its time. */
export interface Timer {
  cancel(): void;
}

/** One open WebSocket. */
export interface Socket {
  send(text: string): void;
  close(): void;
}

/** Why a connection ended. */
export interface Ending {
  /** Of the close frame; 0 if there was none. */
  readonly closeCode: number;
  /** Of a handshake that was refused, where the platform tells it (browsers do not); 0 otherwise. */
  readonly httpStatus: number;
  readonly reason: string;
  /** `Retry-After` of a refused handshake, in milliseconds, where the platform tells it. */
  readonly retryAfterMs?: number;
}

/** Takes what happens to a socket. Nothing comes after `ended`. */
export interface SocketListener {
  opened(socket: Socket): void;
  /** A text frame; undefined for a binary one, which no server of this protocol sends. */
  received(text: string | undefined): void;
  /** Something came that says that the other side lives, such as a WebSocket ping. */
  heard(): void;
  ended(ending: Ending): void;
}

/** What a client reaches the world through: the network, time and chance. Tests put their own in its place. */
export interface Edge {
  /** Begins to open a WebSocket with the subprotocol `carillon.v1`. */
  connect(address: string, listener: SocketListener): void;

  /** A clock that never goes back, in milliseconds. */
  nowMs(): number;

  /** The wall's clock, in milliseconds since 1970 UTC. */
  wallMs(): number;

  /** Runs a task once, after this time. */
  after(delayMs: number, task: () => void): Timer;

  /** Runs a task soon, after what waits already: so that listeners do not keep a page from drawing. */
  defer(task: () => void): void;

  /** From 0, below 1. */
  random(): number;
}

/** A connection that ended without a word of the server. */
export function brokenOff(reason: string): Ending {
  return { closeCode: 0, httpStatus: 0, reason };
}
