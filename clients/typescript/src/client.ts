import { Conversation, type EntryListening, listenerOf } from "./conversation.ts";
import { freshClientMessageId } from "./ids.ts";
import type { Edge } from "./net/edge.ts";
import { ServerAddress } from "./net/server-address.ts";
import { DEFAULT_OUTBOX_BOUNDS, type OutboxBounds } from "./outbox/commands.ts";
import { platformEdge, watchLeaving, watchNetwork, type WebSocketConstructor } from "./platform.ts";
import type { ConversationId, ConversationSummary, PresenceStatus, UserId } from "./protocol/entry.ts";
import type { Write } from "./protocol/frames.ts";
import { checkedInteger, checkedToken } from "./protocol/rules.ts";
import { ClientLoop } from "./session/client-loop.ts";
import type { Loop } from "./session/loop.ts";
import type { TokenSupplier } from "./session/credentials.ts";
import type { ClientListener, ClientState, EntryListener } from "./session/listeners.ts";
import { MemoryStorage } from "./storage/memory.ts";
import type { ClientStorage, Kept, RefusedMessage } from "./storage/storage.ts";
import type { TabSharing } from "./tabs/tab-sharing.ts";
import { DEFAULT_SYNC_BOUNDS, type SyncCursors } from "./sync/commands.ts";

/** How a client shall be. Only where the server is and who it is must be said. */
export interface ClientOptions {
  /** Such as `http://localhost:8080` or `https://chat.example.org`. */
  readonly server: string;

  /** The session token of a login, or a token signed by the application; or who is asked for one. */
  readonly token: string | TokenSupplier;

  /**
   * The installation's own name, 1 to 64 visible ASCII characters, always the same: the server keeps for each device
   * how far it is. Default: the one that the storage has kept, or a new one.
   */
  readonly device?: string;

  /**
   * Hosts, besides the server's own, where a session may be opened when its node goes down: names, or `*.` before a
   * domain for all hosts below it. The resume ticket is shown there, and nothing else. Default: none.
   */
  readonly trustedHosts?: readonly string[];

  /** Keeps unanswered and refused writes, cursors and entries; the client closes it. Default: in memory. */
  readonly storage?: ClientStorage;

  /**
   * Where to go on, instead of where the storage is. Conversations without a cursor begin with what comes from now on.
   */
  readonly cursors?: SyncCursors;

  /** Has all tabs that show the same user share one connection; they must share the storage. Default: each its own. */
  readonly sharing?: TabSharing;

  /** Bounds of the outbox that shall be others than {@link DEFAULT_OUTBOX_BOUNDS}. */
  readonly outboxBounds?: Partial<OutboxBounds>;

  /** Shown the entries of all conversations that have no listener of their own. */
  readonly entries?: EntryListening;

  /** Told of everything but entries. */
  readonly listener?: ClientListener;

  /** A WebSocket for platforms without one, such as Node 20. */
  readonly webSocket?: WebSocketConstructor;

  /** The world that the client lives in. Default: the platform's; tests give their own. */
  readonly edge?: Edge;
}

/**
 * A user's connection with a Carillon server, kept over lost networks, restarts and deploys of the server. It is shown
 * every entry of the user's conversations, of each in order and once.
 *
 * ```ts
 * const client = await CarillonClient.open({ server, token, entries: (entry) => console.log(entry.seq) });
 * await client.connect();
 * await client.conversation("c1").send("Hello");
 * ```
 */
export class CarillonClient {
  readonly #loop: Loop;
  readonly #storage: ClientStorage;
  readonly #unwatch: readonly (() => void)[];

  private constructor(device: string, loop: Loop, storage: ClientStorage) {
    this.device = device;
    this.#loop = loop;
    this.#storage = storage;
    this.#unwatch = [watchNetwork(() => loop.hinted()), watchLeaving(() => void loop.keep())];
  }

