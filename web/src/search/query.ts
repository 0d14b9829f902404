/** What was asked for, taken apart: words, and filters such as `from:ada`. */
export interface ParsedQuery {
  readonly words: string;
  readonly from?: string;
  /** Name or id of a conversation. */
  readonly in?: string;
  /** Milliseconds since 1970 UTC; inclusive. */
  readonly since?: number;
  /** Exclusive. */
  readonly until?: number;
  readonly has?: "link" | "file";
  /** A date that is none. */
  readonly badDate?: string;
}

const FILTER = /(?<![^\s])(from|in|before|after|has):(?:"([^"]*)"|(\S+))/giu;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

export function parseQuery(text: string): ParsedQuery {
  const found: { -readonly [K in keyof ParsedQuery]?: ParsedQuery[K] } = {};
  const words = text.replace(FILTER, (_all, name: string, quoted: string | undefined, plain: string | undefined) => {
    const value = quoted ?? plain ?? "";
    switch (name.toLowerCase()) {
      case "from":
        found.from = value.replace(/^@/, "").toLowerCase();
        break;
      case "in":
        found.in = value.replace(/^#/, "");
        break;
      case "has":
        found.has = value.toLowerCase() === "file" ? "file" : "link";
        break;
      case "before":
      case "after": {
        const midnight = DATE.test(value) ? new Date(`${value}T00:00:00`).getTime() : Number.NaN;
        if (Number.isNaN(midnight)) {
          found.badDate = value;
        } else if (name.toLowerCase() === "before") {
          found.until = midnight;
        } else {
          // Where clocks change, a day has 23 or 25 hours: the next midnight is near noon of a day and a half on.
          const next = new Date(midnight + DAY_MS * 1.5);
          found.since = next.setHours(0, 0, 0, 0);
        }
        break;
      }
    }
    return " ";
  });
  return { ...found, words: words.replace(/\s+/g, " ").trim() };
}
