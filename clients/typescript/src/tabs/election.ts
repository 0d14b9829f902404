import type { Edge, Timer } from "../net/edge.ts";
import type { News } from "./messages.ts";
import type { TabPlatform } from "./tab-sharing.ts";

/** How often a tab asks whether the leader is there. */
const PING_MS = 3_000;

/** A leader that has not answered for so long is frozen; one that only nobody sees answers at once. */
const SILENCE_MS = 7_000;

/** Tabs that notice it at the same time do not all take over. */
const SPREAD_MS = 1_500;

/** A tab that nobody has seen for five minutes gets its timers once a minute: it must not keep others waiting. */
const MAX_HIDDEN_MS = 240_000;

/** What a tab is told of its standing. */
export interface Standing {
  leads(): Promise<void>;
  ends(): Promise<void>;
  /** The leader is gone, and nobody has said to be the next one yet. */
  orphaned(): void;
}

/** Which tab leads: the one that has the lock. It is taken away from a tab that does not answer, as it is frozen. */
export class Election {
  readonly #tab: string;
  readonly #edge: Edge;
  readonly #platform: TabPlatform;
  readonly #standing: Standing;
  #leading = false;
  #ended = false;
  #heardMs: number;
  #seenMs: number;
  #queue: AbortController | undefined;
  #release: (() => void) | undefined;
  #timer: Timer | undefined;

  constructor(tab: string, edge: Edge, platform: TabPlatform, standing: Standing) {
    this.#tab = tab;
    this.#edge = edge;
    this.#platform = platform;
    this.#standing = standing;
    this.#heardMs = edge.nowMs();
    this.#seenMs = edge.nowMs();
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** How long nobody has seen this tab. */
  hiddenMs(): number {
    this.#see();
    return this.#edge.nowMs() - this.#seenMs;
  }

  /** Again and again, not only when somebody asks: a tab that was alone for long has not been hidden for long. */
  #see(): void {
    if (this.#platform.visible()) {
      this.#seenMs = this.#edge.nowMs();
    }
  }

  begin(): void {
    this.#stand(false);
    this.#look();
  }

  /** Any word of the leader says that it lives. */
  heard(news: News): void {
    this.#heardMs = this.#edge.nowMs();
    if (news.news === "pong" && news.hiddenMs > MAX_HIDDEN_MS && this.#platform.visible()) {
      this.#takeOverSoon(this.#heardMs + PING_MS);
    }
  }

  #takeOverSoon(untilMs: number): void {
    this.#edge.after(this.#edge.random() * SPREAD_MS, () => this.#takeOver(untilMs));
  }

  #stand(steal: boolean): void {
    this.#queue?.abort();
    const queue = new AbortController();
    this.#queue = queue;
    this.#platform.lock
      .request({ steal, signal: queue.signal }, () => this.#hold())
      .catch(() => {
        if (this.#queue !== queue || this.#ended) {
          return; // Given up by this page itself.
        }
        // Stolen, as this page was frozen. It goes to the end of the queue.
        if (this.#leading) {
          this.#yield();
        }
        this.#stand(false);
      });
  }

  async #hold(): Promise<void> {
    if (this.#ended) {
      return;
    }
    this.#leading = true;
    const released = new Promise<void>((resolve) => (this.#release = resolve));
    try {
      await this.#standing.leads();
    } catch (e) {
      // Such as a storage that cannot be opened: another tab may fare better, and this one stands again.
      console.warn("carillon: this tab cannot lead", e);
      this.#leading = false;
      this.#edge.after(PING_MS, () => (this.#ended ? undefined : this.#stand(false)));
      return;
    }
    await released;
  }

  #yield(): void {
    this.#leading = false;
    this.#heardMs = this.#edge.nowMs();
    void this.#standing.ends();
  }

  #look(): void {
    const dueMs = this.#edge.nowMs() + PING_MS;
    this.#timer = this.#edge.after(PING_MS, () => {
      const nowMs = this.#edge.nowMs();
      this.#see();
      if (nowMs - dueMs > PING_MS) {
        // This page itself was frozen: it heard nothing as it did not listen.
        this.#heardMs = nowMs;
      }
      if (!this.#leading) {
        this.#platform.channel.post({ ask: "ping", tab: this.#tab });
        if (nowMs - this.#heardMs > SILENCE_MS) {
          this.#heardMs = nowMs;
          this.#standing.orphaned();
          this.#takeOverSoon(nowMs);
        }
      }
      if (!this.#ended) {
        this.#look();
      }
    });
  }

  #takeOver(silentMs: number): void {
    if (!this.#ended && !this.#leading && this.#heardMs <= silentMs) {
      this.#stand(true);
    }
  }

  end(): void {
    this.#ended = true;
    this.#leading = false;
    this.#timer?.cancel();
    this.#queue?.abort();
    this.#release?.();
    this.#platform.channel.close();
  }
}
