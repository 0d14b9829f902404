import { useSyncExternalStore } from "react";
import { useUserName } from "../chat/names.ts";
import { storageName } from "../session/forget.ts";

/** More than this is no draft but a file. */
const MAX_CHARS = 100_000;

const changed = new Set<() => void>();

/** What cannot be kept stays in the page: blanks alone, what is too long, and what a full disk does not take. */
const unkept = new Map<string, string>();

const keyOf = (user: string, place: string) => `${storageName(user)}:draft:${place}`;

/** What was begun and not sent; `place` is a conversation, or one of its threads. */
export function draftOf(user: string, place: string): string {
  const key = keyOf(user, place);
  return unkept.get(key) ?? localStorage.getItem(key) ?? "";
}

/** To be called with what was typed here, at once: what another tab has typed since is not to be written over. */
export function keepDraft(user: string, place: string, text: string): void {
  const key = keyOf(user, place);
  unkept.set(key, text);
  if (text.trim() === "") {
    localStorage.removeItem(key);
  } else if (text.length <= MAX_CHARS) {
    try {
      localStorage.setItem(key, text);
      unkept.delete(key);
    } catch {
      // The disk is full.
    }
  }
  tell();
}

function tell(): void {
  for (const each of changed) {
    each();
  }
}

/** The user has left a conversation: nothing is kept that was begun there, nor in its threads. */
export function forgetDrafts(user: string, conversation: string): void {
  const key = keyOf(user, conversation);
  for (const known of [...unkept.keys(), ...Object.keys(localStorage)]) {
    if (known === key || known.startsWith(`${key}/`)) {
      unkept.delete(known);
      localStorage.removeItem(known);
    }
  }
  tell();
}

/** Another tab has typed or sent something. */
function keptElsewhere({ key }: StorageEvent): void {
  if (key !== null) {
    unkept.delete(key);
  }
  tell();
}

/** Told of every change, also of those in other tabs. */
export function watchDrafts(told: () => void): () => void {
  changed.add(told);
  addEventListener("storage", keptElsewhere);
  return () => {
    changed.delete(told);
    if (changed.size === 0) {
      removeEventListener("storage", keptElsewhere);
    }
  };
}

export function threadPlace(conversation: string, root: number): string {
  return `${conversation}/${root}`;
}

export function useHasDraft(place: string): boolean {
  const user = useUserName();
  return useSyncExternalStore(watchDrafts, () => draftOf(user, place).trim() !== "");
}
