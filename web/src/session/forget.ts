import { CarillonHttp } from "@carillon/client";
import { clearBadge } from "../notify/badge.ts";
import { closeNotifications, pushDevice, unsubscribePush } from "../notify/push.ts";
import { type StoredSession, storedSession } from "./stored-session.ts";

/** How the browser's stores of a user begin: the SDK's database, drafts, folded sections. */
export function storageName(user: string): string {
  return `carillon:${user}`;
}

/** Waits no longer for the server to forget a device: the first push that fails makes it do so. */
const DEVICE_MS = 5_000;

/**
 * Deletes what this browser keeps of a user, and ends the session at the server.
 *
 * What is here goes first, for the server may not answer for long, and nothing that fails keeps the rest from its end.
 * Without a connection the session ends when it expires.
 */
export async function forgetEverything(session: StoredSession): Promise<void> {
  const name = storageName(session.user);
  const device = pushDevice(session.user);
  deleteStored(name);
  clearBadge();
  const endings = [deleteDatabase(name), closeNotifications(), unsubscribePush(), endSession(session, device)];
  await Promise.allSettled(endings);
  // Other tabs keep what was being written in them when they let go.
  if (storedSession()?.user !== session.user) {
    deleteStored(name);
  }
}

/** Nobody else's browser shall ring. */
async function endSession(session: StoredSession, device: string | undefined): Promise<void> {
  const http = new CarillonHttp({ server: location.origin, token: session.token });
  if (device !== undefined) {
    await http.removeDevice(device, { signal: AbortSignal.timeout(DEVICE_MS) }).catch(() => {});
  }
  await http.logOut();
}

function deleteStored(name: string): void {
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key === name || key.startsWith(`${name}:`)) {
        storage.removeItem(key);
      }
    }
  }
}

/** Done when the database is gone, or when another tab holds it open for two seconds more. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    if (typeof indexedDB === "undefined") {
      resolve();
      return;
    }
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    setTimeout(resolve, 2_000);
  });
}
