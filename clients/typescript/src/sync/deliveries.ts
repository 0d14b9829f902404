import type { Entry } from "../protocol/entry.ts";
import type { SyncCommand } from "./commands.ts";
import type { Track } from "./track.ts";

/** What the engine hands out, and the live entries that it holds back until it is their turn. */
export class Deliveries {
  readonly #maxHeldEntries: number;
  #commands: SyncCommand[] = [];
  #heldEntries = 0;

  constructor(maxHeldEntries: number) {
    this.#maxHeldEntries = maxHeldEntries;
  }

  add(command: SyncCommand): void {
    this.#commands.push(command);
  }

  take(): readonly SyncCommand[] {
    const result = this.#commands;
    this.#commands = [];
    return result;
  }

  deliver(track: Track, entry: Entry): void {
    track.cursor = entry.seq;
    track.checks = 0;
    this.add({ kind: "deliver", entry });
  }

  /** Delivers what was held and is next now; forgets what was delivered otherwise. */
  deliverHeld(track: Track): void {
    let first = track.firstHeld();
    while (first !== undefined && first <= track.cursor + 1) {
      const entry = track.held.get(first);
      track.held.delete(first);
      this.#heldEntries--;
      if (entry !== undefined && first > track.cursor) {
        this.deliver(track, entry);
      }
      // The next one is mostly the one after it: looked for first, as the lowest of all is a search.
      first = track.held.has(first + 1) ? first + 1 : track.firstHeld();
    }
  }

  /** Gives up what is missing up to `afterSeq`, if anything is. */
  skipTo(track: Track, afterSeq: number, firstSeq: number): void {
    if (afterSeq > track.cursor) {
      this.reset(track, afterSeq, firstSeq);
    }
  }

  reset(track: Track, afterSeq: number, firstSeq: number): void {
    this.add({ kind: "reset", conversation: track.conversation, afterSeq, firstSeq });
    track.cursor = afterSeq;
  }

  /** Keeps the entry until it is its turn, if there is room; if not, it will be fetched. */
  hold(track: Track, entry: Entry): void {
    if (this.#heldEntries < this.#maxHeldEntries && !track.held.has(entry.seq)) {
      track.held.set(entry.seq, entry);
      this.#heldEntries++;
    }
  }

  ended(track: Track): void {
    this.clearHeld(track);
    this.add({ kind: "ended", conversation: track.conversation });
  }

  clearHeld(track: Track): void {
    this.#heldEntries -= track.held.size;
    track.held.clear();
  }
}
