/** Something that changes, in the form that `useSyncExternalStore(it.subscribe, it.get)` of React wants. */
export interface Observed<T> {
  /** What it is now: the same object until it changes. Bound. */
  readonly get: () => T;
  /** Has it told that it changed, at most once a frame. Bound. @returns ends it */
  readonly subscribe: (changed: () => void) => () => void;
}

/** Runs a task at the next frame, or soon where there are none. */
export type Schedule = (task: () => void) => void;

/** For pages that nobody sees, which have no frames. */
const HIDDEN_FRAME_MS = 250;

/** Frames as browsers have them. */
export const frames: Schedule = (task) => {
  const page = globalThis as { requestAnimationFrame?: (task: () => void) => unknown };
  let done = false;
  const once = (): void => {
    if (!done) {
      done = true;
      task();
    }
  };
  // A page may be hidden before its frame comes.
  setTimeout(once, page.requestAnimationFrame === undefined ? 0 : HIDDEN_FRAME_MS);
  page.requestAnimationFrame?.(once);
};

/** Gathers what changed, and tells it once a frame: many changes cost as much as one. */
export class Pulse {
  readonly #schedule: Schedule;
  #due = new Set<() => void>();

  constructor(schedule: Schedule = frames) {
    this.#schedule = schedule;
  }

  /** Has this called in the next frame, once. */
  at(tell: () => void): void {
    this.#due.add(tell);
    if (this.#due.size === 1) {
      this.#schedule(() => {
        const due = this.#due;
        this.#due = new Set();
        for (const each of due) {
          each();
        }
      });
    }
  }
}

/** What is told of the interest in an {@link Source}. */
export interface Interest {
  /** The first one subscribed. */
  readonly begins?: () => void;
  /** The last one left. */
  readonly ends?: () => void;
}

/** Something observed that is computed when it is asked for, and no more often than it changes. */
export class Source<T> implements Observed<T> {
  readonly #pulse: Pulse;
  readonly #compute: () => T;
  readonly #interest: Interest;
  readonly #subscribers = new Set<() => void>();
  #stale = true;
  #value: T | undefined;

  constructor(pulse: Pulse, compute: () => T, interest: Interest = {}) {
    this.#pulse = pulse;
    this.#compute = compute;
    this.#interest = interest;
  }

  /** It may be another one now. */
  changed(): void {
    if (!this.#stale) {
      this.#stale = true;
      if (this.#subscribers.size > 0) {
        this.#pulse.at(this.#tell);
      }
    }
  }

  readonly get = (): T => {
    if (this.#stale) {
      this.#value = this.#compute();
      this.#stale = false;
    }
    return this.#value as T;
  };

  readonly subscribe = (changed: () => void): (() => void) => {
    // One's own function: the same one may be subscribed twice.
    const subscriber = (): void => changed();
    this.#subscribers.add(subscriber);
    if (this.#subscribers.size === 1) {
      this.#interest.begins?.();
    }
    // From here on a change is worth telling only if the present value is known.
    this.get();
    return () => {
      if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) {
        this.#interest.ends?.();
      }
    };
  };

  get observed(): boolean {
    return this.#subscribers.size > 0;
  }

  readonly #tell = (): void => {
    for (const subscriber of [...this.#subscribers]) {
      subscriber();
    }
  };
}

/** Sources by name, made when they are first asked for; those that nobody observes are forgotten, the eldest first. */
export class Sources<T> {
  readonly #make: (name: string) => Source<T>;
  readonly #max: number;
  readonly #known = new Map<string, Source<T>>();

  constructor(make: (name: string) => Source<T>, max = 2_000) {
    this.#make = make;
    this.#max = max;
  }

  of(name: string): Source<T> {
    const known = this.#known.get(name);
    if (known !== undefined) {
      return known;
    }
    const made = this.#make(name);
    this.#known.set(name, made);
    if (this.#known.size > this.#max) {
      this.#forget();
    }
    return made;
  }

  changed(name: string): void {
    this.#known.get(name)?.changed();
  }

  observed(name: string): boolean {
    return this.#known.get(name)?.observed === true;
  }

  allChanged(): void {
    for (const source of this.#known.values()) {
      source.changed();
    }
  }

  /** Nobody who holds one is hurt: it only is told of nothing any more, which nobody observes. */
  #forget(): void {
    for (const [name, source] of this.#known) {
      if (!source.observed && this.#known.size > this.#max / 2) {
        this.#known.delete(name);
      }
    }
  }
}
