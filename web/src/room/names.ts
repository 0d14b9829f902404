import type { ChatView } from "@carillon/client";
import { plainName } from "../chat/plain-name.ts";

/** How users are called; asked for when first needed. */
export class Names {
  readonly #view: ChatView;
  readonly #ended: AbortSignal;
  readonly #changed: () => void;
  readonly #watched = new Set<string>();

  constructor(view: ChatView, ended: AbortSignal, changed: () => void) {
    this.#view = view;
    this.#ended = ended;
    this.#changed = changed;
  }

  of(user: string): string {
    const account = this.#view.account(user);
    if (!this.#watched.has(user)) {
      this.#watched.add(user);
      this.#ended.addEventListener("abort", account.subscribe(this.#changed));
    }
    return plainName(account.get()?.displayName ?? "") || user;
  }
}
