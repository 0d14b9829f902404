import type { Conversation, Draft } from "../conversation.ts";
import type { Entry } from "../protocol/entry.ts";
import type { CarillonError } from "../protocol/errors.ts";
import type { Sent } from "../session/listeners.ts";
import { shownOf } from "./fold.ts";
import { type Observed, Source } from "./observed.ts";
import { PageLoad } from "./page-load.ts";
import { pageAfter, unknownTo } from "./pages.ts";
import type { TimelineView } from "./shown.ts";
import type { TimelineParts } from "./timeline-parts.ts";
import { TimelineWrites } from "./timeline-writes.ts";
import { MessageWindow, type Page } from "./window.ts";

/**
 * The messages of a conversation, or of a thread, as they are to be seen now: a window of bounded size without holes,
 * kept up with what comes, and one's own writes before they are durable. It loads itself when it is first observed.
 */
export class Timeline extends TimelineWrites implements Observed<TimelineView> {
  readonly #parts: TimelineParts;
  readonly #window: MessageWindow;

  /** Of a thread: the message that it is about, alone. */
  readonly #root = new MessageWindow(1, () => false);
  readonly #source: Source<TimelineView>;
  readonly #load = new PageLoad();
  #status: "idle" | TimelineView["status"] = "idle";
  #error: CarillonError | undefined;
  #direction: "before" | "after" | undefined;
  #loaded: Promise<void> = Promise.resolve();

  /** Whether the end is to be read (anew); until it has been. */
  #again = false;
  #following = true;
  #generation = 0;
  #focus: number | undefined;

  /** @internal Made by `ChatView.timeline` and `ChatView.thread`. */
  constructor(parts: TimelineParts) {
    super(parts);
    this.#parts = parts;
    this.#window = new MessageWindow(parts.maxShown, (message) => parts.pages.belongs(message));
    this.#source = new Source(parts.pulse, () => this.#view(), { begins: () => this.#begins() });
  }

  readonly get = (): TimelineView => this.#source.get();

  readonly subscribe = (changed: () => void): (() => void) => this.#source.subscribe(changed);

  get observed(): boolean {
    return this.#source.observed;
  }

  get conversation(): Conversation {
    return this.#parts.conversation;
  }

  /**
   * Whether the user looks at the end. Otherwise a full window stays where it is, and counts `newer`; and before what
   * comes goes the unread line.
   */
  set following(following: boolean) {
    this.#following = following;
  }

