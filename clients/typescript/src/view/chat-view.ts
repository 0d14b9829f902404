import { CarillonClient, type ClientOptions } from "../client.ts";
import { listenerOf } from "../conversation.ts";
import type { Account } from "../http/answers.ts";
import { CarillonHttp } from "../http/carillon-http.ts";
import type { Fetch } from "../http/requests.ts";
import type { ConversationId, ConversationSummary, Entry, UserId } from "../protocol/entry.ts";
import type { Announce, Headcount } from "../protocol/frames.ts";
import { isOnline } from "../session/listeners.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import { type ConnectionView, ViewListener } from "./view-listener.ts";
import { AccountBook } from "./accounts.ts";
import { KeptMessages } from "./kept.ts";
import { type Observed, Pulse, type Schedule, Source, Sources } from "./observed.ts";
import { HistoryPages, ThreadPages } from "./pages.ts";
import { PresenceBoard, type PresenceView, Typing } from "./people.ts";
import { ReceiptBoard, type ReceiptsView } from "./receipts.ts";
import { Shelf } from "./shelf.ts";
import type { Timeline } from "./timeline.ts";

/** Messages of one window at most, and of one page. */
const MAX_SHOWN = 1_000;
const PAGE_SIZE = 50;

/** As for a client, and how much is to be shown. */
export interface ViewOptions extends ClientOptions {
  /** Default: made of `server` and `token`. */
  readonly http?: CarillonHttp;
  /** Of the calls that are made. Default: the platform's. */
  readonly fetch?: Fetch;
  /** Messages that a timeline holds at most; others are loaded again when they are wanted. Default: 1,000 */
  readonly maxShown?: number;
  /** Messages that are loaded at a time. Default: 50 */
  readonly pageSize?: number;
  /** Default: frames of the page. */
  readonly schedule?: Schedule;
}

/** What is unread in all conversations. */
export interface UnreadTotals {
  readonly messages: number;
  readonly mentions: number;
  /** That have something unread. */
  readonly conversations: number;
}

/**
 * A client and everything that a page shows of it, as values that can be observed: made for hooks, and of use without
 * them. Everything is loaded when it is first observed, kept up with what comes, and bounded.
 *
 * ```ts
 * const view = await ChatView.open({ server, token, storage: new IndexedDbStorage("carillon:ada") });
 * const timeline = view.timeline("c1");
 * timeline.subscribe(() => draw(timeline.get().messages));
 * await view.connect();
 * ```
 */
export class ChatView {
  readonly client: CarillonClient;
  readonly http: CarillonHttp;
  readonly user: Observed<UserId | undefined>;
  readonly connection: Observed<ConnectionView>;
  /** The latest active first; those that did not change are the same objects as before. */
  readonly conversations: Observed<readonly ConversationSummary[]>;
  readonly unread: Observed<UnreadTotals>;
  /** Messages and edits that the server would not have, of all conversations, until sent again or discarded. */
  readonly refused: Observed<readonly RefusedMessage[]>;
  /** What those who run the server told everybody last, while this was open. */
  readonly announcement: Observed<Announce | undefined>;
  readonly #shelf: Shelf;
  readonly #summaries: Sources<ConversationSummary | undefined>;
  readonly #accounts: AccountBook;
  readonly #receipts: ReceiptBoard;
  readonly #presence: PresenceBoard;
  readonly #typing: Typing;

  /** Up to where the user has read, for the time without a session. */
  readonly #read = new Map<ConversationId, number>();
  readonly #changed: (conversation?: ConversationId) => void;

