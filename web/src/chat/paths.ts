/** What can be open beside a conversation. */
export type Panel =
  | { readonly kind: "thread"; readonly root: number }
  | { readonly kind: "members" }
  | { readonly kind: "details" }
  | { readonly kind: "profile"; readonly user: string };

export function conversationPath(id: string, seq?: number): string {
  const path = `/c/${encodeURIComponent(id)}`;
  return seq === undefined ? path : `${path}/${seq}`;
}

/** The conversation that a path shows. */
export function conversationIn(path: string): string | undefined {
  const id = /^\/c\/([^/?#]+)/.exec(path)?.[1];
  return id === undefined ? undefined : decodeURIComponent(id);
}

/** The panel that the query of an address names. */
export function panelIn(search: URLSearchParams): Panel | undefined {
  const thread = Number(search.get("thread") ?? "0");
  if (Number.isSafeInteger(thread) && thread > 0) {
    return { kind: "thread", root: thread };
  }
  const user = search.get("user");
  if (user !== null && user !== "") {
    return { kind: "profile", user };
  }
  const panel = search.get("panel");
  return panel === "members" || panel === "details" ? { kind: panel } : undefined;
}

export function panelQuery(panel: Panel | undefined): string {
  switch (panel?.kind) {
    case undefined:
      return "";
    case "thread":
      return `?thread=${panel.root}`;
    case "profile":
      return `?user=${encodeURIComponent(panel.user)}`;
    case "members":
    case "details":
      return `?panel=${panel.kind}`;
  }
}
