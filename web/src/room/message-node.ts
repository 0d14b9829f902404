import type { ShownMessage } from "@carillon/client";
import { plainText } from "../markdown/plain-text.ts";
import { safeUrl } from "../markdown/links.ts";
import { hueOf, initialsOf } from "../ui/initials.ts";
import { button, el } from "./dom.ts";
import { markdownNodes } from "./markdown-nodes.ts";
import { type RoomTexts, whyOf } from "./texts.ts";

const QUOTE_CHARS = 120;

/** What a message needs besides itself. */
export interface MessageWorld {
  readonly texts: RoomTexts;
  readonly lang: string;
  /** How a user is called. */
  readonly name: (user: string) => string;
  /** The message that this one answers, if it is shown. */
  readonly message: (seq: number) => ShownMessage | undefined;
  readonly retry: (key: string) => void;
  readonly discard: (key: string) => void;
  readonly react: (message: ShownMessage, emoji: string, mine: boolean) => void;
}

/** The seq of the message that this one answers: one of a thread, of which nothing else is to be seen, its first. */
export function answeredBy({ replyTo, thread }: ShownMessage): number | undefined {
  return replyTo ?? thread;
}

/** @param first whether the sender's name stands above */
export function messageNode(message: ShownMessage, first: boolean, world: MessageWorld): HTMLElement {
  const { texts } = world;
  const name = world.name(message.sender);
  const node = el("article", { class: `message ${first ? "first" : ""} ${message.state}`, part: "message" });
  if (first) {
    const avatar = el("span", { class: "avatar", "aria-hidden": "true" }, initialsOf(name));
    avatar.style.background = `hsl(${hueOf(message.sender)} 45% 30%)`;
    node.append(avatar, el("header", {}, el("b", { dir: "auto" }, name), " ", time(message, world)));
  } else {
    node.append(el("span", { class: "unseen" }, `${name}, ${clock(message.at, world.lang)}`));
  }
  const answered = answeredBy(message);
  if (answered !== undefined) {
    node.append(quote(answered, world));
  }
  if (message.text === undefined) {
    node.append(el("p", { class: "text deleted" }, texts.deleted));
  } else if (message.text !== "") {
    const text = el("div", { class: "text", dir: "auto" }, ...markdownNodes(message.text, texts.leadsTo));
    node.append(text);
    if (message.editedAt !== undefined) {
      (text.lastElementChild?.localName === "p" ? text.lastElementChild : text).append(
        el("span", { class: "quiet" }, ` (${texts.edited})`),
      );
    }
  }
  node.append(...attachments(message), ...reactions(message, world), ...state(message, world));
  return node;
}

function clock(at: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { timeStyle: "short" }).format(at);
}

function time(message: ShownMessage, { lang }: MessageWorld): HTMLElement {
  const title = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" }).format(message.at);
  return el("time", { datetime: new Date(message.at).toISOString(), title }, clock(message.at, lang));
}

function quote(seq: number, { message, name, texts }: MessageWorld): HTMLElement {
  const answered = message(seq);
  if (answered === undefined) {
    return el("p", { class: "quote" }, texts.inReplyToEarlier);
  }
  const text = answered.text === undefined ? texts.deleted : plainText(answered.text).slice(0, QUOTE_CHARS);
  return el(
    "p",
    { class: "quote" },
    el("span", { class: "unseen" }, texts.inReplyTo(name(answered.sender))),
    el("span", { "aria-hidden": "true" }, "↩ "),
    el("b", { dir: "auto", "aria-hidden": "true" }, name(answered.sender)),
    " ",
    el("bdi", {}, text),
  );
}

function attachments(message: ShownMessage): readonly Node[] {
  return message.attachments.map(({ url, name }) => {
    const address = safeUrl(url);
    const label = name === "" ? url : name;
    return address === undefined
      ? el("p", { class: "file" }, label)
      : el(
          "p",
          { class: "file" },
          el("a", { href: address.href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, label),
        );
  });
}

function reactions(message: ShownMessage, { texts, react }: MessageWorld): readonly Node[] {
  if (message.reactions.length === 0) {
    return [];
  }
  const buttons = message.reactions.map(({ emoji, count, mine }) => {
    const made = button(`${emoji} ${count}`, "reaction", () => react(message, emoji, mine));
    made.setAttribute("aria-pressed", String(mine));
    made.setAttribute("aria-label", texts.reaction(emoji, count));
    return made;
  });
  return [el("div", { class: "reactions" }, ...buttons)];
}

function state(message: ShownMessage, { texts, retry, discard }: MessageWorld): readonly Node[] {
  switch (message.state) {
    case "sent":
      return [];
    case "sending":
      return [el("p", { class: "state" }, texts.sending)];
    case "failed":
      return [
        el(
          "p",
          { class: "state problem" },
          texts.failed(whyOf(message.error, texts)),
          " ",
          button(texts.retry, "link", () => retry(message.key)),
          " ",
          button(texts.discard, "link", () => discard(message.key)),
        ),
      ];
  }
}
