import type { CarillonClient } from "../client.ts";
import type { ConversationId, Entry } from "../protocol/entry.ts";
import type { KeptMessages } from "./kept.ts";
import type { Pulse } from "./observed.ts";
import { HistoryPages, type Pages } from "./pages.ts";
import { Timeline } from "./timeline.ts";
import { Writing } from "./writing.ts";

/** Timelines that are kept up although nobody looks at them, so that going back to one is instant. */
const MAX_UNSEEN = 8;

/** What timelines have in common. */
export interface ShelfParts {
  readonly client: CarillonClient;
  readonly pulse: Pulse;
  readonly kept: KeptMessages;
  readonly maxShown: number;
  readonly pageSize: number;
  readonly markRead: (conversation: ConversationId, seq: number) => void;
}

interface Placed {
  readonly conversation: ConversationId;
  readonly timeline: Timeline;
}

/** The timelines in use, and a few that were lately. */
export class Shelf {
  readonly #parts: ShelfParts;

  /** By name, the one that was asked for last at the end. */
  readonly #timelines = new Map<string, Placed>();
  readonly #writings = new Map<ConversationId, Writing>();

  constructor(parts: ShelfParts) {
    this.#parts = parts;
  }

  timeline(name: string, conversation: ConversationId, pages: () => Pages): Timeline {
    const timeline = this.#timelines.get(name)?.timeline ?? this.#made(conversation, pages());
    this.#timelines.delete(name);
    this.#timelines.set(name, { conversation, timeline });
    this.#letGo();
    return timeline;
  }

  #made(conversation: ConversationId, pages: Pages): Timeline {
    const { client, pulse, kept, maxShown, pageSize, markRead } = this.#parts;
    const whole = pages instanceof HistoryPages;
    return new Timeline({
      conversation: client.conversation(conversation),
      writing: this.writing(conversation),
      pages,
      kept: () => (whole ? kept.newest(conversation, client.user) : Promise.resolve(undefined)),
      keep: (page, untilSeq) => (whole ? kept.keep(conversation, page, untilSeq) : undefined),
      cursor: () => client.cursor(conversation) ?? 0,
      live: () => client.state === "connected",
      self: () => client.user,
      pulse,
      maxShown,
      pageSize,
      markRead: (seq) => markRead(conversation, seq),
    });
  }

  /** Those that nobody looks at, the one that was asked for longest ago first. */
  #letGo(): void {
    const unseen = [...this.#timelines].filter(([, { timeline }]) => !timeline.observed);
    // The last one is about to be looked at.
    for (const [name] of unseen.slice(0, Math.max(0, unseen.length - 1 - MAX_UNSEEN))) {
      this.#timelines.delete(name);
    }
  }

  writing(conversation: ConversationId): Writing {
    const { client } = this.#parts;
    const known = this.#writings.get(conversation);
    const writing =
      known ??
      new Writing(
        client,
        conversation,
        () => Date.now(),
        () => this.#each(conversation, (timeline) => timeline.wrote()),
      );
    this.#writings.set(conversation, writing);
    return writing;
  }

  came(entry: Entry): void {
    this.#writings.get(entry.conversation)?.came(entry);
    this.#each(entry.conversation, (timeline) => timeline.came(entry));
  }

  /** Continuity of a conversation was lost. */
  lost(conversation: ConversationId): void {
    this.#writings.get(conversation)?.lost();
    this.#each(conversation, (timeline) => timeline.mend(true));
  }

  /** There is a connection again. */
  mend(): void {
    for (const { timeline } of this.#timelines.values()) {
      timeline.mend(false);
    }
  }

  #each(conversation: ConversationId, tell: (timeline: Timeline) => void): void {
    for (const placed of this.#timelines.values()) {
      if (placed.conversation === conversation) {
        tell(placed.timeline);
      }
    }
  }
}
