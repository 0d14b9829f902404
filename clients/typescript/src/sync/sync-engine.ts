import type { ErrorCode } from "../protocol/codes.ts";
import type { ConversationId, ConversationSummary, Entry } from "../protocol/entry.ts";
import type { Entries, Reset } from "../protocol/frames.ts";
import { NO_CURSORS, type SyncBounds, type SyncCommand, type SyncCursors } from "./commands.ts";
import { Deliveries } from "./deliveries.ts";
import { SyncRequests } from "./requests.ts";
import { type Track, Tracks } from "./track.ts";

/** So often an answer may bring nothing although something is missing, before the gap is given up. */
const MAX_FRUITLESS = 5;

/**
 * Turns what a server sends into entries in order: of each conversation n + 1 never before n, and none twice.
 *
 * An entry that is next is delivered at once. One beyond a gap is held, bounded, while `sync` fetches what is
 * missing. Whatever is lost on the way, the log on the server is asked for it; where the server cannot prove
 * continuity, a `reset` says so instead of a silent hole.
 *
 * Every method returns commands to be carried out in order. No I/O, no clock, no chance.
 */
export class SyncEngine {
  readonly #tracks = new Tracks();
  readonly #requests: SyncRequests;
  readonly #deliveries: Deliveries;
  #epoch: string | undefined;
  #connected = false;
  #paused = false;

  constructor(bounds: SyncBounds, cursors: SyncCursors = NO_CURSORS) {
    this.#deliveries = new Deliveries(bounds.maxHeldEntries);
    this.#requests = new SyncRequests(bounds);
    this.#epoch = cursors.epoch;
    for (const [conversation, seq] of cursors.seqs) {
      this.#tracks.follow(conversation, seq, seq);
    }
  }

  /** Goes on after `afterSeq` in this conversation, whatever was delivered of it before. */
  start(conversation: ConversationId, afterSeq: number): readonly SyncCommand[] {
    const track = this.#tracks.follow(conversation, afterSeq, afterSeq);
    track.cursor = afterSeq;
    track.fruitless = 0;
    track.restarted = track.inFlight;
    this.#deliveries.clearHeld(track);
    this.#want(track);
    return this.#flush();
  }

  /** A session opened. Conversations without a cursor begin at their heads. */
  welcome(epoch: string, conversations: readonly ConversationSummary[]): readonly SyncCommand[] {
    this.disconnected();
    this.#connected = true;
    const otherEpoch = this.#epoch !== undefined && this.#epoch !== epoch;
    if (otherEpoch) {
      this.#tracks.forgetEnded();
    }
    this.#epoch = epoch;
    this.#tracks.all().forEach((track) => (track.left = true));
    conversations.forEach((summary) => this.#opened(summary, otherEpoch));
    for (const track of this.#tracks.all()) {
      if (track.left && otherEpoch) {
        this.#remove(track);
      } else if (track.left || track.cursor !== track.head) {
        this.#want(track);
      }
    }
    return this.#flush();
  }

  #opened(summary: ConversationSummary, otherEpoch: boolean): Track {
    const track = this.#tracks.follow(summary.id, summary.headSeq, summary.headSeq);
    track.left = false;
    track.head = summary.headSeq;
    if (otherEpoch) {
      this.#deliveries.reset(track, summary.headSeq, summary.firstSeq);
    }
    return track;
  }

  /** The connection is gone, and with it every answer that was still to come. */
  disconnected(): void {
    this.#connected = false;
    this.#requests.clear();
    for (const track of this.#tracks.all()) {
      track.inFlight = false;
      track.again = false;
      track.restarted = false;
      this.#deliveries.clearHeld(track);
    }
  }

  /** A live entry, in whatever order it comes. */
  live(entry: Entry): readonly SyncCommand[] {
    const track = this.#tracks.follow(entry.conversation, entry.seq - 1, entry.seq - 1);
    track.head = Math.max(track.head, entry.seq);
    if (entry.seq === track.cursor + 1 && !this.#paused) {
      this.#deliveries.deliver(track, entry);
      this.#deliveries.deliverHeld(track);
    } else if (entry.seq > track.cursor) {
      if (!this.#paused) {
        this.#deliveries.hold(track, entry);
      }
      this.#want(track);
    }
    return this.#flush();
  }

  /** A page, the answer to a request. */
  entries(page: Entries): readonly SyncCommand[] {
    const track = this.#answered(page.ref, page.conversation);
    if (track === undefined) {
      return this.#flush();
    }
    const before = track.cursor;
    for (const entry of page.entries) {
      if (entry.seq > track.cursor) {
        this.#deliveries.skipTo(track, entry.seq - 1, entry.seq);
        this.#deliveries.deliver(track, entry);
      }
    }
    this.#deliveries.deliverHeld(track);
    track.head = Math.max(track.head, page.headSeq);
    if (track.cursor > before || !track.behind) {
      track.fruitless = 0;
      this.#wantMore(track, page.more);
    } else {
      this.#nothingCame(track, page.headSeq);
    }
    return this.#flush();
  }

