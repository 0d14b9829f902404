import type { ConversationId, PresenceStatus, UserId } from "../protocol/entry.ts";
import { type ClientFrame, isIdle, type Presence, type Watch } from "../protocol/frames.ts";

/** A tab that said nothing for so long is gone; tabs that nobody sees say something once a minute. */
const FORGOTTEN_MS = 180_000;

const RANK: Readonly<Record<PresenceStatus, number>> = { online: 2, away: 1, offline: 0 };

interface Wanted {
  heardMs: number;
  users: readonly UserId[];
  conversations: readonly ConversationId[];
  presence: Presence | undefined;
}

/** What the tabs want a session to be told that has one voice: whom they watch, and how the user wants to be seen. */
export class Wants {
  readonly #tabs = new Map<string, Wanted>();
  #said = "";

  /** Whether something was heard of this tab lately; of one that was frozen meanwhile nothing is known any more. */
  knows(tab: string): boolean {
    return this.#tabs.has(tab);
  }

  heard(tab: string, nowMs: number): void {
    const wanted = this.#tabs.get(tab) ?? { heardMs: nowMs, users: [], conversations: [], presence: undefined };
    wanted.heardMs = nowMs;
    this.#tabs.set(tab, wanted);
  }

  gone(tab: string): void {
    this.#tabs.delete(tab);
  }

  /** @returns what is to be sent for all */
  wants(tab: string, frame: Presence | Watch, nowMs: number): readonly ClientFrame[] {
    this.heard(tab, nowMs);
    const wanted = this.#tabs.get(tab);
    if (wanted !== undefined && frame.op === "watch") {
      const before = JSON.stringify([wanted.users, wanted.conversations]);
      wanted.users = frame.users;
      wanted.conversations = frame.conversations ?? [];
      if (JSON.stringify([wanted.users, wanted.conversations]) !== before) {
        // What another tab watches already, the server has told: this one has to hear it as well.
        this.#said = "";
      }
    } else if (wanted !== undefined && frame.op === "presence") {
      wanted.presence = frame;
    }
    return this.together(nowMs);
  }

  /** What is to be sent for all, if it is something else than before. */
  together(nowMs: number): readonly ClientFrame[] {
    for (const [tab, wanted] of this.#tabs) {
      if (nowMs - wanted.heardMs > FORGOTTEN_MS) {
        this.#tabs.delete(tab);
      }
    }
    const all = [...this.#tabs.values()];
    const users = interleaved(all.map((wanted) => wanted.users));
    const conversations = interleaved(all.map((wanted) => wanted.conversations));
    // Who is there in one tab is there.
    const presences = all.flatMap((wanted) => wanted.presence ?? []);
    const [first] = presences.sort((a, b) => RANK[b.status] - RANK[a.status]);
    const frames: ClientFrame[] = [{ op: "watch", users, conversations }];
    if (first !== undefined) {
      frames.push({ op: "presence", status: first.status, idle: presences.every(isIdle) });
    }
    const saying = JSON.stringify(frames);
    const same = saying === this.#said;
    this.#said = saying;
    return same ? [] : frames;
  }
}

/** All of them once. Of too many the first count: those of every tab that it wants most. */
function interleaved(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return [...new Set(Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list[i] ?? [])).flat())];
}
