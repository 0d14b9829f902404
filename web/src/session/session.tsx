import { CarillonHttp } from "@carillon/client";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { forgetEverything } from "./forget.ts";
import { forgetSession, type StoredSession, storedSession, storeSession } from "./stored-session.ts";

/** What the server says of a sign-in. */
export interface Login {
  readonly user: string;
  readonly token: string;
  readonly expiresAt: number;
  readonly administrator: boolean;
}

interface SessionControl {
  readonly session: StoredSession | undefined;
  readonly signedIn: (login: Login, remember: boolean) => void;
  /** Ends the session at the server and deletes what this browser keeps of it. */
  readonly signOut: () => Promise<void>;
  /** The server has ended it: what was written is kept for the next sign-in of the same user. */
  readonly sessionEnded: () => void;
}

const SessionContext = createContext<SessionControl | undefined>(undefined);

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState(() => storedSession());

  const signedIn = useCallback((login: Login, remember: boolean) => {
    const { user, token, expiresAt, administrator } = login;
    const stored = { user, token, expiresAt, administrator };
    storeSession(stored, remember);
    setSession(stored);
  }, []);

  const signOut = useCallback(async () => {
    const ending = session;
    forgetSession();
    // At once: the composer keeps what is being written when it goes, which is to be deleted too.
    flushSync(() => setSession(undefined));
    if (ending !== undefined) {
      await forgetEverything(ending);
    }
  }, [session]);

  const sessionEnded = useCallback(() => {
    forgetSession();
    setSession(undefined);
  }, []);

  useEffect(() => {
    // Another tab has signed out or in.
    const changed = (event: StorageEvent) => {
      if (event.key === "carillon:session" && event.storageArea === localStorage) {
        setSession(storedSession());
      }
    };
    addEventListener("storage", changed);
    return () => removeEventListener("storage", changed);
  }, []);

  const control = useMemo(
    () => ({ session, signedIn, signOut, sessionEnded }),
    [session, signedIn, signOut, sessionEnded],
  );
  return <SessionContext value={control}>{children}</SessionContext>;
}

export function useSession(): SessionControl {
  const control = useContext(SessionContext);
  if (control === undefined) {
    throw new Error("outside of SessionProvider");
  }
  return control;
}

/** For calls before there is a session. */
export function openHttp(): CarillonHttp {
  return new CarillonHttp({ server: location.origin });
}