  /**
   * Makes a client, with what its storage has kept; {@link CarillonClient.connect} starts it.
   *
   * @throws InvalidValueError if an option is not valid
   * @throws CarillonError if the storage cannot be opened (`unavailable`), or there is no WebSocket (`internal`)
   */
  static async open(options: ClientOptions): Promise<CarillonClient> {
    const { token, cursors } = options;
    const server = ServerAddress.of(options.server).allowing(options.trustedHosts ?? []);
    const edge = options.edge ?? platformEdge(options.webSocket);
    for (const [conversation, seq] of cursors?.seqs ?? []) {
      checkedToken("cursors", conversation);
      checkedInteger("cursors", seq, 0);
    }
    const named = options.device === undefined ? undefined : checkedToken("device", options.device);
    const storage = options.storage ?? new MemoryStorage();
    const clientListener = options.listener ?? {};
    const entryListener = listenerOf(options.entries ?? (() => {}));
    const fresh = named ?? freshClientMessageId();
    const make = (kept: Kept, client: ClientListener, entries: EntryListener, leavesStorage = false): ClientLoop =>
      new ClientLoop(
        {
          server,
          tokens: typeof token === "function" ? token : () => token,
          kept: { ...kept, device: named ?? kept.device, cursors: cursors ?? kept.cursors },
          storage,
          leavesStorage,
          syncBounds: DEFAULT_SYNC_BOUNDS,
          outboxBounds: { ...DEFAULT_OUTBOX_BOUNDS, ...options.outboxBounds },
          clientListener: client,
          entryListener: entries,
        },
        edge,
      );
    const loop = await options.sharing?.join({
      edge,
      storage,
      device: fresh,
      clientListener,
      entryListener,
      // A page that leads no more follows, and may lead again: its storage is closed only with all of it.
      make: async (client, entries) => make(await storage.load(fresh), client, entries, true),
    });
    const kept = await storage.load(fresh, loop !== undefined);
    const device = named ?? kept.device;
    return new CarillonClient(device, loop ?? make(kept, clientListener, entryListener), storage);
  }

  /**
   * Starts: from here on the client connects, and connects again, until it is closed. Done when the first session is
   * open; fails only if the server will not have this client.
   */
  connect(): Promise<UserId> {
    return this.#loop.connect();
  }

  /**
   * To be called by an application that learns of another network, or of the end of a sleep, as often as it likes; in
   * browsers the client notices by itself. The session is asked whether it still lives, and given up after 5 s without
   * an answer. A client that waits for its next attempt makes it within a second, unless the server named the time.
   */
  networkChanged(): void {
    this.#loop.hinted();
  }

  /** Which page has the connection, where tabs share one. */
  get tabRole(): "alone" | "leader" | "follower" {
    return this.#loop.role ?? "alone";
  }

  get state(): ClientState {
    return this.#loop.state;
  }

  /** The installation's own name, under which it can register for push. */
  readonly device: string;

  /** Who the server says this is; before the first session who it was last, undefined if there is nothing kept. */
  get user(): UserId | undefined {
    return this.#loop.user;
  }

  /** The user's conversations, the latest active first, kept up with what comes; at first those that were kept. */
  conversations(): readonly ConversationSummary[] {
    return this.#loop.conversations();
  }

  /**
   * A handle on a conversation, whether it exists or not.
   *
   * @throws InvalidValueError if no conversation can be called so
   */
  conversation(id: ConversationId): Conversation {
    return new Conversation(id, this.#loop, this.#storage);
  }

  /** How far the listeners are; to be kept by those who want to go on there without a storage. */
  cursors(): SyncCursors {
    return this.#loop.cursors();
  }

  /** How far the listeners are in one conversation; undefined: it is not followed. */
  cursor(conversation: ConversationId): number | undefined {
    return this.#loop.cursor(conversation);
  }

  /** Writes that the server has not answered, those of earlier runs as well, in the order made. */
  unanswered(): readonly Write[] {
    return this.#loop.unanswered();
  }

  /**
   * Messages and edits that the server will not have, those of earlier runs as well, in the order refused. They stay
   * until they are discarded, or sent again with the same clientMessageId.
   */
  refused(): readonly RefusedMessage[] {
    return this.#loop.refused();
  }

  /** Forgets a message or an edit that was refused. */
  discard(clientMessageId: string): void {
    this.#loop.discard(clientMessageId);
  }

  /**
   * Says what the user wants to be seen as, in this session and those that follow.
   *
   * @param idle nobody is at the device: what comes to it is told to the user's others by push
   */
  presence(status: PresenceStatus, idle = status === "away"): void {
    this.#loop.send({ op: "presence", status, idle });
  }

  /**
   * Asks to be told of the presence of these users, and how many are there in these conversations, instead of any
   * others; in the sessions that follow, too. Of more than `limits.maxWatchedUsers` of each, the first are watched.
   */
  watch(users: readonly UserId[], conversations: readonly ConversationId[] = []): void {
    this.#loop.send({ op: "watch", users, conversations });
  }

  /**
   * Has everything kept in the storage that the listeners have taken, which otherwise happens once a second, and in
   * browsers when the page is left.
   */
  keep(): Promise<void> {
    return this.#loop.keep();
  }

  /** Ends the client. Writes without an answer fail here, but stay in a storage that outlives the page. */
  async close(): Promise<void> {
    for (const end of this.#unwatch) {
      end();
    }
    await this.#loop.close();
  }
}
