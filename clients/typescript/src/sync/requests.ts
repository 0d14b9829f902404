import type { ConversationId } from "../protocol/entry.ts";
import type { SyncBounds, SyncRequest } from "./commands.ts";
import type { Tracks } from "./track.ts";

/** Which conversations are to be asked for, and which answers are still to come. Confined to its engine. */
export class SyncRequests {
  readonly #bounds: SyncBounds;

  /** Conversations that wait for a place in flight, the first one first. */
  readonly #wanted = new Set<ConversationId>();

  /** By ref: the conversations whose answers are still to come, in the order in which they will. */
  readonly #unanswered = new Map<string, Set<ConversationId>>();

  #inFlight = 0;
  #refs = 0;

  constructor(bounds: SyncBounds) {
    this.#bounds = bounds;
  }

  want(conversation: ConversationId): void {
    this.#wanted.add(conversation);
  }

  /** Whether nothing is asked for and nothing waits to be. */
  get idle(): boolean {
    return this.#inFlight === 0 && this.#wanted.size === 0;
  }

  clear(): void {
    this.#wanted.clear();
    this.#unanswered.clear();
    this.#inFlight = 0;
  }

  /** The next request, marked in the tracks as on its way; undefined if there is none to be made now. */
  next(tracks: Tracks): SyncRequest | undefined {
    const room = Math.min(
      this.#bounds.maxConversationsInFlight - this.#inFlight,
      this.#bounds.maxConversationsPerRequest,
    );
    const cursors = new Map<ConversationId, number>();
    for (const conversation of this.#wanted) {
      if (cursors.size >= room) {
        break;
      }
      this.#wanted.delete(conversation);
      const track = tracks.get(conversation);
      if (track !== undefined && !track.inFlight) {
        track.inFlight = true;
        track.again = false;
        track.restarted = false;
        cursors.set(conversation, track.cursor);
      }
    }
    if (cursors.size === 0) {
      return undefined;
    }
    // The space keeps it apart from the refs of writes, which are clientMessageIds.
    const ref = `sync ${++this.#refs}`;
    this.#unanswered.set(ref, new Set(cursors.keys()));
    this.#inFlight += cursors.size;
    return { kind: "request", ref, cursors };
  }

  /** The conversations of a request whose answers are still to come. */
  unanswered(ref: string): readonly ConversationId[] {
    return [...(this.#unanswered.get(ref) ?? [])];
  }

  /** Takes note of an answer; false if nobody waits for it. */
  answered(ref: string, conversation: ConversationId): boolean {
    const conversations = this.#unanswered.get(ref);
    if (conversations === undefined || !conversations.delete(conversation)) {
      return false;
    }
    if (conversations.size === 0) {
      this.#unanswered.delete(ref);
    }
    this.#inFlight--;
    return true;
  }
}
