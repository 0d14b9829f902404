import { Marked, type Token } from "marked";

/** More signs that may mean something than this, and the text is shown as it is: nobody writes so by hand. */
const MAX_SIGNS = 2_500;
const SIGNS = /[[\]*_~`>|!<]/g;
/** Quotes and lists within each other, on one line. */
const DEEP = /^(?:[ \t]*(?:>|[-+*]|\d{1,9}[.)])[ \t]*){13}/m;
const MAX_CHARS = 40_000;
const MAX_REMEMBERED = 1_000;

const nothing = () => undefined;

const marked = new Marked({
  gfm: true,
  breaks: true,
  // HTML is text like any other; a line that begins with spaces is no code; `[a]: b` does not vanish.
  tokenizer: { html: nothing, tag: nothing, def: nothing, code: nothing },
});

const remembered = new Map<string, readonly Token[]>();

/** The parts of a text in Markdown; undefined where it is to be shown as it is. Remembers the last thousand. */
export function parsed(text: string): readonly Token[] | undefined {
  const known = remembered.get(text);
  if (known !== undefined) {
    return known;
  }
  if (text.length > MAX_CHARS || (text.match(SIGNS)?.length ?? 0) > MAX_SIGNS || DEEP.test(text)) {
    return undefined;
  }
  let tokens: readonly Token[];
  try {
    tokens = marked.lexer(text);
  } catch {
    return undefined;
  }
  if (remembered.size >= MAX_REMEMBERED) {
    for (const key of remembered.keys()) {
      remembered.delete(key);
      break;
    }
  }
  remembered.set(text, tokens);
  return tokens;
}
