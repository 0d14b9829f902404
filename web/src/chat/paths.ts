/** What can be open beside a conversation. */
export type Panel =
  | {
      readonly kind: "thread";
      readonly root: number;
      /** The seq of the reply that is shown first. */
      readonly at?: number;
    }
  | { readonly kind: "members" }
  | { readonly kind: "details" }
  | { readonly kind: "profile"; readonly user: string };

export function conversationPath(id: string, seq?: number): string {
  const path = `/c/${encodeURIComponent(id)}`;
  return seq === undefined ? path : `${path}/${seq}`;
}

/** @param inside the conversation to search in; absent: all */
export function searchPath(words: string, inside?: string): string {
  const scope = inside === undefined ? "" : `&in=${encodeURIComponent(inside)}`;
  return `/search?q=${encodeURIComponent(words)}${scope}`;
}

/** As the protocol has identifiers, and users' names. The SDK throws at others, which anybody may put into a link. */
const ID = /^[\x21-\x7e]{1,64}$/;
const USER = /^[A-Za-z0-9._-]{1,64}$/;

/** Whether it can be the id of a conversation. */
export function isId(text: string | null | undefined): text is string {
  return text != null && ID.test(text);
}

/** The conversation that a path shows; undefined also for one that cannot be. */
export function conversationIn(path: string): string | undefined {
  const part = /^\/c\/([^/?#]+)/.exec(path)?.[1] ?? "";
  try {
    const id = decodeURIComponent(part);
    return isId(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** The panel that the query of an address names. */
export function panelIn(search: URLSearchParams): Panel | undefined {
  const root = seqIn(search, "thread");
  if (root !== undefined) {
    const at = seqIn(search, "at");
    return { kind: "thread", root, ...(at === undefined ? {} : { at }) };
  }
  const user = search.get("user");
  if (user !== null && USER.test(user)) {
    return { kind: "profile", user };
  }
  const panel = search.get("panel");
  return panel === "members" || panel === "details" ? { kind: panel } : undefined;
}

function seqIn(search: URLSearchParams, name: string): number | undefined {
  const seq = Number(search.get(name) ?? "0");
  return Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
}

export function panelQuery(panel: Panel | undefined): string {
  switch (panel?.kind) {
    case undefined:
      return "";
    case "thread":
      return `?thread=${panel.root}${panel.at === undefined ? "" : `&at=${panel.at}`}`;
    case "profile":
      return `?user=${encodeURIComponent(panel.user)}`;
    case "members":
    case "details":
      return `?panel=${panel.kind}`;
  }
}
