/** Names that one message can mean; further ones are not looked at. */
const MAX_PER_MESSAGE = 200;
const MAX_NAME_CHARS = 64;

const EVERYBODY = ["here", "channel", "everyone"];

/** An `@` that does not follow a letter or digit (as in a mail address), and the name behind it. */
const MENTION = /(?<![\p{L}\p{Nd}])@([A-Za-z0-9._-]*)/gu;

/**
 * Whom a text may name, in lower case. A name may end in `.`, `_` or `-`, and so may a sentence: then the name without
 * them is given as well.
 */
export function mentionsIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(MENTION)) {
    for (const spelling of [name, name.replace(/[._-]+$/, "")]) {
      if (spelling !== "" && spelling.length <= MAX_NAME_CHARS && names.size < MAX_PER_MESSAGE) {
        names.add(spelling.toLowerCase());
      }
    }
  }
  return names;
}

/**
 * Whether a text means a user, by name or with all others. In a large conversation it may say more than counts: there,
 * only some may mean everybody.
 */
export function mayMean(text: string, user: string): boolean {
  const named = mentionsIn(text);
  return named.has(user) || EVERYBODY.some((name) => named.has(name));
}