  #begins(): void {
    this.line.opened();
    this.#focus = undefined;
    this.#source.changed();
    if (this.#status === "idle" || (this.#status === "ready" && !this.line.isIn(this.#window))) {
      this.#status = "loading";
      this.#loaded = this.#open();
    }
  }

  /** There is a session: only now it is certain where to open. */
  #settle(): void {
    if (!this.line.settled) {
      this.line.opened();
      this.#source.changed();
      if (this.#status === "ready" && this.#focus === undefined && !this.line.isIn(this.#window)) {
        this.#loaded = this.#open();
      }
    }
  }

  async #open(): Promise<void> {
    const { kept, pages, pageSize } = this.#parts;
    await this.#read(async (signal) => {
      const page = (await kept()) ?? (await this.#newest(signal));
      // Without a connection, what is kept is better than nothing.
      return this.line.isIn(page) ? page : pages.around(this.line.after + 1, pageSize * 2, signal).catch(() => page);
    }, this.#replace);
    if (this.#status === "ready" && this.#window.messages.length < pageSize) {
      await this.loadBefore();
    }
  }

  async #newest(signal: AbortSignal): Promise<Page> {
    const root = await this.#parts.pages.root(signal);
    if (root !== undefined) {
      this.#root.replace({ messages: [root], atStart: true, atEnd: false });
    }
    const untilSeq = this.#parts.cursor();
    const page = { ...(await this.#parts.pages.newest(this.#parts.pageSize, signal)), asOfSeq: untilSeq };
    this.#parts.keep(page, untilSeq);
    return page;
  }

  reload(): Promise<void> {
    return this.jumpToLatest();
  }

  /** Loads older messages; nothing happens while something is being loaded, or at the start. */
  loadBefore(): Promise<void> {
    const first = this.#window.firstSeq;
    if (!this.#load.busy && !this.#window.atStart && this.#status === "ready") {
      this.#direction = "before";
      const { pages, pageSize } = this.#parts;
      this.#loaded = this.#read(
        (signal) => (first === undefined ? this.#newest(signal) : pages.before(first, pageSize, signal)),
        (page, meanwhile) => {
          this.#window.addBefore(pageAfter(page, meanwhile, this.#parts.self()));
        },
      );
    }
    return this.#loaded;
  }

  /** Loads newer messages; nothing happens while something is being loaded, or at the end. */
  loadAfter(): Promise<void> {
    const last = this.#window.lastSeq;
    if (!this.#load.busy && !this.#window.atEnd && this.#status === "ready" && last !== undefined) {
      this.#direction = "after";
      this.#loaded = this.#read(
        (signal) => this.#parts.pages.after(last, this.#parts.pageSize, signal),
        (page, meanwhile) => {
          this.#window.addAfter(pageAfter(page, meanwhile, this.#parts.self()));
          for (const entry of this.#window.atEnd ? meanwhile : []) {
            this.#window.appends(entry, this.#following);
          }
        },
      );
    }
    return this.#loaded;
  }

  jumpTo(seq: number): Promise<void> {
    if (this.#status === "ready" && this.#window.find(seq) !== undefined) {
      this.#focus = seq;
      this.#generation++;
      this.#source.changed();
      return Promise.resolve();
    }
    this.#status = this.#status === "idle" ? "loading" : this.#status;
    this.#loaded = this.#read(
      (signal) => this.#parts.pages.around(seq, this.#parts.pageSize * 2, signal),
      (page, meanwhile) => {
        this.#replace(page, meanwhile);
        this.#focus = seq;
        this.#following = this.#window.atEnd;
      },
    );
    return this.#loaded;
  }

  /** Shows the newest messages. */
  jumpToLatest(): Promise<void> {
    this.#following = true;
    if (this.#status === "ready" && this.#window.atEnd && !this.#again) {
      this.#focus = undefined;
      this.#generation++;
      this.#source.changed();
      return Promise.resolve();
    }
    this.#again = true;
    this.#status = this.#status === "ready" ? "ready" : "loading";
    this.#loaded = this.#read((signal) => this.#newest(signal), this.#replace);
    return this.#loaded;
  }

  readonly #replace = (page: Page, meanwhile: readonly Entry[]): void => {
    this.#again = false;
    this.#window.replace(page);
    for (const entry of unknownTo(page, meanwhile)) {
      this.#window.changes(entry, this.#parts.self());
      this.#window.appends(entry, true);
    }
    this.#focus = undefined;
    this.#generation++;
  };

  async #read(
    read: (signal: AbortSignal) => Promise<Page>,
    take: (page: Page, meanwhile: readonly Entry[]) => void,
  ): Promise<void> {
    const reading = this.#load.run(read, take);
    this.#source.changed();
    const outcome = await reading;
    if (outcome === "replaced") {
      return;
    }
    this.#direction = undefined;
    if (outcome === "taken") {
      this.#status = "ready";
      this.#error = undefined;
    } else {
      this.#status = this.#status === "ready" ? "ready" : "failed";
      this.#error = outcome;
    }
    this.#source.changed();
  }

  /** @internal An entry came, live or by sync. */
  came(entry: Entry): void {
    if (this.#status === "idle") {
      return;
    }
    this.#load.came(entry);
    // What is made up for after a time without a connection came while nobody could look.
    const looked = this.#following && this.#parts.live();
    if (entry.type === "message" && this.#parts.pages.belongs(shownOf(entry))) {
      this.line.came(entry, looked, this.#window.lastSeq ?? 0);
    }
    const self = this.#parts.self();
    const changed = [this.#window.changes(entry, self), this.#root.changes(entry, self)].includes(true);
    if (this.#window.appends(entry, looked) || changed) {
      this.#source.changed();
    }
  }

  /** @internal Continuity was lost, or there is a connection again: what could not be loaded is. */
  mend(lost: boolean): void {
    if (this.#status === "idle") {
      return;
    }
    if (lost) {
      this.#window.forgetNotices();
    } else {
      this.#settle();
    }
    if (lost && (this.#again || this.#window.atEnd || this.#status !== "ready")) {
      // Also instead of a page that is being read: it may be of before.
      this.#again = true;
      void this.jumpToLatest();
    } else if (!this.#load.busy && (this.#again || (this.#error !== undefined && this.observed))) {
      void (this.#status === "ready" && !this.#again ? this.loadBefore() : this.jumpToLatest());
    }
  }

  /** @internal One's own writes changed. */
  wrote(): void {
    this.#source.changed();
  }

  /** Posts a message; the end is shown with it at once, and where it fails it stays with the reason, promise or not. */
  send(message: string | Draft): Promise<Sent> {
    if (this.#status === "ready" && !(this.#window.atEnd && this.#following)) {
      void this.jumpToLatest();
    }
    this.line.cleared(this.#parts.conversation.summary()?.headSeq ?? 0);
    const draft = typeof message === "string" ? { text: message } : message;
    const thread = this.#parts.pages.thread;
    return this.#parts.writing.send(thread === undefined ? draft : { thread, ...draft });
  }

  /** @internal */
  protected override get shownUntil(): number {
    const { lastSeq = 0, atEnd } = this.#window;
    const shown = atEnd ? Math.max(this.#parts.conversation.summary()?.headSeq ?? 0, lastSeq) : lastSeq;
    return this.#status === "ready" ? shown : 0;
  }

  #view(): TimelineView {
    const { conversation, writing, pages } = this.#parts;
    const window = this.#window;
    const last = window.lastSeq ?? 0;
    const own = window.atEnd || this.#again || this.#status !== "ready" ? writing.messages : [];
    const unseen = own.filter((message) => pages.belongs(message) && (message.seq ?? Infinity) > last);
    const durable = writing.over(window.messages);
    const root = writing.over(this.#root.messages)[0];
    return {
      conversation: conversation.id,
      status: this.#status === "idle" ? "loading" : this.#status,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      messages: unseen.length === 0 ? durable : [...durable, ...unseen],
      notices: window.notices,
      ...(root === undefined ? {} : { root }),
      atStart: window.atStart,
      atEnd: window.atEnd,
      newer: window.newer,
      loadingBefore: this.#direction === "before",
      loadingAfter: this.#direction === "after",
      unreadAfter: this.line.after,
      headSeq: conversation.summary()?.headSeq ?? last,
      generation: this.#generation,
      ...(this.#focus === undefined ? {} : { focus: this.#focus }),
    };
  }
}
