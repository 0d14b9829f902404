/** Signs of private use that a caller may put around words, and finds again in the result. */
export const OPEN = "\ue000";
export const CLOSE = "\ue001";

/** A text in Markdown as one line without its signs: for notifications, quotes and screen readers. */
export function plainText(text: string): string {
  return text
    .slice(0, 2_000)
    .replace(/```[^\n]*\n?/g, "")
    .replace(/!?\[([^\]\n]{1,200})\]\([^)\s]{1,2000}\)/g, "$1")
    .replace(/^[ \t]*(?:>+|#{1,6}|[-+*]|\d{1,9}[.)])[ \t]+/gm, "")
    .replace(/(\*\*|__|~~|`)/g, "")
    .replace(/(?<![\p{L}\p{N}\ue000\ue001])[*_]|[*_](?![\p{L}\p{N}\ue000\ue001])/gu, "")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
