const CHARACTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function firstCharacter(word: string): string {
  // Of a letter with a thousand combining marks, the letter.
  return (
    [...CHARACTERS.segment(word)][0]?.segment
      .normalize("NFC")
      .slice(0, 2)
      .replace(/\p{M}+$/u, "") ?? ""
  );
}

/** One or two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[\s._-]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+/u, ""))
    .filter((word) => word !== "");
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = [first, last].map((word) => (word === undefined ? "" : firstCharacter(word.slice(0, 40)))).join("");
  return letters === "" ? "?" : letters.toUpperCase();
}

/** A hue, 0 to 359, that is always the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at++) {
    hash = (hash * 31 + id.charCodeAt(at)) >>> 0;
  }
  return (hash * 137) % 360;
}
