import type { NodeSample, NodeStats } from "@carillon/client";

const COLUMNS = [
  "sessions",
  "deliveries",
  "appends",
  "appendP50Micros",
  "appendP99Micros",
  "gaps",
  "laggards",
  "cpuPermille",
  "heapBytes",
] as const satisfies readonly (keyof NodeSample)[];

export type Column = (typeof COLUMNS)[number];

/** What was measured in one second. */
export type Moment = Readonly<Record<Column, number>>;

/** What one node measured, by the second since 1970. */
export type History = ReadonlyMap<number, Moment>;

export function historyOf({ samples }: NodeStats): History {
  return new Map(samples.map((sample) => [Math.floor(sample.at / 1_000), sample]));
}

/** What was known, with what came, of the last `seconds`. */
export function joined(known: History, fresh: History, seconds: number): History {
  const all = [...new Map([...known, ...fresh])].sort(([a], [b]) => a - b);
  const last = all.at(-1)?.[0] ?? 0;
  return new Map(all.filter(([second]) => second > last - seconds));
}

/** The worst of the nodes is what their users feel; everything else adds up. */
const WORST: ReadonlySet<Column> = new Set(["appendP50Micros", "appendP99Micros", "cpuPermille"]);

/** Of all nodes together. The last seconds that not every node has told of yet are left out: they would seem a drop. */
export function together(histories: readonly History[]): History {
  const ends = histories.flatMap((history) => [...history.keys()].at(-1) ?? []);
  const end = Math.min(...ends.filter((second) => second > Math.max(...ends) - LATE_SECONDS));
  const sum = new Map<number, Moment>();
  for (const history of histories) {
    for (const [second, moment] of history) {
      if (second <= end) {
        const others = sum.get(second);
        sum.set(second, others === undefined ? moment : added(others, moment));
      }
    }
  }
  return new Map([...sum].sort(([a], [b]) => a - b));
}

/** A node that has not told anything for longer is gone, not late. */
const LATE_SECONDS = 6;

function added(a: Moment, b: Moment): Moment {
  const sum = (column: Column) => (WORST.has(column) ? Math.max(a[column], b[column]) : a[column] + b[column]);
  return Object.fromEntries(COLUMNS.map((column) => [column, sum(column)])) as Moment;
}

/** Times in seconds and a column of values for each line; null where nothing was measured. */
export type Lines = readonly [readonly number[], ...(readonly (number | null)[])[]];

/** @param scale from the measured unit to the shown one */
export function linesOf(history: History, columns: readonly Column[], scale = 1): Lines {
  const first = Math.min(...history.keys());
  const last = Math.max(...history.keys());
  const seconds = history.size === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const valueAt = (second: number, column: Column) => {
    const value = history.get(second)?.[column];
    return value === undefined ? null : value * scale;
  };
  return [seconds, ...columns.map((column) => seconds.map((second) => valueAt(second, column)))];
}

export interface Summary {
  readonly now: number;
  readonly least: number;
  readonly most: number;
}

/** Undefined: nothing was measured. */
export function summaryOf(values: readonly (number | null)[]): Summary | undefined {
  const known = values.filter((value) => value !== null);
  const now = known.at(-1);
  return now === undefined ? undefined : { now, least: Math.min(...known), most: Math.max(...known) };
}

/** Every `step` seconds one row, the newest first: what a table shows of a chart. */
export function rowsOf([seconds, ...lines]: Lines, step: number): readonly (readonly (number | null)[])[] {
  return seconds
    .flatMap((second, i) => (second % step === 0 ? [[second, ...lines.map((line) => line[i] ?? null)]] : []))
    .reverse();
}
