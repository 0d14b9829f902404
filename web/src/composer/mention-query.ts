export interface MentionQuery {
  /** Where the `@` stands. */
  readonly at: number;
  /** What stands between it and the caret, in lower case. */
  readonly word: string;
}

const BEGUN = /(?<![\p{L}\p{Nd}])@([A-Za-z0-9._-]{0,64})$/u;

/** The mention that is being written at the caret. */
export function mentionAt(text: string, caret: number): MentionQuery | undefined {
  const match = BEGUN.exec(text.slice(Math.max(0, caret - 80), caret));
  return match === null ? undefined : { at: caret - match[0].length, word: (match[1] ?? "").toLowerCase() };
}

/** Who the server said may be meant by a word. */
export interface Found {
  readonly word: string;
  readonly names: readonly string[];
}

export const NOBODY: Found = { word: "", names: [] };

/** Who may be meant by a word: of an answer that is for another one, those whom this one begins. */
export function namesFor(word: string, found: Found): readonly string[] {
  return found.word === word ? found.names : found.names.filter((name) => name.startsWith(word));
}

/** A text with the mention written out. */
export function withMention(text: string, query: MentionQuery, caret: number, name: string) {
  const before = `${text.slice(0, query.at)}@${name}`;
  const after = text.slice(caret);
  const space = /^[\s.,;:!?)]/.test(after) ? "" : " ";
  return { text: before + space + after, caret: before.length + Math.max(space.length, after.startsWith(" ") ? 1 : 0) };
}
