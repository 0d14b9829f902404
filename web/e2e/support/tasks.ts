import type { Browser, Page } from "@playwright/test";

const LONG_MS = 50;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** In microseconds: on the clock, and of work of the thread itself. */
  readonly dur?: number;
  readonly tdur?: number;
}

/** Tasks of a page's main thread. */
export interface Tasks {
  /** In milliseconds on the clock, which is what users see: others on the machine may be in it. */
  readonly onClock: readonly number[];
  /** In milliseconds of the processor, which is what the page is guilty of. */
  readonly onProcessor: readonly number[];
}

/** From now on, until the answer is called. */
export async function watchTasks(browser: Browser, page: Page): Promise<() => Promise<Tasks>> {
  await browser.startTracing(page, { categories: ["toplevel", "-*"] });
  return async () => tasksIn(JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] });
}

/** Those of the busiest page. */
function tasksIn({ traceEvents }: { readonly traceEvents: readonly TraceEvent[] }): Tasks {
  const mains = traceEvents.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain");
  const tasks = mains.map((main) =>
    traceEvents.filter(
      ({ name, ph, pid, tid }) =>
        ph === "X" && pid === main.pid && tid === main.tid && name === "ThreadControllerImpl::RunTask",
    ),
  );
  const busiest = tasks.reduce((most, some) => (busy(some) > busy(most) ? some : most), []);
  return {
    onClock: busiest.map(({ dur = 0 }) => dur / 1_000),
    onProcessor: busiest.map(({ tdur = 0 }) => tdur / 1_000),
  };
}

function busy(tasks: readonly TraceEvent[]): number {
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
}

/** Tasks that users could feel, and that are the page's own doing. */
export function longTasks({ onProcessor }: Tasks): readonly number[] {
  return onProcessor.filter((ms) => ms > LONG_MS);
}

export function told({ onClock, onProcessor }: Tasks): string {
  const long = (all: readonly number[]) => all.filter((ms) => ms > LONG_MS).length;
  const longest = (all: readonly number[]) => Math.round(all.reduce((most, ms) => Math.max(most, ms), 0));
  return (
    `${onClock.length} tasks, over ${LONG_MS} ms of processor time ${long(onProcessor)}` +
    ` (the longest ${longest(onProcessor)} ms), over ${LONG_MS} ms on the clock ${long(onClock)}` +
    ` (the longest ${longest(onClock)} ms)`
  );
}
