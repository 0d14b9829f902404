import type { ChatView, ShownMessage, Timeline } from "@carillon/client";
import { Composer } from "./composer.ts";
import { type Note, noteOf } from "./connection-note.ts";
import { button, el } from "./dom.ts";
import { MessageList } from "./message-list.ts";
import type { MessageWorld } from "./message-node.ts";
import { Names } from "./names.ts";
import { type RoomTexts, whyOf } from "./texts.ts";

const MAX_TYPING_NAMES = 3;

export interface RoomOptions {
  readonly view: ChatView;
  readonly conversation: string;
  readonly lang: string;
  readonly texts: RoomTexts;
  /** Whether to become a member of a channel that is open. */
  readonly join: boolean;
  readonly draft: string;
  /** Begins anew, after the connection was closed for good. */
  readonly again: () => void;
  readonly stateChanged: (state: string) => void;
  readonly ended: AbortSignal;
}

/** Everything that is seen of one conversation. */
export class RoomScreen {
  readonly element: HTMLElement;
  readonly #options: RoomOptions;
  readonly #timeline: Timeline;
  readonly #names: Names;
  readonly #list: MessageList;
  readonly #composer: Composer;
  readonly #title = el("h2", { id: "title", part: "title", dir: "auto" });
  readonly #note = el("div", { role: "status" });
  readonly #about = el("div", { class: "about" });
  readonly #latest: HTMLButtonElement;
  readonly #typing = el("p", { class: "typing", "aria-live": "polite" });
  readonly #world: MessageWorld;
  #state = "";
  #seen = true;

  /** Only who never was a member here joins by itself: whoever was removed stays out. */
  #mayJoin: boolean;

