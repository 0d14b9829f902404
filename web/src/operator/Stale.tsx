import { CarillonError } from "@carillon/client";
import { useProblem } from "../ui/problem.ts";
import type { Polled } from "./use-poll.ts";
import { useTexts } from "./use-texts.ts";

/** Says that what is shown is not what is, and why. */
export function Stale({ polled }: { readonly polled: Polled<unknown> }) {
  const texts = useTexts();
  const why = useWhy();
  if (polled.error !== undefined) {
    return (
      <p className="problem operator-stale" role="alert">
        <span>{texts.stale(why(polled.error))}</span>
        <button type="button" className="button" onClick={polled.again}>
          {texts.tryAgain}
        </button>
      </p>
    );
  }
  return polled.value === undefined ? <p className="operator-quiet">{texts.loading}</p> : null;
}

/** Why something did not work, also where a server is older than this page. */
export function useWhy(): (error: unknown) => string {
  const texts = useTexts();
  const problem = useProblem();
  return (error) => {
    const unknown = error instanceof CarillonError && error.code === "not_found";
    return unknown ? texts.refused : problem(error);
  };
}
