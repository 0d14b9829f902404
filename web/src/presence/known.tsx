import { isOnline } from "@carillon/client";
import { useConnectionState, usePresence } from "@carillon/client/react";
import { createContext, type ReactNode, useContext } from "react";
import { useLasting, useOnline } from "../chat/ConnectionBar.tsx";
import { ago } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";

/** So long what was said of others last is taken for what is. */
const STALE_MS = 5_000;

const Known = createContext(true);

/** Knows whether the server could tell who is there. */
export function PresenceKnown({ children }: { readonly children: ReactNode }) {
  const online = useOnline();
  const there = isOnline(useConnectionState().state) && online;
  return <Known value={!useLasting(there ? "" : "gone", STALE_MS)}>{children}</Known>;
}

/** Whether what was said last of who is there still holds: not after seconds without a connection. */
export function usePresenceKnown(): boolean {
  return useContext(Known);
}

/** Whether somebody is there, in words. */
export function usePresenceText(user: string): string {
  const { t } = useTranslation();
  const known = usePresenceKnown();
  const { status, lastSeenAt } = usePresence(user);
  if (!known) {
    return t("presence.unknown");
  }
  return status === "offline" && lastSeenAt !== undefined
    ? t("presence.lastSeen", { when: ago(lastSeenAt) })
    : t(`presence.${status}`);
}
