import type { PresenceStatus } from "@carillon/client";
import { useCallback, useSyncExternalStore } from "react";
import { storageName } from "../session/forget.ts";

const STATUSES: readonly PresenceStatus[] = ["online", "away", "offline"];
const changed = new Set<() => void>();

const keyOf = (user: string) => `${storageName(user)}:seen-as`;

/** How the user wants to be seen, in all tabs of this browser and over reloads. */
export function seenAs(user: string): PresenceStatus {
  const kept = localStorage.getItem(keyOf(user));
  return STATUSES.find((status) => status === kept) ?? "online";
}

export function chooseSeenAs(user: string, status: PresenceStatus): void {
  localStorage.setItem(keyOf(user), status);
  for (const tell of changed) {
    tell();
  }
}

export function useSeenAs(user: string): PresenceStatus {
  const subscribe = useCallback((tell: () => void) => {
    changed.add(tell);
    // Other tabs' choices.
    addEventListener("storage", tell);
    return () => {
      changed.delete(tell);
      removeEventListener("storage", tell);
    };
  }, []);
  return useSyncExternalStore(subscribe, () => seenAs(user));
}
