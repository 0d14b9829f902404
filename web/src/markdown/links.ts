const SCHEMES = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link that may be followed; undefined for anything else, such as `javascript:`.
 *
 * @param base what addresses without a host are meant on; without it they lead nowhere
 */
export function safeUrl(href: string, base?: string): URL | undefined {
  try {
    const url = new URL(href, base);
    return SCHEMES.has(url.protocol) && url.username === "" && url.password === "" ? url : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a link's text looks like an address on another host than the one that it leads to. */
export function misleads(text: string, url: URL): boolean {
  const shown = /^\s*(?:https?:\/\/)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?::\d+)?(?:[/?#]|\s*$)/iu.exec(
    text,
  )?.[1];
  if (shown === undefined || url.protocol === "mailto:") {
    return false;
  }
  const plain = (host: string) => host.toLowerCase().replace(/^www\./, "");
  return plain(shown) !== plain(url.hostname);
}

/** The path within the application that an address of it stands for. */
export function ownPath(url: URL, origin: string): string | undefined {
  return url.origin === origin && /^\/(?:c\/|search|settings)/.test(url.pathname)
    ? url.pathname + url.search
    : undefined;
}
