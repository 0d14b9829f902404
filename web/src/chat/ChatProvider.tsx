import { ChatView, IndexedDbStorage, MemoryStorage, TabSharing } from "@carillon/client";
import { CarillonProvider } from "@carillon/client/react";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Waiting } from "../app/Waiting.tsx";
import { forgetDrafts } from "../composer/drafts.ts";
import { forNotifications } from "../notify/incoming.ts";
import { keepWishes, wishesOf } from "../notify/wishes.ts";
import { storageName } from "../session/forget.ts";
import type { StoredSession } from "../session/stored-session.ts";
import { forRefusals } from "./undelivered.ts";

const SessionOfChat = createContext<StoredSession | undefined>(undefined);

/** The signed-in user, also before there is a connection. */
export function useChatSession(): StoredSession {
  const session = useContext(SessionOfChat);
  if (session === undefined) {
    throw new Error("outside of ChatProvider");
  }
  return session;
}

async function open(session: StoredSession): Promise<ChatView> {
  const name = storageName(session.user);
  let view: ChatView | undefined;
  const options = {
    server: location.origin,
    token: session.token,
    // One socket for all tabs; where the browser has no locks, each tab has its own.
    sharing: new TabSharing(name),
    entries: forNotifications,
    listener: {
      ...keepWishes(() => view),
      forgotten: (id: string) => forgetDrafts(session.user, id),
      undelivered: forRefusals,
    },
  };
  try {
    view = await ChatView.open({ ...options, storage: new IndexedDbStorage(name) });
  } catch {
    // A private window, or a full disk: everything works, but nothing outlives the page.
    view = await ChatView.open({ ...options, storage: new MemoryStorage() });
  }
  return view;
}

/** Opens the user's conversations, first from what this browser kept, and keeps them up with the server. */
export function ChatProvider({ session, children }: { readonly session: StoredSession; readonly children: ReactNode }) {
  const [view, setView] = useState<ChatView>();

  useEffect(() => {
    let gone = false;
    const opening = open(session);
    void opening.then((opened) => {
      if (gone) {
        return;
      }
      setView(opened);
      // What stands in the way is told by the connection's state.
      opened.connect().catch(() => {});
    });
    return () => {
      gone = true;
      void opening.then((opened) => {
        wishesOf(opened).end();
        return opened.close();
      });
    };
  }, [session]);

  if (view === undefined) {
    return <Waiting />;
  }
  return (
    <SessionOfChat value={session}>
      <CarillonProvider view={view}>{children}</CarillonProvider>
    </SessionOfChat>
  );
}
