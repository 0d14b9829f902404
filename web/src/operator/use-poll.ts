import { useCallback, useEffect, useRef, useState } from "react";

export const POLL_MS = 2_000;
const MAX_POLL_MS = 30_000;

export interface Polled<T> {
  /** What was answered last; kept when a later call fails. */
  readonly value: T | undefined;
  /** Why the last call failed, if it did. */
  readonly error: unknown;
  /** Asks at once. */
  readonly again: () => void;
}

/** How long to wait after so many failures in a row. */
export function pause(failures: number): number {
  return Math.min(MAX_POLL_MS, POLL_MS * 2 ** failures);
}

/** Asks now and every two seconds while the page is visible; never twice at the same time. */
export function usePoll<T>(ask: (signal: AbortSignal) => Promise<T>): Polled<T> {
  const [answer, setAnswer] = useState<{ of: typeof ask; value: T | undefined; error: unknown }>();
  const wake = useRef(() => {});

  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    let wanted = false;
    let failures = 0;

    const poll = async () => {
      clearTimeout(timer);
      if (asking) {
        wanted = true;
        return;
      }
      if (gone.signal.aborted || document.visibilityState === "hidden") {
        return;
      }
      asking = true;
      wanted = false;
      let error: unknown;
      try {
        const value = await ask(gone.signal);
        failures = 0;
        if (!gone.signal.aborted) {
          setAnswer({ of: ask, value, error: undefined });
        }
      } catch (failure) {
        failures++;
        error = failure;
        if (!gone.signal.aborted) {
          setAnswer((before) => ({ of: ask, value: before?.of === ask ? before.value : undefined, error }));
        }
      }
      asking = false;
      if (!gone.signal.aborted) {
        timer = setTimeout(() => void poll(), wanted ? 0 : pause(failures));
      }
    };
    wake.current = () => void poll();
    const seen = () => {
      if (document.visibilityState === "visible") {
        void poll();
      } else {
        clearTimeout(timer);
      }
    };
    document.addEventListener("visibilitychange", seen);
    void poll();
    return () => {
      gone.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [ask]);

  const again = useCallback(() => wake.current(), []);
  return { value: answer?.value, error: answer?.error, again };
}
