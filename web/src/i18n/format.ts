import { language } from "./i18n.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`;
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(language(), options);
    formats.set(key, known);
  }
  return known;
}

export function timeOf(at: number): string {
  return format("time", { hour: "numeric", minute: "2-digit" }).format(at);
}

/** Date and time in full, for tooltips and screen readers. */
export function momentOf(at: number): string {
  return format("moment", { dateStyle: "full", timeStyle: "short" }).format(at);
}

export function dateOf(at: number): string {
  return format("date", { dateStyle: "medium" }).format(at);
}

/** The day, as a number that is the same from midnight to midnight where the user is. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

const DAY_MS = 86_400_000;

/** "Today", "yesterday", or the date. */
export function dayName(at: number, now: number = Date.now()): string {
  const day = dayOf(at);
  // By the calendar: the days when clocks are changed have 23 or 25 hours.
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === dayOf(now) || day === dayOf(yesterday.getTime())) {
    const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
    const text = words.format(day === dayOf(now) ? 0 : -1, "day");
    return text.charAt(0).toLocaleUpperCase(language()) + text.slice(1);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return sameYear
    ? format("day", { weekday: "long", day: "numeric", month: "long" }).format(at)
    : format("dayOfYear", { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at);
}

/** The time if that was today, else the date: for lists. */
export function shortMoment(at: number, now: number = Date.now()): string {
  return dayOf(at) === dayOf(now) ? timeOf(at) : dateOf(at);
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "5 minutes ago". */
export function ago(at: number, now: number = Date.now()): string {
  const words = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const past = Math.max(0, now - at);
  for (const [unit, ms] of UNITS) {
    if (past >= ms) {
      return words.format(-Math.floor(past / ms), unit);
    }
  }
  return words.format(0, "minute");
}

export function numberOf(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

/** "Ada, Bob and Eve". */
export function listOf(names: readonly string[]): string {
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}
