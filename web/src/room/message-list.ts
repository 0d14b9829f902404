import type { ShownMessage, TimelineView } from "@carillon/client";
import { el } from "./dom.ts";
import { answeredBy, messageNode, type MessageWorld } from "./message-node.ts";
import { type Row, rowsOf } from "./rows.ts";

/** So near to the end counts as at the end, in pixels. */
const NEAR = 48;
/** So near to either end of what is loaded, more is loaded. */
const LOAD_NEAR = 400;

interface Drawn {
  readonly node: HTMLElement;
  /** What it was drawn from: the same again needs no drawing. */
  readonly from: readonly unknown[];
}

/** The scrolled list of messages: draws what changed, and keeps what is being read where it is. */
export class MessageList {
  readonly element: HTMLElement;
  readonly #rows = el("div", { class: "rows" });
  readonly #top = el("p", { class: "edge" });
  readonly #loads: { before(): void; after(): void; moved(): void };
  #drawn = new Map<string, Drawn>();
  #generation = -1;
  #atEnd = true;

  constructor(label: string, loads: { before(): void; after(): void; moved(): void }) {
    this.#loads = loads;
    this.element = el(
      "div",
      { class: "list", part: "messages", role: "log", "aria-label": label, tabindex: "0" },
      this.#top,
      this.#rows,
    );
    this.element.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#stick()).observe(this.element);
  }

  /** Whether the newest message is in view. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  show(view: TimelineView, self: string, world: MessageWorld): void {
    const fresh = view.generation !== this.#generation;
    this.#generation = view.generation;
    const anchor = fresh || this.#atEnd ? undefined : this.#anchor();
    const { texts } = world;
    this.#top.textContent =
      view.status !== "ready" || view.messages.length === 0 ? "" : view.atStart ? texts.start : texts.older;
    this.#draw(rowsOf(view.messages, view.unreadAfter, self), world);
    if (fresh) {
      this.#atEnd = true;
    }
    if (this.#atEnd && view.atEnd) {
      this.#stick();
    } else if (anchor !== undefined) {
      const node = this.#drawn.get(anchor.key)?.node;
      this.element.scrollTop += node === undefined ? 0 : node.getBoundingClientRect().top - anchor.top;
    }
    if (view.status === "ready" && this.element.scrollHeight <= this.element.clientHeight + LOAD_NEAR) {
      this.#loads.before();
    }
  }

  toEnd(): void {
    this.#atEnd = true;
    this.#stick();
  }

  #stick(): void {
    if (this.#atEnd) {
      this.element.scrollTop = this.element.scrollHeight;
    }
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.element;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (scrollTop < LOAD_NEAR) {
      this.#loads.before();
    }
    if (scrollHeight - scrollTop - clientHeight < LOAD_NEAR) {
      this.#loads.after();
    }
    this.#loads.moved();
  }

  /** The first message in view, and where it is. A day above it may go when older messages come. */
  #anchor(): { readonly key: string; readonly top: number } | undefined {
    const { top } = this.element.getBoundingClientRect();
    for (const [key, { node }] of this.#drawn) {
      const box = node.getBoundingClientRect();
      if (node.localName === "article" && box.bottom > top) {
        return { key, top: box.top };
      }
    }
    return undefined;
  }

  #draw(rows: readonly Row[], world: MessageWorld): void {
    const drawn = new Map<string, Drawn>();
    let place: ChildNode | null = this.#rows.firstChild;
    for (const row of rows) {
      const from = this.#from(row, world);
      const before = this.#drawn.get(row.key);
      const same = before !== undefined && from.every((part, i) => part === before.from[i]);
      const node = same ? before.node : nodeOf(row, world);
      drawn.set(row.key, { node, from });
      if (!same && before !== undefined && before.node === place) {
        before.node.replaceWith(node);
      } else if (node !== place) {
        this.#rows.insertBefore(node, place);
      }
      place = node.nextSibling;
    }
    while (place !== null) {
      const next: ChildNode | null = place.nextSibling;
      place.remove();
      place = next;
    }
    this.#drawn = drawn;
  }

  #from(row: Row, { texts, name, message }: MessageWorld): readonly unknown[] {
    if (row.kind !== "message") {
      return [texts];
    }
    const seq = answeredBy(row.message);
    const answered: ShownMessage | undefined = seq === undefined ? undefined : message(seq);
    return [row.message, row.first, texts, name(row.message.sender), answered];
  }
}

function nodeOf(row: Row, world: MessageWorld): HTMLElement {
  switch (row.kind) {
    case "day": {
      const format = new Intl.DateTimeFormat(world.lang, { weekday: "long", day: "numeric", month: "long" });
      return el("p", { class: "line" }, el("span", {}, format.format(row.at)));
    }
    case "unread":
      return el("p", { class: "line unread" }, el("span", {}, world.texts.unread));
    case "message":
      return messageNode(row.message, row.first, world);
  }
}