  constructor(options: RoomOptions) {
    const { view, conversation, lang, texts, ended } = options;
    this.#options = options;
    this.#mayJoin = options.join;
    this.#timeline = view.timeline(conversation);
    this.#names = new Names(view, ended, () => {
      this.#draw();
      this.#showTyping();
    });
    this.#list = new MessageList(texts.messages, {
      before: () => void this.#timeline.loadBefore(),
      after: () => void this.#timeline.loadAfter(),
      moved: () => this.#moved(),
    });
    this.#latest = button(texts.latest, "latest", () => {
      this.#list.toEnd();
      void this.#timeline.jumpToLatest();
    });
    this.#latest.hidden = true;
    this.#composer = new Composer(
      texts,
      (text) => this.#send(text),
      () => this.#timeline.typing(),
    );
    this.#composer.draft = options.draft;
    this.#world = {
      texts,
      lang,
      name: (user) => this.#names.of(user),
      message: (seq) => this.#timeline.get().messages.find((message) => message.seq === seq),
      retry: (key) => this.#timeline.retry(key),
      discard: (key) => this.#timeline.discard(key),
      react: (message, emoji, mine) => this.#react(message, emoji, mine),
    };
    const middle = el("div", { class: "middle" }, this.#list.element, this.#about, this.#latest);
    this.element = el(
      "section",
      { class: "room", part: "room", lang, "aria-labelledby": "title" },
      this.#title,
      this.#note,
      middle,
      this.#typing,
      this.#composer.element,
    );
    this.#observe(view, conversation);
  }

  get draft(): string {
    return this.#composer.draft;
  }

  get state(): string {
    return this.#options.view.connection.get().state;
  }

  #observe(view: ChatView, conversation: string): void {
    const { ended } = this.#options;
    const ends = [
      this.#timeline.subscribe(() => this.#draw()),
      view.connection.subscribe(() => this.#connection()),
      view.conversation(conversation).subscribe(() => this.#draw()),
      view.typing(conversation).subscribe(() => this.#showTyping()),
    ];
    const clock = setInterval(() => this.#connection(), 1_000);
    const seen = new IntersectionObserver(([entry]) => {
      this.#seen = entry?.isIntersecting ?? true;
      this.#markRead();
    });
    seen.observe(this.element);
    const options = { signal: ended };
    document.addEventListener("visibilitychange", () => this.#markRead(), options);
    addEventListener("online", () => this.#connection(), options);
    addEventListener("offline", () => this.#connection(), options);
    ended.addEventListener("abort", () => {
      clearInterval(clock);
      seen.disconnect();
      ends.forEach((end) => end());
    });
    // What stands in the way is told by the connection's state.
    view.connect().catch(() => {});
    this.#connection();
    this.#draw();
  }

  #draw(): void {
    const { view, conversation, texts } = this.#options;
    const shown = this.#timeline.get();
    const summary = view.conversation(conversation).get();
    const self = view.user.get() ?? "";
    const other = summary?.users?.find((user) => user !== self) ?? summary?.users?.[0];
    this.#title.textContent = other === undefined ? (summary?.name ?? "") : this.#names.of(other);
    this.#mayJoin &&= summary === undefined;
    this.#list.show(shown, self, this.#world);
    this.#about.replaceChildren();
    if (shown.status === "failed") {
      const { error } = shown;
      if (error?.code === "no_such_conversation") {
        this.#about.append(texts.notMember);
      } else if (error?.code !== "unauthenticated") {
        this.#about.append(texts.load(whyOf(error, texts)));
      }
    } else if (shown.status === "ready" && shown.messages.length === 0) {
      this.#about.append(texts.empty);
    }
    this.#connection();
    this.#moved();
  }

  #moved(): void {
    const { atEnd, newer, messages } = this.#timeline.get();
    const following = atEnd && this.#list.atEnd;
    this.#timeline.following = following;
    this.#latest.hidden = following || messages.length === 0;
    this.#latest.textContent = newer > 0 ? this.#options.texts.newer(newer) : this.#options.texts.latest;
    this.#markRead();
  }

  #markRead(): void {
    const { status, atEnd } = this.#timeline.get();
    const looking = document.visibilityState === "visible" && this.#seen;
    if (looking && status === "ready" && atEnd && this.#list.atEnd) {
      this.#timeline.markRead();
    }
  }

  #connection(): void {
    const { view, conversation, texts, stateChanged } = this.#options;
    const connection = view.connection.get();
    const stranger = connection.state === "connected" && view.conversation(conversation).get() === undefined;
    // Who has left still sees what was there before.
    const left = stranger && this.#timeline.get().status === "ready";
    const gone: Note | undefined = left ? { text: texts.notMember, kind: "problem" } : undefined;
    this.#showNote(noteOf(connection, navigator.onLine, Date.now(), texts) ?? gone);
    this.#composer.element.hidden = connection.closed !== undefined || stranger;
    if (stranger) {
      this.#join(view.user.get() ?? "");
    }
    if (connection.state !== this.#state) {
      this.#state = connection.state;
      stateChanged(connection.state);
    }
  }

  #showNote(note: Note | undefined): void {
    if (note === undefined) {
      this.#note.className = "";
      this.#note.replaceChildren();
      return;
    }
    this.#note.className = `note ${note.kind}`;
    let [text] = this.#note.children;
    if (text === undefined) {
      text = el("span");
      this.#note.append(
        text,
        button(this.#options.texts.again, "link", () => this.#connectNow()),
      );
    }
    text.ariaLive = note.counts === true ? "off" : null;
    if (text.textContent !== note.text) {
      text.textContent = note.text;
    }
    (this.#note.lastElementChild as HTMLElement).hidden = note.connect !== true;
  }

  #connectNow(): void {
    const { view, again } = this.#options;
    if (view.connection.get().closed === undefined) {
      view.client.networkChanged();
    } else {
      again();
    }
  }

  #send(text: string): void {
    void this.#timeline.send(text).catch(() => {});
    this.#list.toEnd();
  }

  #react(message: ShownMessage, emoji: string, mine: boolean): void {
    if (message.seq !== undefined) {
      const done = mine ? this.#timeline.unreact(message.seq, emoji) : this.#timeline.react(message.seq, emoji);
      void done.catch(() => {});
    }
  }

  #showTyping(): void {
    const { view, conversation, texts } = this.#options;
    const users = view.typing(conversation).get();
    const names = new Intl.ListFormat(this.#options.lang).format(users.map((user) => this.#names.of(user)));
    this.#typing.textContent =
      users.length === 0
        ? ""
        : users.length > MAX_TYPING_NAMES
          ? texts.severalTyping
          : texts.typing(names, users.length);
  }

  /** Tried once: who is not let in is told so. */
  #join(self: string): void {
    const { view, conversation } = this.#options;
    if (!this.#mayJoin || self === "") {
      return;
    }
    this.#mayJoin = false;
    view.http
      .addMembers(conversation, [self])
      .then(() => this.#timeline.reload())
      .catch(() => {});
  }
}
