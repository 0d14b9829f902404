import type { Entry } from "@carillon/client";

type Hear = (entry: Entry) => void;

const listeners = new Set<Hear>();

/** Shown every entry of all conversations; passes them on to whoever tells the user. */
export function forNotifications(entry: Entry): void {
  for (const hear of listeners) {
    hear(entry);
  }
}

export function onIncoming(hear: Hear): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}
