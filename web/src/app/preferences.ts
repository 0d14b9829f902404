import { useSyncExternalStore } from "react";

/** What this browser remembers of how its user likes the client. */
export interface Preferences {
  /** Otherwise Ctrl+Enter or Cmd+Enter does. */
  readonly enterSends: boolean;
  /** Keys that are pressed alone, without Ctrl, Alt or Cmd, do something where nothing is written. */
  readonly singleKeys: boolean;
  /** Notifications of the page itself, while it is open. */
  readonly desktop: boolean;
}

const KEY = "carillon:preferences";
const USUAL: Preferences = { enterSends: true, singleKeys: true, desktop: false };
const changed = new Set<() => void>();
let current = read();

function read(): Preferences {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return USUAL;
  }
}

export function preferences(): Preferences {
  return current;
}

export function prefer(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  localStorage.setItem(KEY, JSON.stringify(current));
  for (const tell of changed) {
    tell();
  }
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((tell) => {
    changed.add(tell);
    return () => changed.delete(tell);
  }, preferences);
}
