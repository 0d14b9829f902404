import {
  type ChatView,
  type ClientListener,
  type ConversationNotifications,
  isOnline,
  type Notifications,
} from "@carillon/client";
import { useView } from "@carillon/client/react";
import { useEffect, useSyncExternalStore } from "react";

export { FOREVER, isMuted } from "./muted.ts";

/** How soon at the latest it is asked again after the connection was lost: not by all who come back at once. */
const MAX_LATER_MS = 30_000;

export type WishesByConversation = ReadonlyMap<string, ConversationNotifications>;

/** What the user wants to be told of, as the server last said; one for each view. */
class Wishes {
  readonly #view: ChatView;
  readonly #changed = new Set<() => void>();
  /** Whether there is an answer, or one to come. */
  #asked = false;
  #calls = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  #all: Notifications = {};
  #byConversation: WishesByConversation = new Map();

  constructor(view: ChatView) {
    this.#view = view;
  }

  readonly all = (): Notifications => this.#all;
  readonly byConversation = (): WishesByConversation => this.#byConversation;
  readonly subscribe = (changed: () => void): (() => void) => {
    this.#changed.add(changed);
    return () => this.#changed.delete(changed);
  };

  load(): void {
    if (!this.#asked) {
      this.reload();
    }
  }

  /** Another device may have changed them. */
  reload(): void {
    this.#asked = true;
    const call = ++this.#calls;
    // Without an answer nothing is muted; asked again when next needed.
    this.#view.http.notifications().then(
      (answer) => call === this.#calls && this.#take(answer),
      () => {
        this.#asked = call !== this.#calls;
      },
    );
  }

  /** What other devices changed in the meantime, nobody has said. */
  cameBack(): void {
    clearTimeout(this.#later);
    if (!this.#asked) {
      this.load();
      return;
    }
    this.#later = setTimeout(() => this.reload(), Math.random() * MAX_LATER_MS);
  }

  end(): void {
    clearTimeout(this.#later);
  }

  async change(change: Partial<Notifications>): Promise<void> {
    const { conversations: _, ...present } = await this.#view.http.notifications();
    this.#take(await this.#view.http.setNotifications({ ...present, ...change }));
  }

  async changeConversation(id: string, wish: ConversationNotifications): Promise<void> {
    const answer = await this.#view.http.setConversationNotifications(id, wish);
    const known = new Map(this.#byConversation);
    known.set(id, answer);
    this.#byConversation = known;
    this.#tell();
  }

  #take(answer: Notifications): void {
    this.#all = answer;
    this.#byConversation = new Map(
      (answer.conversations ?? []).flatMap((wish) =>
        wish.conversation === undefined ? [] : [[wish.conversation, wish]],
      ),
    );
    this.#tell();
  }

  #tell(): void {
    for (const changed of this.#changed) {
      changed();
    }
  }
}

const known = new WeakMap<ChatView, Wishes>();

export function wishesOf(view: ChatView): Wishes {
  const wishes = known.get(view) ?? new Wishes(view);
  known.set(view, wishes);
  return wishes;
}

/** Keeps them up with the server. @param view the view that it listens to, once it is open */
export function keepWishes(view: () => ChatView | undefined): ClientListener {
  let been = false;
  let lost = false;
  const wishes = () => {
    const open = view();
    return open === undefined ? undefined : wishesOf(open);
  };
  return {
    notificationsChanged: () => wishes()?.reload(),
    stateChanged: (state) => {
      if (isOnline(state)) {
        if (lost) {
          wishes()?.cameBack();
        } else {
          // The first attempt may have failed: without a network, or while the server was starting.
          wishes()?.load();
        }
      }
      been ||= isOnline(state);
      lost = been && !isOnline(state);
    },
  };
}

/** What the user wants of single conversations. */
export function useWishes(): WishesByConversation {
  const wishes = wishesOf(useView());
  useEffect(() => wishes.load(), [wishes]);
  return useSyncExternalStore(wishes.subscribe, wishes.byConversation);
}

/** What the user wants in general. */
export function useGeneralWishes(): Notifications {
  const wishes = wishesOf(useView());
  useEffect(() => wishes.load(), [wishes]);
  return useSyncExternalStore(wishes.subscribe, wishes.all);
}
