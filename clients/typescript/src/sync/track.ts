import type { ConversationId, Entry } from "../protocol/entry.ts";

/** What the engine knows of one conversation. Confined to its engine. */
export class Track {
  readonly conversation: ConversationId;

  /** Everything up to here was delivered or given up. */
  cursor: number;

  /** The last entry that is known to exist. */
  head: number;

  /** Live entries beyond `cursor + 1`, by seq. */
  readonly held = new Map<number, Entry>();

  /** A `sync` is on its way, or answered in part. */
  inFlight = false;

  /** Sync once more when the one on its way is answered. */
  again = false;

  /** The cursor was moved while a `sync` was on its way: its answer is of no use. */
  restarted = false;

  /** A `checkLater` was handed out and not answered. */
  checkPending = false;

  /** Checks in a row since the last entry was delivered. */
  checks = 0;

  /** The user is a member no more: the track ends when it has caught up. */
  left = false;

  /** Answers in a row that brought nothing although something was missing. */
  fruitless = 0;

  constructor(conversation: ConversationId, cursor: number, head: number) {
    this.conversation = conversation;
    this.cursor = cursor;
    this.head = head;
  }

  get behind(): boolean {
    return this.cursor < this.head;
  }

  /** The lowest seq held; undefined if none is. Bounded by what may be held at all. */
  firstHeld(): number | undefined {
    return this.held.size === 0 ? undefined : Math.min(...this.held.keys());
  }

  /** The highest seq held; undefined if none is. */
  lastHeld(): number | undefined {
    return this.held.size === 0 ? undefined : Math.max(...this.held.keys());
  }
}

/** Of those that ended longest ago the cursors are forgotten: they begin at their heads again. */
const MAX_ENDED = 10_000;

/**
 * The conversations that an engine follows, and how far those were delivered that it follows no more.
 *
 * A conversation that its user joined moments before a `welcome` may be missing there and come with a `joined` a
 * moment later: meanwhile it looks like one that the user has left. It goes on where it was, and so does one that
 * the user joins again. Confined to its engine.
 */
export class Tracks {
  readonly #followed = new Map<ConversationId, Track>();
  readonly #ended = new Map<ConversationId, number>();

  get(conversation: ConversationId): Track | undefined {
    return this.#followed.get(conversation);
  }

  /** Those of these conversations that are followed. */
  of(conversations: readonly ConversationId[]): readonly Track[] {
    return conversations.flatMap((conversation) => this.#followed.get(conversation) ?? []);
  }

  /** The track of this conversation; a new one begins where it was delivered to, or else after `afterSeq`. */
  follow(conversation: ConversationId, afterSeq: number, head: number): Track {
    const known = this.#followed.get(conversation);
    if (known !== undefined) {
      return known;
    }
    const track = new Track(conversation, this.#ended.get(conversation) ?? afterSeq, head);
    this.#ended.delete(conversation);
    this.#followed.set(conversation, track);
    return track;
  }

  /** A copy: tracks may end while it is gone through. */
  all(): readonly Track[] {
    return [...this.#followed.values()];
  }

  end(track: Track): void {
    this.#followed.delete(track.conversation);
    this.#ended.set(track.conversation, track.cursor);
    if (this.#ended.size > MAX_ENDED) {
      for (const eldest of this.#ended.keys()) {
        this.#ended.delete(eldest);
        return;
      }
    }
  }

  /** Cursors of another store's life say nothing. */
  forgetEnded(): void {
    this.#ended.clear();
  }
}
