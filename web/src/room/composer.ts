import { composes } from "../composer/composing.ts";
import { el } from "./dom.ts";
import type { RoomTexts } from "./texts.ts";

/** Where messages are written: Enter sends, Shift+Enter begins a new line. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #field: HTMLTextAreaElement;
  readonly #problem = el("p", { class: "refused", role: "alert" });

  /** @param send throws where a text cannot be sent, and says why */
  constructor(texts: RoomTexts, send: (text: string) => void, typing: () => void) {
    this.#field = el("textarea", { rows: "1", placeholder: texts.write, "aria-label": texts.write, part: "field" });
    const button = el("button", { type: "submit", class: "send", part: "send" }, texts.send);
    this.element = el("form", { class: "composer", part: "composer" }, this.#problem, this.#field, button);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(send);
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !composes(event)) {
        event.preventDefault();
        this.#send(send);
      }
    });
    this.#field.addEventListener("input", () => {
      this.#problem.textContent = "";
      if (this.#field.value.trim() !== "") {
        typing();
      }
    });
  }

  /** What is written and not sent. */
  get draft(): string {
    return this.#field.value;
  }

  set draft(text: string) {
    this.#field.value = text;
  }

  #send(send: (text: string) => void): void {
    const text = this.#field.value.trim();
    if (text === "") {
      return;
    }
    try {
      send(text);
      this.#field.value = "";
      this.#problem.textContent = "";
    } catch (error) {
      this.#problem.textContent = error instanceof Error ? error.message : String(error);
    }
    this.#field.focus();
  }
}
