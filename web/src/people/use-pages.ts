import { useCallback, useEffect, useRef, useState } from "react";

type Load<T> = (query: string, after: T | undefined, signal: AbortSignal) => Promise<readonly T[]>;

/** Typing, or what changes the list, rests for so long before the server is asked. */
const REST_MS = 150;

/** Something that the server gives page by page, and searches. It is asked one question at a time. */
export function usePages<T>(load: Load<T>, pageSize: number) {
  const [query, setQuery] = useState("");
  const [{ found, whole }, setAnswer] = useState<Answer<T>>({ found: [], whole: false });
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const asking = useRef<AbortController>(undefined);
  /** What is being answered may be different already. */
  const stale = useRef(false);
  const sought = useRef({ query, count: 0 });

  const ask = useCallback(
    (words: string, from: readonly T[], count: number, stop: AbortController) => {
      asking.current = stop;
      const loadPage = (after: T | undefined) => load(words, after, stop.signal);
      const done = (why?: unknown) => {
        asking.current = undefined;
        setError(why);
        setLoading(false);
        if (stale.current) {
          setRound((before) => before + 1);
        }
      };
      loadPages(loadPage, pageSize, from, count).then(
        (answer) => {
          if (!stop.signal.aborted) {
            setAnswer(answer);
            done();
          }
        },
        (why: unknown) => stop.signal.aborted || done(why),
      );
    },
    [load, pageSize],
  );

  useEffect(() => {
    const stop = new AbortController();
    asking.current = stop;
    stale.current = false;
    setLoading(true);
    setError(undefined);
    // As many as there were: who reads further down stays there.
    const count = sought.current.query === query ? sought.current.count : 0;
    sought.current = { query, count };
    const rest = query === "" && round === 0 ? 0 : REST_MS;
    const timer = setTimeout(() => ask(query.trim(), [], count, stop), rest);
    return () => {
      clearTimeout(timer);
      asking.current?.abort();
      asking.current = undefined;
    };
  }, [ask, query, round]);

  useEffect(() => {
    sought.current.count = found.length;
  }, [found]);

  const more = useCallback(() => {
    if (!whole && asking.current === undefined && found.length > 0) {
      ask(query.trim(), found, found.length + 1, new AbortController());
    }
  }, [ask, found, query, whole]);

  const again = useCallback(() => {
    if (asking.current === undefined) {
      setRound((before) => before + 1);
    } else {
      stale.current = true;
    }
  }, []);

  /** Something changed of which it is known what. */
  const change = useCallback((changed: (answer: Answer<T>) => readonly T[]) => {
    stale.current = asking.current !== undefined;
    setAnswer((answer) => ({ ...answer, found: changed(answer) }));
  }, []);

  return { found, loading, error, query, setQuery, more, again, change };
}

export interface Answer<T> {
  readonly found: readonly T[];
  /** Whether there are no more. */
  readonly whole: boolean;
}

/** The pages after `from`, until there are so many. */
export async function loadPages<T>(
  load: (after: T | undefined) => Promise<readonly T[]>,
  pageSize: number,
  from: readonly T[],
  count: number,
): Promise<Answer<T>> {
  const found = [...from];
  let whole = false;
  do {
    const page = await load(found.at(-1));
    found.push(...page);
    whole = page.length < pageSize;
  } while (!whole && found.length < count);
  return { found, whole };
}
