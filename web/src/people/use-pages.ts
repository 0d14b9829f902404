import { useCallback, useEffect, useRef, useState } from "react";

type Load<T> = (query: string, after: T | undefined, signal: AbortSignal) => Promise<readonly T[]>;

/** Typing, or what changes the list, rests for so long before the server is asked. */
const REST_MS = 150;

/** Something that the server gives page by page, and searches. */
export function usePages<T>(load: Load<T>, pageSize: number) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly T[]>([]);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const complete = useRef(false);
  const asking = useRef<AbortController>(undefined);

  useEffect(() => {
    const stop = new AbortController();
    asking.current = stop;
    complete.current = false;
    setLoading(true);
    setError(undefined);
    const timer = setTimeout(
      () => {
        load(query.trim(), undefined, stop.signal).then(
          (page) => {
            complete.current = page.length < pageSize;
            asking.current = undefined;
            setFound(page);
            setLoading(false);
          },
          (why: unknown) => {
            if (!stop.signal.aborted) {
              asking.current = undefined;
              setError(why);
              setLoading(false);
            }
          },
        );
      },
      query === "" && round === 0 ? 0 : REST_MS,
    );
    return () => {
      clearTimeout(timer);
      asking.current?.abort();
      asking.current = undefined;
    };
  }, [load, pageSize, query, round]);

  const more = useCallback(() => {
    if (complete.current || asking.current !== undefined || found.length === 0) {
      return;
    }
    const stop = new AbortController();
    asking.current = stop;
    load(query.trim(), found.at(-1), stop.signal).then(
      (page) => {
        complete.current = page.length < pageSize;
        asking.current = undefined;
        setError(undefined);
        setFound((before) => [...before, ...page]);
      },
      (why: unknown) => {
        if (!stop.signal.aborted) {
          asking.current = undefined;
          setError(why);
        }
      },
    );
  }, [found, load, pageSize, query]);

  const again = useCallback(() => setRound((before) => before + 1), []);
  return { found, loading, error, query, setQuery, more, again };
}
