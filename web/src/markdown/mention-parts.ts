/** The same as the server's rule: an `@` that does not follow a letter or digit, and the name behind it. */
const MENTION = /(?<![\p{L}\p{Nd}])@([A-Za-z0-9._-]{1,64})/gu;

const EVERYBODY = new Set(["here", "channel", "everyone"]);

export interface MentionPart {
  /** As it is written, `@` included. */
  readonly text: string;
  /** Whom it names, in lower case. */
  readonly name: string;
  readonly everybody: boolean;
}

/** A text, cut into what names somebody and what does not. A sign that may end a sentence is not part of a name. */
export function mentionParts(text: string): readonly (string | MentionPart)[] {
  const parts: (string | MentionPart)[] = [];
  let from = 0;
  for (const match of text.matchAll(MENTION)) {
    const name = (match[1] ?? "").replace(/[._-]+$/, "");
    if (name === "") {
      continue;
    }
    if (match.index > from) {
      parts.push(text.slice(from, match.index));
    }
    from = match.index + 1 + name.length;
    const folded = name.toLowerCase();
    parts.push({ text: `@${name}`, name: folded, everybody: EVERYBODY.has(folded) });
  }
  if (from < text.length) {
    parts.push(text.slice(from));
  }
  return parts;
}
