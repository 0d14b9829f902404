import { freshClientMessageId } from "../ids.ts";
import type { Edge } from "../net/edge.ts";
import type { ClientListener, EntryListener } from "../session/listeners.ts";
import type { Loop } from "../session/loop.ts";
import type { ClientStorage } from "../storage/storage.ts";
import type { MakeLoop } from "./leader.ts";
import type { TabMessage } from "./messages.ts";
import { Mirror } from "./mirror.ts";
import { SharedLoop } from "./shared-loop.ts";

/** One of the tabs' common line: what is posted is heard by all others. */
export interface TabChannel {
  post(message: TabMessage): void;
  /** Called for what others post. */
  heard: (message: TabMessage) => void;
  close(): void;
}

/** A lock that one tab holds at a time. */
export interface TabLock {
  /**
   * Calls `hold` when this tab has the lock, until its promise is done.
   *
   * @param steal takes it away from whoever has it
   * @returns done when it is given back; fails when it was stolen, or `signal` gave up waiting
   */
  request(how: { readonly steal: boolean; readonly signal?: AbortSignal }, hold: () => Promise<void>): Promise<void>;
}

/** What a page brings along. */
export interface TabParts {
  readonly edge: Edge;
  readonly storage: ClientStorage;
  readonly device: string;
  readonly clientListener: ClientListener;
  readonly entryListener: EntryListener;
  /** Makes the client with the connection, should this page lead. */
  readonly make: MakeLoop;
}

/** What tabs find each other through. */
export interface TabPlatform {
  readonly channel: TabChannel;
  readonly lock: TabLock;
  /** Whether somebody sees this tab: the timers of others are slowed down. */
  readonly visible: () => boolean;
}

/**
 * Has all tabs of a browser that show the same user share one connection: one of them, the leader, has the socket and
 * writes the storage; when it closes or freezes, another one takes over. Where the browser lacks what is needed (Web
 * Locks are only for pages with https or of localhost), each tab has its own.
 *
 * ```ts
 * const storage = new IndexedDbStorage("carillon:ada");
 * CarillonClient.open({ server, token, storage, sharing: new TabSharing("carillon:ada") });
 * ```
 */
export class TabSharing {
  readonly #platform: () => TabPlatform | undefined;

  /** @param name one for each server and user, as of the storage, which all tabs must share */
  constructor(name: string, platform: () => TabPlatform | undefined = () => browserTabs(name)) {
    this.#platform = platform;
  }

  /** @internal Makes this page one of the tabs; undefined where tabs cannot share. */
  async join(tab: TabParts): Promise<Loop | undefined> {
    const platform = this.#platform();
    if (platform === undefined) {
      return undefined;
    }
    const { edge, storage, clientListener, entryListener, make } = tab;
    const kept = await storage.load(tab.device, true);
    let loop: SharedLoop | undefined;
    const mirror = new Mirror(edge, clientListener, entryListener, kept, async (conversation, afterSeq, untilSeq) => {
      await loop?.keep();
      return storage.entriesBefore(conversation, untilSeq + 1, untilSeq - afterSeq);
    });
    loop = new SharedLoop({
      tab: freshClientMessageId(),
      edge,
      platform,
      mirror,
      make,
      unanswered: kept.writes,
      refused: kept.refused ?? [],
      keepWrite: (write) => void (async () => storage.addWrite(write))().catch(() => {}),
      forgetWrite: (id) => void (async () => storage.removeWrite(id))().catch(() => {}),
      closed: () => storage.close(),
    });
    const shared = loop;
    const page = globalThis as Partial<Pick<Window, "addEventListener">>;
    page.addEventListener?.("pagehide", () => shared.hides());
    page.addEventListener?.("pageshow", (shown) => (shown.persisted ? shared.greets() : undefined));
    return loop;
  }
}

function browserTabs(name: string): TabPlatform | undefined {
  const { navigator, BroadcastChannel: Channel } = globalThis as Partial<typeof globalThis>;
  // Absent in pages without https, whatever the types say.
  const locks = navigator?.locks as LockManager | undefined;
  if (locks === undefined || Channel === undefined) {
    return undefined;
  }
  const broadcast = new Channel(name);
  let open = true;
  const channel: TabChannel = {
    // What is still to be said when the client was closed, such as that the page is hidden, nobody needs.
    post: (message) => {
      if (open) {
        broadcast.postMessage(message);
      }
    },
    heard: () => {},
    close: () => {
      open = false;
      broadcast.close();
    },
  };
  broadcast.onmessage = (event: MessageEvent<TabMessage>) => channel.heard(event.data);
  return {
    channel,
    visible: () => globalThis.document?.visibilityState !== "hidden",
    lock: {
      // A steal does not wait, and must not be given a signal.
      request: ({ steal, signal }, hold) =>
        locks.request(name, steal ? { steal } : { ...(signal === undefined ? {} : { signal }) }, hold),
    },
  };
}
