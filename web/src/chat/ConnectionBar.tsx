import type { ConnectionView } from "@carillon/client";
import { useConnectionState, useView } from "@carillon/client/react";
import { type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useSession } from "../session/session.tsx";

/** Syncing that is done sooner is not worth a word. */
const CALM_MS = 600;

/**
 * Says plainly how things stand with the server, when they do not stand well. The live region is there before: screen
 * readers speak what changes in one, not what comes with it.
 */
export function ConnectionBar() {
  return (
    <div className="connection-place" role="status">
      <Standing />
    </div>
  );
}

function Standing() {
  const { t } = useTranslation();
  const connection = useConnectionState();
  const online = useOnline();
  const lasting = useLasting(connection.state === "connected" ? "" : connection.state, CALM_MS);

  if (connection.closed !== undefined) {
    return <ClosedBar connection={connection} />;
  }
  if (!online) {
    return <Bar>{t("state.offline")}</Bar>;
  }
  switch (connection.state) {
    case "disconnected":
      return connection.nextAttemptAt === undefined ? null : <RetryBar at={connection.nextAttemptAt} />;
    case "connecting":
      return lasting ? <Bar busy>{t("state.connecting")}</Bar> : null;
    case "syncing":
      return lasting ? (
        <Bar busy kind="calm">
          {t("state.syncing")}
        </Bar>
      ) : null;
    case "connected":
    case "closed":
      return connection.degraded === undefined ? null : <Bar>{t("state.degraded")}</Bar>;
  }
}

function Bar({
  kind = "",
  busy = false,
  children,
}: {
  readonly kind?: "" | "trouble" | "calm";
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={`connection ${kind}`} data-testid="connection">
      {busy && <div className="spinner" aria-hidden />}
      {children}
    </div>
  );
}

function RetryBar({ at }: { readonly at: number }) {
  const { t } = useTranslation();
  const view = useView();
  const seconds = Math.max(0, Math.ceil((at - useNow(500)) / 1_000));
  return (
    <Bar>
      {/* The count is for the eye; read aloud every second it would be a nuisance. */}
      <span aria-live="off">{t("state.retry", { count: seconds })}</span>
      <button type="button" onClick={() => view.client.networkChanged()}>
        {t("state.retryNow")}
      </button>
    </Bar>
  );
}

function ClosedBar({ connection }: { readonly connection: ConnectionView }) {
  const { t } = useTranslation();
  const { sessionEnded } = useSession();
  const code = connection.closed?.code;
  if (code === "unauthenticated") {
    return (
      <Bar kind="trouble">
        <span>{t("signIn.ended")}</span>
        <button type="button" onClick={sessionEnded}>
          {t("state.signInAgain")}
        </button>
      </Bar>
    );
  }
  return (
    <Bar kind="trouble">
      <span>{code === "too_many_sessions" ? t("state.replaced") : t("state.ended")}</span>
      <button type="button" onClick={() => location.reload()}>
        {t("state.reconnect")}
      </button>
    </Bar>
  );
}

/** Whether the browser has a network, as far as it knows. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (changed) => {
      addEventListener("online", changed);
      addEventListener("offline", changed);
      return () => {
        removeEventListener("online", changed);
        removeEventListener("offline", changed);
      };
    },
    () => navigator.onLine,
  );
}

/** Whether a state that is not empty has been the same for so long. */
export function useLasting(state: string, ms: number): boolean {
  const [lasting, setLasting] = useState("");
  useEffect(() => {
    if (state === "") {
      return undefined;
    }
    const timer = setTimeout(() => setLasting(state), ms);
    return () => {
      clearTimeout(timer);
      setLasting("");
    };
  }, [state, ms]);
  return state !== "" && lasting === state;
}

/** The time, looked at every so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