  private constructor(client: CarillonClient, http: CarillonHttp, options: ViewOptions, listener: ViewListener) {
    const pulse = new Pulse(options.schedule);
    const { maxShown = MAX_SHOWN, pageSize = PAGE_SIZE } = options;
    this.client = client;
    this.http = http;
    const user = new Source(pulse, () => client.user);
    const conversations = new Source(pulse, () => client.conversations());
    const unread = new Source(pulse, () => totals(conversations.get()));
    const connection = new Source(pulse, () => ({ ...listener.connection, tab: client.tabRole }));
    this.user = user;
    this.conversations = conversations;
    this.unread = unread;
    this.connection = connection;
    let announced: Announce | undefined;
    const announcement = new Source(pulse, () => announced);
    this.announcement = announcement;
    this.#summaries = new Sources((id) => new Source(pulse, () => client.conversation(id).summary()));
    const refusals = new Source(pulse, () => client.refused());
    this.refused = refusals;
    this.#accounts = new AccountBook(pulse, http);
    this.#receipts = new ReceiptBoard(pulse, http, (id) => client.conversation(id).summary()?.headSeq ?? 0);
    this.#presence = new PresenceBoard(pulse, () => client);
    this.#typing = new Typing(pulse, () => performance.now());
    const kept = new KeptMessages(client, pageSize, maxShown);
    this.#shelf = new Shelf({ client, pulse, kept, maxShown, pageSize, markRead: (id, seq) => this.markRead(id, seq) });
    this.#changed = (id) => {
      user.changed();
      conversations.changed();
      unread.changed();
      if (id === undefined) {
        this.#summaries.allChanged();
      } else {
        this.#summaries.changed(id);
      }
    };
    listener.begin({
      entry: (entry) => this.#came(entry),
      lost: (id) => this.#shelf.lost(id),
      listChanged: (id) => this.#changed(id),
      connectionChanged: () => {
        connection.changed();
        this.#connectionChanged(listener.connection);
      },
      receipts: this.#receipts,
      presence: this.#presence,
      announced: (announce) => {
        announced = announce;
        announcement.changed();
      },
      typing: (notice) => this.#typing.heard(notice, client.user),
      delivered: (write, sent) => this.#shelf.writing(write.conversation).sent(write, sent),
      undelivered: (write, reason) => this.#shelf.writing(write.conversation).failed(write, reason),
      refused: (refused) => {
        this.#shelf.writing(refused.write.conversation).refused(refused);
        refusals.changed();
      },
      resolved: ({ conversation, clientMessageId }) => {
        this.#shelf.writing(conversation).resolved(clientMessageId);
        refusals.changed();
      },
    });
  }

  /**
   * Opens a client and shows what its storage has kept; {@link ChatView.connect} starts it.
   *
   * @throws as `CarillonClient.open`
   */
  static async open(options: ViewOptions): Promise<ChatView> {
    const listener = new ViewListener(options.listener ?? {}, listenerOf(options.entries ?? (() => {})));
    const client = await CarillonClient.open({ ...options, entries: listener.entries, listener: listener.client });
    const http = options.http ?? new CarillonHttp(options);
    return new ChatView(client, http, options, listener);
  }

  /** As `CarillonClient.connect`. */
  connect(): Promise<UserId> {
    return this.client.connect();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  conversation(id: ConversationId): Observed<ConversationSummary | undefined> {
    return this.#summaries.of(id);
  }

  /** The messages of a conversation; the same object while it is in use, or was lately. */
  timeline(id: ConversationId): Timeline {
    return this.#shelf.timeline(id, id, () => new HistoryPages(this.http, id));
  }

  /** The messages of one thread. @param root seq of the message that it is about */
  thread(id: ConversationId, root: number): Timeline {
    return this.#shelf.timeline(`${id} ${root}`, id, () => new ThreadPages(this.http, id, root));
  }

  /** Says that the user has seen everything up to `seq`; said again after a time without a session. */
  markRead(id: ConversationId, seq: number): void {
    const before = Math.max(this.#read.get(id) ?? 0, this.client.conversation(id).summary()?.readSeq ?? 0);
    if (seq > before) {
      this.#read.set(id, seq);
      this.client.conversation(id).markRead(seq);
      this.#changed(id);
    }
  }

  /** Others who are typing. */
  typing(id: ConversationId): Observed<readonly UserId[]> {
    return this.#typing.in(id);
  }

  /** Watched while it is observed. */
  presence(user: UserId): Observed<PresenceView> {
    return this.#presence.of(user);
  }

  /** Watched while it is observed. */
  headcount(id: ConversationId): Observed<Headcount | undefined> {
    return this.#presence.in(id);
  }

  receipts(id: ConversationId): Observed<ReceiptsView> {
    return this.#receipts.in(id);
  }

  /** Undefined until it is known; while it is observed it is asked for again every ten minutes. */
  account(user: UserId): Observed<Account | undefined> {
    return this.#accounts.of(user);
  }

  /** Asks for an account again, as where it is shown as a whole. */
  refreshAccount(user: UserId): void {
    this.#accounts.refresh(user);
  }

  /** An answer brought an account, as after a change of one's own. */
  learned(account: Account): void {
    this.#accounts.learned(account);
  }

  #came(entry: Entry): void {
    this.#shelf.came(entry);
    this.#receipts.came(entry);
    if (entry.type === "message") {
      this.#typing.ended(entry.conversation, entry.sender);
    }
    this.#changed(entry.conversation);
  }

  #connectionChanged({ state }: ConnectionView): void {
    this.#changed();
    if (state === "syncing") {
      this.#presence.began();
    }
    if (isOnline(state)) {
      for (const [id, seq] of this.#read) {
        if ((this.client.conversation(id).summary()?.readSeq ?? seq) < seq) {
          this.client.conversation(id).markRead(seq);
        }
      }
    }
    if (state === "connected") {
      this.#accounts.mend();
      this.#receipts.mend();
      this.#shelf.mend();
    }
  }
}

function totals(all: readonly ConversationSummary[]): UnreadTotals {
  return {
    messages: all.reduce((sum, one) => sum + one.unread, 0),
    mentions: all.reduce((sum, one) => sum + one.mentions, 0),
    conversations: all.filter((one) => one.unread > 0).length,
  };
}