  #wantMore(track: Track, more: boolean): void {
    if (more || track.behind || track.again) {
      this.#want(track);
    } else if (track.left) {
      this.#remove(track);
    }
  }

  /** Nothing after the cursor, yet something is known to be there: asked again in a while, then given up, aloud. */
  #nothingCame(track: Track, serverHead: number): void {
    if (track.left) {
      this.#remove(track);
    } else if (++track.fruitless < MAX_FRUITLESS) {
      this.#checkLater(track);
    } else {
      track.fruitless = 0;
      const firstHeld = track.firstHeld();
      const until = firstHeld === undefined ? Math.max(track.cursor, serverHead) : firstHeld - 1;
      this.#deliveries.skipTo(track, until, until + 1);
      track.head = track.lastHeld() ?? track.cursor;
      this.#deliveries.deliverHeld(track);
    }
  }

  /** Continuity cannot be proven, the answer to a request. */
  reset(reset: Reset): readonly SyncCommand[] {
    const track = this.#answered(reset.ref, reset.conversation);
    if (track !== undefined) {
      this.#deliveries.reset(track, reset.headSeq, reset.firstSeq);
      track.head = Math.max(track.lastHeld() ?? 0, reset.headSeq);
      this.#deliveries.deliverHeld(track);
      this.#wantMore(track, false);
    }
    return this.#flush();
  }

  /** A request was refused: its next conversation, which does not exist for this user, or else all that are left. */
  refused(ref: string, code: ErrorCode): readonly SyncCommand[] {
    const unanswered = this.#requests.unanswered(ref);
    const one = code === "no_such_conversation";
    for (const conversation of one ? unanswered.slice(0, 1) : unanswered) {
      const track = this.#answered(ref, conversation);
      if (track !== undefined && one) {
        this.#remove(track);
      } else if (track !== undefined) {
        this.#checkLater(track);
      }
    }
    return this.#flush();
  }

  /** Live entries were dropped for this session. */
  lagging(conversations: readonly ConversationId[]): readonly SyncCommand[] {
    this.#tracks.of(conversations).forEach((track) => this.#want(track));
    return this.#flush();
  }

  /** An entry of one's own was appended: it must come live, and if it does not, it is fetched. */
  sent(conversation: ConversationId, seq: number): readonly SyncCommand[] {
    const track = this.#tracks.get(conversation);
    if (track !== undefined && seq > track.cursor) {
      track.head = Math.max(track.head, seq);
      this.#checkLater(track);
    }
    return this.#flush();
  }

  /** What `checkLater` asked for. */
  check(conversation: ConversationId): readonly SyncCommand[] {
    const track = this.#tracks.get(conversation);
    if (track !== undefined) {
      track.checkPending = false;
      if (track.behind || track.fruitless > 0) {
        this.#want(track);
      }
    }
    return this.#flush();
  }

  /** This user has become a member. */
  joined(summary: ConversationSummary): readonly SyncCommand[] {
    const track = this.#opened(summary, false);
    if (track.cursor !== track.head) {
      this.#want(track);
    }
    return this.#flush();
  }

  /** This user is a member no more. */
  left(conversation: ConversationId): readonly SyncCommand[] {
    const track = this.#tracks.get(conversation);
    if (track !== undefined) {
      track.left = true;
      if (!track.behind && !track.inFlight) {
        this.#remove(track);
      }
    }
    return this.#flush();
  }

  /** Nobody takes what is delivered: nothing more is asked for, and live entries are dropped. */
  pause(): void {
    this.#paused = true;
  }

  /** The end of a pause: what was dropped is fetched. */
  resume(): readonly SyncCommand[] {
    this.#paused = false;
    return this.#flush();
  }

  /** Everything up to here was delivered; undefined: the conversation is not followed. */
  cursor(conversation: ConversationId): number | undefined {
    return this.#tracks.get(conversation)?.cursor;
  }

  /** Whether something is known to be missing. */
  get behind(): boolean {
    return !this.#requests.idle;
  }

  #want(track: Track): void {
    if (track.inFlight) {
      track.again = true;
    } else if (this.#connected) {
      this.#requests.want(track.conversation);
    }
  }

  #checkLater(track: Track): void {
    if (!track.checkPending) {
      track.checkPending = true;
      this.#deliveries.add({ kind: "checkLater", conversation: track.conversation, attempt: track.checks++ });
    }
  }

  /** The track that an answer is about; undefined if nobody waits for it. */
  #answered(ref: string, conversation: ConversationId): Track | undefined {
    const track = this.#requests.answered(ref, conversation) ? this.#tracks.get(conversation) : undefined;
    if (track === undefined) {
      return undefined;
    }
    track.inFlight = false;
    if (track.restarted) {
      this.#want(track);
      return undefined;
    }
    return track;
  }

  #remove(track: Track): void {
    this.#deliveries.ended(track);
    this.#tracks.end(track);
  }

  /** Asks for as much as may be in flight and hands out what is to be done. */
  #flush(): readonly SyncCommand[] {
    while (this.#connected && !this.#paused) {
      const request = this.#requests.next(this.#tracks);
      if (request === undefined) {
        break;
      }
      this.#deliveries.add(request);
    }
    return this.#deliveries.take();
  }
}
