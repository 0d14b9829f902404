import { useView } from "@carillon/client/react";
import { useEffect, useId, useMemo, useState } from "react";
import { mentionAt, namesFor, NOBODY, withMention } from "./mention-query.ts";

const EVERYBODY = ["channel", "here"] as const;
const MAX_SHOWN = 8;
const WAIT_MS = 120;

export interface Mentions {
  /** User names, and `channel` and `here`. */
  readonly shown: readonly string[];
  readonly active: number;
  readonly listId: string;
  readonly activeId: string | undefined;
  readonly completed: (name: string) => { readonly text: string; readonly caret: number };
  /** Whether the list has taken a key. */
  readonly pressed: (key: string, complete: (name: string) => void) => boolean;
  readonly close: () => void;
}

/** Who may be meant by what is written at the caret. */
export function useMentions(conversation: string, text: string, caret: number): Mentions {
  const view = useView();
  const listId = useId();
  const query = useMemo(() => mentionAt(text, caret), [text, caret]);
  const word = query?.word;
  const [found, setFound] = useState(NOBODY);
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState<number>();

  useEffect(() => {
    setActive(0);
    if (word === undefined) {
      setFound(NOBODY);
      setClosed(undefined);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      view.http.members(conversation, { q: word, limit: MAX_SHOWN }, { signal: stop.signal }).then(
        (members) => setFound({ word, names: members.map(({ user }) => user) }),
        () => {
          if (!stop.signal.aborted) {
            setFound(NOBODY);
          }
        },
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [conversation, view, word]);

  const people = word === undefined ? [] : namesFor(word, found);
  const everybody = word === undefined ? [] : EVERYBODY.filter((name) => name.startsWith(word));
  const open = query !== undefined && closed !== query.at;
  const shown = open ? [...people, ...everybody].slice(0, MAX_SHOWN) : [];
  const at = Math.min(active, Math.max(0, shown.length - 1));

  return {
    shown,
    active: at,
    listId,
    activeId: shown.length > 0 ? `${listId}-${at}` : undefined,
    completed: (name) => (query === undefined ? { text, caret } : withMention(text, query, caret, name)),
    close: () => setClosed(query?.at),
    pressed(key, complete) {
      const chosen = shown[at];
      if (chosen === undefined) {
        return false;
      }
      switch (key) {
        case "ArrowDown":
          setActive((at + 1) % shown.length);
          return true;
        case "ArrowUp":
          setActive((at + shown.length - 1) % shown.length);
          return true;
        case "Enter":
        case "Tab":
          complete(chosen);
          return true;
        case "Escape":
          setClosed(query?.at);
          return true;
        default:
          return false;
      }
    },
  };
}
