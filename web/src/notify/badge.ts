let mentions = 0;
let conversations = 0;
let title = "Carillon";

function write(): void {
  const sign = mentions > 0 ? `(${mentions}) ` : conversations > 0 ? "• " : "";
  document.title = `${sign}${title}`;
}

/** The page's title, before which stands what is unread. */
export function showTitle(text: string): void {
  title = text;
  write();
}

/** Tells the number of mentions, or that something is unread, in the title and on the application's icon. */
export function showBadge(newMentions: number, unreadConversations: number): void {
  mentions = newMentions;
  conversations = unreadConversations;
  write();
  const done = mentions > 0 ? badges().setAppBadge?.(mentions) : badges().clearAppBadge?.();
  done?.catch(() => {});
}

/** Nobody is signed in any more: nothing is unread. The next page says its own title. */
export function clearBadge(): void {
  mentions = 0;
  conversations = 0;
  badges()
    .clearAppBadge?.()
    .catch(() => {});
}

interface Badges {
  readonly setAppBadge?: (count: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

function badges(): Badges {
  return navigator as Badges;
}
