import { CarillonHttp } from "@carillon/client";
import { unregisterPush } from "../notify/push.ts";
import type { StoredSession } from "./stored-session.ts";

/** How the browser's stores of a user begin: the SDK's database, drafts, folded sections. */
export function storageName(user: string): string {
  return `carillon:${user}`;
}

/** Ends the session at the server and deletes what this browser keeps of its user. */
export async function forgetEverything(session: StoredSession): Promise<void> {
  const http = new CarillonHttp({ server: location.origin, token: session.token });
  try {
    await unregisterPush(http, session.user);
    await http.logOut();
  } catch {
    // Without a connection the session ends when it expires; what is kept here goes in any case.
  }
  const name = storageName(session.user);
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) {
      if (key === name || key.startsWith(`${name}:`)) {
        storage.removeItem(key);
      }
    }
  }
  await deleteDatabase(name);
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
