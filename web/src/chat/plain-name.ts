/** What turns the direction of what follows around, or cannot be seen. */
const TRICKS = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A name that others chose, fit for one line: no tricks with direction, no towers of combining marks. */
export function plainName(name: string): string {
  return name
    .replace(TRICKS, "")
    .replace(/(\p{M}{3})\p{M}+/gu, "$1")
    .trim();
}
