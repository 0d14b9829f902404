import type { TimelineView } from "@carillon/client";
import { useLayoutEffect, useRef, useState } from "react";
import { type Row, type RowOptions, rowsOf } from "./rows.ts";
import { type Step, stepsTo } from "./steps.ts";

interface Shown extends Step {
  readonly generation: number;
  readonly rest: readonly Step[];
}

/** The rows of a timeline, in steps that keep what is in view where it is. */
export function useRows(view: TimelineView, options: RowOptions): Step {
  const latest = useRef<readonly Row[]>([]);
  const rows = rowsOf(view, options, latest.current);
  latest.current = rows;
  const [shown, setShown] = useState<Shown>({ rows, atBeginning: false, generation: view.generation, rest: [] });

  let now = shown;
  if (shown.rest.length === 0 && !sameRows(shown.rows, rows)) {
    const [step = { rows, atBeginning: false }, ...rest] =
      shown.generation === view.generation ? stepsTo(shown.rows, rows) : [{ rows, atBeginning: false }];
    now = { ...step, rest, generation: view.generation };
    setShown(now);
  }

  useLayoutEffect(() => {
    const [next, ...rest] = now.rest;
    if (next !== undefined) {
      setShown({ ...next, rest, generation: now.generation });
    }
  }, [now]);
  return now;
}

function sameRows(some: readonly Row[], others: readonly Row[]): boolean {
  return some.length === others.length && some.every((row, at) => row === others[at]);
}
