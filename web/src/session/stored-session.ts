/** Who is signed in here, as it is kept in the browser. */
export interface StoredSession {
  readonly user: string;
  readonly token: string;
  /** Milliseconds since 1970 UTC. */
  readonly expiresAt: number;
  readonly administrator: boolean;
}

const KEY = "carillon:session";

function read(storage: Storage): StoredSession | undefined {
  try {
    const kept = JSON.parse(storage.getItem(KEY) ?? "null") as Partial<StoredSession> | null;
    if (typeof kept?.user !== "string" || typeof kept.token !== "string" || typeof kept.expiresAt !== "number") {
      return undefined;
    }
    return {
      user: kept.user,
      token: kept.token,
      expiresAt: kept.expiresAt,
      administrator: kept.administrator === true,
    };
  } catch {
    return undefined;
  }
}

/** The session of this tab, else that of this browser. One that is over is no session. */
export function storedSession(now: number = Date.now()): StoredSession | undefined {
  const session = read(sessionStorage) ?? read(localStorage);
  return session !== undefined && session.expiresAt > now ? session : undefined;
}

/** @param remember in this browser, until it expires; otherwise until this tab is closed */
export function storeSession(session: StoredSession, remember: boolean): void {
  forgetSession();
  (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(session));
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}
