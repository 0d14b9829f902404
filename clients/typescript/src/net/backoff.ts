const FIRST_MS = 1_000;
const FACTOR = 2;
const LONGEST_MS = 60_000;
const JITTER = 0.5;

/** A session of this length shows that the server can be used: counting starts anew. */
const LASTING_MS = 30_000;

/**
 * How long to wait before the next attempt: `min(60 s, 1 s * 2^n) * uniform(0.5, 1.5)`, where n counts attempts since
 * the last session that lasted. A time that the server named comes before that. Pure but for the chance it is given.
 */
export class Backoff {
  readonly #random: () => number;
  #attempts = 0;
  #fixed = false;
  #namedMs: number | undefined;

  /** @param random from 0, below 1 */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** The server wants the next attempt to come after this time, which it has spread already. */
  serverNamed(delayMs: number): void {
    this.#namedMs = delayMs;
  }

  /**
   * The server named a second, as `Retry-After` does: the next attempt comes at some moment of it, so that all who
   * were told the same second do not come at once.
   */
  serverNamedSecond(delayMs: number): void {
    this.serverNamed(delayMs + this.#random() * 1_000);
  }

  sessionEnded(lastedMs: number): void {
    if (lastedMs >= LASTING_MS) {
      this.#attempts = 0;
    }
  }

  /**
   * The wait before another attempt beside a session that still lives, in milliseconds: nothing is lost meanwhile, so
   * it does not count.
   */
  besideSession(): number {
    const counted = this.#attempts;
    this.#attempts = 0;
    const result = this.next();
    this.#attempts = counted;
    return result;
  }

  /** The wait before the next attempt, in milliseconds. */
  next(): number {
    const named = this.#namedMs;
    this.#namedMs = undefined;
    this.#fixed = named !== undefined;
    const attempt = this.#attempts++;
    if (named !== undefined) {
      return named;
    }
    const factor = 1 + JITTER * (2 * this.#random() - 1);
    return Math.min(FIRST_MS * FACTOR ** attempt, LONGEST_MS) * factor;
  }

  /**
   * The device has another network, or woke up: how long to wait from now on instead of the present wait, in
   * milliseconds. All who notice the same do not come at once, so it is a moment of the next second.
   *
   * @returns undefined if the present wait stays: the server named it, or it was shortened before
   */
  hinted(): number | undefined {
    if (this.#fixed) {
      return undefined;
    }
    this.#fixed = true;
    return this.#random() * 1_000;
  }
}
