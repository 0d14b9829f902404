import type { Token, Tokens } from "marked";
import { tamed } from "../markdown/hostile.ts";
import { misleads, safeUrl } from "../markdown/links.ts";
import { parsed } from "../markdown/parse.ts";
import { el } from "./dom.ts";

/** Deeper than anyone writes. */
const MAX_DEPTH = 16;

/** What of a link has to be said in the reader's language. */
export type LeadsTo = (host: string) => string;

/** A text in Markdown as elements, as in the web client: what is not known is shown as the text that it is. */
export function markdownNodes(text: string, leadsTo: LeadsTo): readonly Node[] {
  const calm = tamed(text);
  const tokens = parsed(calm);
  return tokens === undefined ? [el("p", { class: "plain" }, calm)] : new Writer(leadsTo).blocks(tokens, 0);
}

class Writer {
  readonly #leadsTo: LeadsTo;

  constructor(leadsTo: LeadsTo) {
    this.#leadsTo = leadsTo;
  }

  blocks(tokens: readonly Token[] = [], depth: number): readonly Node[] {
    return tokens.map((token) =>
      depth > MAX_DEPTH ? document.createTextNode(token.raw) : this.#block(token as Tokens.Generic, depth + 1),
    );
  }

  #block(token: Tokens.Generic, depth: number): Node {
    switch (token.type) {
      case "space":
        return document.createTextNode("");
      case "paragraph":
        return el("p", {}, ...this.#inlines(token.tokens, depth));
      case "heading":
        return el("p", { class: "heading" }, ...this.#inlines(token.tokens, depth));
      case "text":
        return token.tokens === undefined
          ? document.createTextNode(String(token["text"]))
          : el("span", {}, ...this.#inlines(token.tokens, depth));
      case "code":
        return el("pre", { tabindex: "0" }, el("code", {}, String(token["text"])));
      case "blockquote":
        return el("blockquote", {}, ...this.blocks(token.tokens, depth));
      case "list": {
        const { ordered, items, start } = token as Tokens.List;
        const rows = items.map((item) =>
          el("li", {}, ...(item.task ? [item.checked === true ? "☑ " : "☐ "] : []), ...this.#ofItem(item, depth)),
        );
        return ordered ? el("ol", { start: String(start === "" ? 1 : start) }, ...rows) : el("ul", {}, ...rows);
      }
      case "table":
        return this.#table(token as Tokens.Table, depth);
      case "hr":
        return el("hr");
      default:
        return el("p", { class: "plain" }, token.raw);
    }
  }

  #table({ header, rows }: Tokens.Table, depth: number): Node {
    const row = (name: "th" | "td", cells: readonly Tokens.TableCell[]): Node =>
      el("tr", {}, ...cells.map((cell) => el(name, {}, ...this.#inlines(cell.tokens, depth))));
    const table = el("table", {}, row("th", header), ...rows.map((cells) => row("td", cells)));
    return el("div", { class: "table", tabindex: "0" }, table);
  }

  #ofItem(item: Tokens.ListItem, depth: number): readonly Node[] {
    return this.blocks(
      item.tokens.filter(({ type }) => type !== "checkbox"),
      depth,
    );
  }

  #inlines(tokens: readonly Token[] | undefined, depth: number): readonly Node[] {
    return (tokens ?? []).map((token) =>
      depth > MAX_DEPTH ? document.createTextNode(token.raw) : this.#inline(token as Tokens.Generic, depth + 1),
    );
  }

  #inline(token: Tokens.Generic, depth: number): Node {
    switch (token.type) {
      case "strong":
      case "em":
      case "del":
        return el(token.type, {}, ...this.#inlines(token.tokens, depth));
      case "codespan":
        return el("code", {}, String(token["text"]));
      case "br":
        return el("br");
      case "link":
        return this.#link(token, this.#inlines(token.tokens, depth));
      case "image":
        // Nothing is fetched from elsewhere because somebody wrote so.
        return this.#link(token, [document.createTextNode(String(token["text"] || token["href"]))]);
      case "escape":
        return document.createTextNode(String(token["text"]));
      case "text":
        return token.tokens === undefined
          ? document.createTextNode(String(token["text"]))
          : el("span", {}, ...this.#inlines(token.tokens, depth));
      default:
        return document.createTextNode(token.raw);
    }
  }

  #link(token: Tokens.Generic, children: readonly Node[]): Node {
    const url = safeUrl(String(token["href"]));
    if (url === undefined) {
      return document.createTextNode(token.raw);
    }
    const link = el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, ...children);
    if (!misleads(String(token["text"]), url)) {
      return link;
    }
    return el("span", {}, link, el("span", { class: "leads-to" }, ` (${this.#leadsTo(url.hostname)})`));
  }
}
