import type { Edge } from "../net/edge.ts";

/** For an answer of the leader that is only good to have. */
const PATIENCE_MS = 1_000;

/** What this page has asked its leader to keep. */
export class Keeping {
  readonly #tab: string;
  readonly #edge: Edge;
  readonly #waiting = new Map<string, () => void>();
  #asked = 0;

  constructor(tab: string, edge: Edge) {
    this.#tab = tab;
    this.#edge = edge;
  }

  /** Done when the leader has kept what it told, or does not answer. */
  ask(asks: (id: string) => void): Promise<void> {
    const id = `${this.#tab} ${this.#asked++}`;
    return new Promise((resolve) => {
      const timer = this.#edge.after(PATIENCE_MS, () => this.done(id));
      this.#waiting.set(id, () => {
        timer.cancel();
        this.#waiting.delete(id);
        resolve();
      });
      asks(id);
    });
  }

  done(id: string): void {
    this.#waiting.get(id)?.();
  }
}
