/** Marks on one letter that any language needs; what towers above is cut off. */
const TOWER = /(\p{M}{6})\p{M}+/gu;

/** The same text without towers of combining marks. Its direction is held by the element around it. */
export function tamed(text: string): string {
  return text.replace(TOWER, "$1");
}

/** What is shown of a text before its reader asks for all of it. */
export const FOLD_CHARS = 2_400;
export const FOLD_LINES = 24;

/** Where to cut a long text so that its beginning can be shown alone; undefined if it is not long. */
export function foldAt(text: string): number | undefined {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    if (++lines === FOLD_LINES) {
      return Math.min(at, FOLD_CHARS);
    }
  }
  if (text.length <= FOLD_CHARS * 1.25) {
    return undefined;
  }
  // Not in the midst of a word, if there is an end of one near, nor of a character.
  const space = text.lastIndexOf(" ", FOLD_CHARS);
  if (space > FOLD_CHARS - 80) {
    return space;
  }
  const code = text.charCodeAt(FOLD_CHARS - 1);
  return code >= 0xd800 && code < 0xdc00 ? FOLD_CHARS - 1 : FOLD_CHARS;
}

const ONLY_EMOJI = /^(?:\p{RGI_Emoji}|\s){1,23}$/v;

/** Whether a text is nothing but a few emoji, which are shown large. */
export function isOnlyEmoji(text: string): boolean {
  return text.length <= 40 && /\S/.test(text) && ONLY_EMOJI.test(text);
}
