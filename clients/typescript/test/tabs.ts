import type { TabChannel, TabLock, TabPlatform } from "../src/tabs/tab-sharing.ts";
import type { TabMessage } from "../src/tabs/messages.ts";

interface Hold {
  readonly hold: () => Promise<void>;
  readonly done: () => void;
  readonly failed: (reason: Error) => void;
}

/** A browser's tabs, as far as they find each other: a lock and a common line. */
export class Browser {
  readonly #lines = new Set<{ channel: TabChannel; deaf: boolean; waiting: TabMessage[] }>();
  readonly #queue: Hold[] = [];
  #held: Hold | undefined;

  /** The platform of another tab, and how to freeze it: it hears nothing until it goes on. */
  tab(): { platform: TabPlatform; freeze: () => void; thaw: () => void; see: (seen: boolean) => void } {
    let visible = true;
    const line = { channel: undefined as unknown as TabChannel, deaf: false, waiting: [] as TabMessage[] };
    line.channel = {
      heard: () => {},
      post: (message) => {
        for (const other of this.#lines) {
          if (other !== line) {
            // Only plain data gets to another page.
            this.#deliver(other, structuredClone(message));
          }
        }
      },
      close: () => void this.#lines.delete(line),
    };
    this.#lines.add(line);
    const thaw = (): void => {
      line.deaf = false;
      line.waiting.splice(0).forEach((message) => this.#deliver(line, message));
    };
    return {
      platform: { channel: line.channel, lock: this.#lock(), visible: () => visible },
      freeze: () => (line.deaf = true),
      thaw,
      see: (seen) => (visible = seen),
    };
  }

  #deliver(line: { channel: TabChannel; deaf: boolean; waiting: TabMessage[] }, message: TabMessage): void {
    if (line.deaf) {
      line.waiting.push(message);
    } else {
      queueMicrotask(() => (this.#lines.has(line) ? line.channel.heard(message) : undefined));
    }
  }

  #lock(): TabLock {
    return {
      request: ({ steal, signal }, hold) =>
        new Promise((resolve, reject) => {
          const wanted: Hold = { hold, done: resolve, failed: reject };
          if (steal) {
            this.#held?.failed(new Error("stolen"));
            this.#give(wanted);
            return;
          }
          this.#queue.push(wanted);
          signal?.addEventListener("abort", () => {
            const at = this.#queue.indexOf(wanted);
            if (at >= 0) {
              this.#queue.splice(at, 1);
              reject(new Error("given up"));
            }
          });
          if (this.#held === undefined) {
            this.#next();
          }
        }),
    };
  }

  #next(): void {
    const next = this.#queue.shift();
    if (next !== undefined) {
      this.#give(next);
    }
  }

  #give(to: Hold): void {
    this.#held = to;
    void to.hold().then(() => {
      to.done();
      if (this.#held === to) {
        this.#held = undefined;
        this.#next();
      }
    });
  }
}
