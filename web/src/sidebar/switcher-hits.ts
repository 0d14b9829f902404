/** How well a name goes with what was typed: more is better, 0 is not at all. */
export function match(name: string, typed: string): number {
  const text = name.toLocaleLowerCase();
  const query = typed.trim().replace(/^[#@]/, "").toLocaleLowerCase();
  if (query === "") {
    return 1;
  }
  if (text === query) {
    return 5;
  }
  if (text.startsWith(query)) {
    return 4;
  }
  if (text.split(/[\s._-]+/).some((word) => word.startsWith(query))) {
    return 3;
  }
  return text.includes(query) ? 2 : inOrder(text, query) ? 1 : 0;
}

/** Whether all characters are there, one after the other, with others between. */
function inOrder(text: string, query: string): boolean {
  let from = 0;
  for (const character of query) {
    from = text.indexOf(character, from) + 1;
    if (from === 0) {
      return false;
    }
  }
  return query.length > 1;
}
