const COUNTER_VALUES = 4_096;
const MAX_TIME_MS = 2 ** 48 - 1;

/**
 * Makes keys of messages: UUIDs of version 7 (RFC 9562), which begin with the time.
 *
 * Keys of one sender grow with time, so the store's unique index of them is written at one place, not all over.
 * Within a millisecond, and while the clock stands or goes back, a counter of 12 bits keeps them growing.
 */
export class ClientMessageIds {
  readonly #wallMs: () => number;
  readonly #randomBytes: (bytes: Uint8Array<ArrayBuffer>) => void;
  #lastMs = -1;
  #counter = 0;

  /**
   * @param wallMs milliseconds since 1970 UTC
   * @param randomBytes fills an array with chance
   */
  constructor(wallMs: () => number, randomBytes: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#wallMs = wallMs;
    this.#randomBytes = randomBytes;
  }

  /** A key that no other message has, greater than all that this object made before. */
  next(): string {
    const now = Math.min(Math.max(Math.floor(this.#wallMs()), 0), MAX_TIME_MS);
    if (now > this.#lastMs) {
      this.#lastMs = now;
      this.#counter = 0;
    } else if (++this.#counter === COUNTER_VALUES) {
      this.#lastMs++;
      this.#counter = 0;
    }
    const random = new Uint8Array(8);
    this.#randomBytes(random);
    random[0] = ((random[0] ?? 0) & 0x3f) | 0x80; // the variant of RFC 9562
    const time = hex(this.#lastMs, 12);
    const tail = Array.from(random, (byte) => hex(byte, 2)).join("");
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(this.#counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

const own = new ClientMessageIds(Date.now, (bytes) => crypto.getRandomValues(bytes));

/** A fresh key of a message: sending the same key again is the same message. */
export function freshClientMessageId(): string {
  return own.next();
}
