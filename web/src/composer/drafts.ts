import { useSyncExternalStore } from "react";
import { useUserName } from "../chat/names.ts";
import { storageName } from "../session/forget.ts";

/** More than this is no draft but a file. */
const MAX_CHARS = 100_000;

const changed = new Set<() => void>();

const keyOf = (user: string, place: string) => `${storageName(user)}:draft:${place}`;

/** What was begun and not sent; `place` is a conversation, or one of its threads. */
export function draftOf(user: string, place: string): string {
  return localStorage.getItem(keyOf(user, place)) ?? "";
}

export function keepDraft(user: string, place: string, text: string): void {
  const key = keyOf(user, place);
  if (text.trim() === "") {
    localStorage.removeItem(key);
  } else if (text.length <= MAX_CHARS) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // The disk is full: what is written stays in the page.
    }
  }
  for (const tell of changed) {
    tell();
  }
}

export function threadPlace(conversation: string, root: number): string {
  return `${conversation}/${root}`;
}

export function useHasDraft(place: string): boolean {
  const user = useUserName();
  return useSyncExternalStore(
    (tell) => {
      changed.add(tell);
      return () => changed.delete(tell);
    },
    () => localStorage.getItem(keyOf(user, place)) !== null,
  );
}
