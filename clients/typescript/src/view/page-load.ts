import type { Entry } from "../protocol/entry.ts";
import { CarillonError } from "../protocol/errors.ts";
import type { Page } from "./window.ts";

/** Entries that may come while a page is read; with more, the page is of no use. */
const MAX_MEANWHILE = 2_000;

/** What became of a page: it was taken, another one was asked for instead, or it could not be read. */
export type PageOutcome = "taken" | "replaced" | CarillonError;

/** Reads one page at a time, the last one that was asked for, and knows what came meanwhile. */
export class PageLoad {
  #current: AbortController | undefined;
  #meanwhile: Entry[] = [];
  #overflowed = false;

  get busy(): boolean {
    return this.#current !== undefined;
  }

  /** An entry came: the page that is being read may hold what it did, or not. */
  came(entry: Entry): void {
    if (this.#current !== undefined && !this.#overflowed) {
      this.#overflowed = this.#meanwhile.push(entry) > MAX_MEANWHILE;
    }
  }

  /** @param take given the page, and what came since it was asked for */
  async run(
    read: (signal: AbortSignal) => Promise<Page>,
    take: (page: Page, meanwhile: readonly Entry[]) => void,
  ): Promise<PageOutcome> {
    this.#current?.abort();
    const mine = new AbortController();
    this.#current = mine;
    this.#meanwhile = [];
    this.#overflowed = false;
    try {
      const page = await read(mine.signal);
      if (this.#current !== mine) {
        return "replaced";
      }
      if (this.#overflowed) {
        return new CarillonError("overloaded", "too much came while the page was read");
      }
      take(page, this.#meanwhile);
      return "taken";
    } catch (e) {
      if (this.#current !== mine) {
        return "replaced";
      }
      return e instanceof CarillonError ? e : new CarillonError("internal", String(e));
    } finally {
      if (this.#current === mine) {
        this.#current = undefined;
        this.#meanwhile = [];
      }
    }
  }
}
