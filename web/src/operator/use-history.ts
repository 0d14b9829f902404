import { useCallback, useMemo, useRef } from "react";
import { useCalls } from "./calls.ts";
import { type History, historyOf, joined, together } from "./series.ts";
import { type Polled, usePoll } from "./use-poll.ts";

export const SHOWN_SECONDS = 300;
/** Asked for again and again: enough for the polls between which nothing was lost. */
const LATEST_SECONDS = 15;

/** The last minutes of these nodes together. The whole is asked for once, then only what is new. */
export function useHistory(nodes: readonly string[]): Polled<History> {
  const calls = useCalls();
  const known = useRef(new Map<string, History>());
  const key = nodes.join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: who they are matters, not in which array they came
  const asked = useMemo(() => nodes, [key]);

  const ask = useCallback(
    async (signal: AbortSignal) => {
      const answers = await Promise.allSettled(
        asked.map(async (node) => {
          const before = known.current.get(node) ?? new Map();
          const fresh = historyOf(await calls.stats(node, missing(before), signal));
          const history = joined(before, fresh, SHOWN_SECONDS);
          known.current.set(node, history);
          return history;
        }),
      );
      const failure = answers.find(({ status }) => status === "rejected") as PromiseRejectedResult | undefined;
      const histories = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      if (failure !== undefined && histories.length === 0) {
        throw failure.reason;
      }
      return together(histories);
    },
    [asked, calls],
  );
  return usePoll(ask);
}

/** How far back to ask. */
export function missing(known: History, now: number = Date.now()): number {
  const last = [...known.keys()].at(-1);
  if (last === undefined) {
    return SHOWN_SECONDS;
  }
  const gone = Math.ceil(now / 1_000) - last;
  return gone < 0 || gone > SHOWN_SECONDS - LATEST_SECONDS ? SHOWN_SECONDS : gone + LATEST_SECONDS;
}
