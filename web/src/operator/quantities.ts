import { language } from "../i18n/i18n.ts";

/** How a number of some kind is written. */
export type Quantity = "count" | "rate" | "milliseconds" | "mebibytes" | "percent";

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

export function bytes(value: number, locale: string = language()): string {
  const power = Math.min(BYTE_UNITS.length - 1, value < 1 ? 0 : Math.floor(Math.log2(value) / 10));
  return `${short(value / 1_024 ** power, locale)} ${BYTE_UNITS[power]}`;
}

/** Three digits are enough for an eye. */
function short(value: number, locale: string): string {
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

export function written(value: number, quantity: Quantity, locale: string = language()): string {
  switch (quantity) {
    case "count":
      return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
    case "rate":
      return `${short(value, locale)}/s`;
    case "milliseconds":
      return `${short(value, locale)} ms`;
    case "mebibytes":
      return `${short(value, locale)} MiB`;
    case "percent":
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value)} %`;
  }
}

const SPANS: readonly (readonly [Intl.NumberFormatOptions["unit"] & string, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** "3 hr 12 min": the two largest units. */
export function duration(seconds: number, locale: string = language()): string {
  let left = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [unit, size] of SPANS) {
    const count = Math.floor(left / size);
    if (count > 0 || (unit === "second" && parts.length === 0)) {
      parts.push(new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count));
      left -= count * size;
    }
  }
  return parts.slice(0, 2).join(" ");
}
