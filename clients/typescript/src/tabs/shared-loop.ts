import type { Edge } from "../net/edge.ts";
import { encodeClient } from "../protocol/encode.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/entry.ts";
import { CarillonError, InvalidValueError } from "../protocol/errors.ts";
import type { ClientFrame, Write } from "../protocol/frames.ts";
import { ANY_SERVER } from "../session/client-loop.ts";
import { type ClientState, type EntryListener, isOnline, type Sent } from "../session/listeners.ts";
import type { Loop } from "../session/loop.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { SyncCursors } from "../sync/commands.ts";
import { Answers, type Waiting } from "./answers.ts";
import { Election } from "./election.ts";
import { Keeping } from "./keeping.ts";
import { Leader, type MakeLoop } from "./leader.ts";
import { type Ask, errorOf, type News, type TabMessage } from "./messages.ts";
import type { Mirror } from "./mirror.ts";
import type { TabPlatform } from "./tab-sharing.ts";

/** What one tab is made of. */
export interface SharedParts {
  readonly tab: string;
  readonly edge: Edge;
  readonly platform: TabPlatform;
  readonly mirror: Mirror;
  readonly make: MakeLoop;
  readonly unanswered: readonly Write[];
  readonly refused: readonly RefusedMessage[];
  /** Keeps a write for whoever leads: this page may be closed before the leader has heard of it. */
  readonly keepWrite: (write: Write) => void;
  /** Forgets one that was refused, for whoever will lead. */
  readonly forgetWrite: (clientMessageId: string) => void;
  readonly closed: () => void;
}

/** A client whose connection tabs share: this page shows what the leader tells, and leads when it is its turn. */
export class SharedLoop implements Loop {
  readonly #parts: SharedParts;
  readonly #election: Election;
  readonly #answers: Answers;
  readonly #opening: Waiting<UserId>[] = [];
  readonly #keeping: Keeping;

  /** What a new leader is to be told of this tab again. */
  readonly #wanted = new Map<string, ClientFrame>();
  #leader: Leader | undefined;
  #connects = false;
  #closed = false;

