import { isAbout, type Row } from "./rows.ts";

/** Rows to be shown for the moment, and on which side their number changed. */
export interface Step {
  readonly rows: readonly Row[];
  /** Whether rows came or went at the beginning: what is in view has to stay where it is. */
  readonly atBeginning: boolean;
}

/**
 * How to come from some rows to others, so that a list which counts rows, and does not know them, keeps what is in
 * view: one end changes at a time. A page that comes at one end while another goes at the other is two steps.
 */
export function stepsTo(shown: readonly Row[], next: readonly Row[]): readonly Step[] {
  const common = firstCommon(shown, next);
  if (common === undefined) {
    return [{ rows: next, atBeginning: false }];
  }
  const [was, is] = common;
  if (was === is) {
    return [{ rows: next, atBeginning: false }];
  }
  const ends = shown.length - was === next.length - is;
  if (ends) {
    return [{ rows: next, atBeginning: true }];
  }
  // The new beginning with the old end, then the new end.
  return [
    { rows: [...next.slice(0, is), ...shown.slice(was)], atBeginning: true },
    { rows: next, atBeginning: false },
  ];
}

/** Where the first row with messages that is in both stands in each. */
function firstCommon(shown: readonly Row[], next: readonly Row[]): readonly [number, number] | undefined {
  const places = new Map<string, number>();
  for (const [at, row] of next.entries()) {
    if (isAbout(row)) {
      places.set(row.key, at);
    }
  }
  for (const [at, row] of shown.entries()) {
    const place = isAbout(row) ? places.get(row.key) : undefined;
    if (place !== undefined) {
      return [at, place];
    }
  }
  return undefined;
}