  constructor(parts: SharedParts) {
    this.#parts = parts;
    this.#keeping = new Keeping(parts.tab, parts.edge);
    this.#answers = new Answers(parts.unanswered, parts.refused, (call) => parts.mirror.callbacks.client(call));
    parts.platform.channel.heard = (message) => this.#heard(message);
    this.#election = new Election(parts.tab, parts.edge, parts.platform, {
      leads: () => this.#lead(),
      ends: () => this.#abdicate(),
      orphaned: () => parts.mirror.orphaned(),
    });
    this.#election.begin();
    this.greets();
  }

  /** The page is shown: whoever leads tells it how things are. */
  greets(): void {
    this.#ask({ ask: "hello", tab: this.#parts.tab });
  }

  /** The page is left, perhaps for good: nothing is to be watched for it. */
  hides(): void {
    this.#ask({ ask: "bye", tab: this.#parts.tab });
  }

  /** For those who want to know which page has the connection. */
  get role(): "leader" | "follower" {
    return this.#leader === undefined ? "follower" : "leader";
  }

  async #lead(): Promise<void> {
    const { tab, edge, make, platform } = this.#parts;
    const leader = await Leader.begin({ tab, edge, hiddenMs: () => this.#election.hiddenMs() }, make, (news) => {
      platform.channel.post(news);
      this.#told(news);
    });
    if (this.#closed || !this.#election.leading) {
      await leader.end();
      return;
    }
    this.#leader = leader;
    this.#again();
  }

  async #abdicate(): Promise<void> {
    const former = this.#leader;
    this.#leader = undefined;
    await former?.end();
  }

  #heard(message: TabMessage): void {
    if ("ask" in message) {
      if (message.ask === "discard") {
        // Perhaps nobody leads, and whoever is next does not know of it any more.
        this.#answers.discarded(message.id);
      }
      this.#leader?.asked(message);
    } else if (this.#leader === undefined) {
      this.#election.heard(message);
      this.#told(message);
    }
  }

  #told(news: News): void {
    if (this.#closed) {
      return;
    }
    this.#parts.mirror.heard(news);
    this.#answers.heard(news);
    switch (news.news) {
      case "leads":
        if (this.#leader === undefined) {
          this.#again();
        }
        return this.#opened(news.snapshot.state);
      case "state":
        return this.#opened(news.state);
      case "closed":
        this.#end(errorOf(news.reason));
        return void this.#leave();
      case "kept":
        return this.#keeping.done(news.id);
      default:
        return undefined;
    }
  }

  /** Says to a new leader what the former may not have heard, or done; to do it twice changes nothing. */
  #again(): void {
    if (this.#connects) {
      this.#ask({ ask: "connect" });
    }
    for (const frame of this.#wanted.values()) {
      this.#ask({ ask: "send", tab: this.#parts.tab, frame });
    }
    for (const write of this.#answers.own()) {
      this.#ask({ ask: "write", write });
    }
  }

  #ask(ask: Ask): void {
    if (this.#leader !== undefined) {
      this.#leader.asked(ask);
    } else {
      this.#parts.platform.channel.post(ask);
    }
  }

  #opened(state: ClientState): void {
    const { user } = this.#parts.mirror;
    if (isOnline(state) && user !== undefined) {
      this.#opening.splice(0).forEach(({ resolve }) => resolve(user));
    }
  }

  connect(): Promise<UserId> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(closedError());
        return;
      }
      this.#opening.push({ resolve, reject });
      this.#connects = true;
      this.#ask({ ask: "connect" });
      this.#opened(this.state);
    });
  }

  hinted(): void {
    this.#ask({ ask: "hinted" });
  }

  get state(): ClientState {
    return this.#closed ? "closed" : this.#parts.mirror.state;
  }

  get user(): UserId | undefined {
    return this.#parts.mirror.user;
  }

  conversations(): readonly ConversationSummary[] {
    return this.#parts.mirror.conversations();
  }

  conversation(id: ConversationId): ConversationSummary | undefined {
    return this.#parts.mirror.conversation(id);
  }

  cursor(conversation: ConversationId): number | undefined {
    return this.#parts.mirror.callbacks.cursor(conversation);
  }

  cursors(): SyncCursors {
    return this.#parts.mirror.callbacks.cursors();
  }

  unanswered(): readonly Write[] {
    return this.#answers.unanswered();
  }

  refused(): readonly RefusedMessage[] {
    return this.#answers.refused();
  }

  discard(clientMessageId: string): void {
    if (this.#leader === undefined) {
      this.#parts.forgetWrite(clientMessageId);
      this.#answers.discarded(clientMessageId);
    }
    this.#ask({ ask: "discard", id: clientMessageId });
  }

  write(write: Write): Promise<Sent> {
    encodeClient(write, ANY_SERVER);
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(closedError());
        return;
      }
      this.#answers.add(write, { resolve, reject });
      if (this.#leader === undefined) {
        this.#parts.keepWrite(write);
      }
      this.#ask({ ask: "write", write });
    });
  }

  send(frame: ClientFrame): void {
    encodeClient(frame, ANY_SERVER);
    if (frame.op === "watch" || frame.op === "presence") {
      this.#wanted.set(frame.op, frame);
    }
    this.#ask({ ask: "send", tab: this.#parts.tab, frame });
  }

  read(conversation: ConversationId, seq: number): void {
    encodeClient({ op: "read", conversation, seq });
    this.#parts.mirror.read(conversation, seq);
    this.#ask({ ask: "read", conversation, seq });
  }

  typing(conversation: ConversationId): void {
    this.#ask({ ask: "typing", conversation });
  }

  listen(conversation: ConversationId, listener: EntryListener, afterSeq: number | undefined): void {
    if (afterSeq !== undefined) {
      throw new InvalidValueError("afterSeq: not with a client that tabs share (expected: what comes from here on)");
    }
    this.#parts.mirror.callbacks.listen(conversation, listener);
  }

  unlisten(conversation: ConversationId, listener: EntryListener): void {
    this.#parts.mirror.callbacks.unlisten(conversation, listener);
  }

  keep(): Promise<void> {
    return this.#leader?.keep() ?? this.#keeping.ask((id) => this.#ask({ ask: "keep", id }));
  }

  /** Ends this tab's part; the others go on. */
  async close(): Promise<void> {
    this.hides();
    this.#end(closedError());
    this.#parts.mirror.closed();
    await this.#leave();
  }

  /** Takes no part any more: a page that is opened now can lead. */
  async #leave(): Promise<void> {
    await this.#abdicate();
    this.#election.end();
    this.#parts.closed();
  }

  #end(reason: CarillonError): void {
    this.#closed = true;
    this.#answers.abandon(reason);
    this.#opening.splice(0).forEach(({ reject }) => reject(reason));
  }
}

function closedError(): CarillonError {
  return new CarillonError("unavailable", "the client is closed");
}
