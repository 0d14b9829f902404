import { navigate } from "wouter/use-browser-location";

/** The browser has the old worker finish what it does, which may take long: the page need not wait for that. */
const PATIENCE_MS = 3_000;

type Waiting = (activate: () => void) => void;

let ready: (() => void) | undefined;
const listeners = new Set<Waiting>();

function announce(worker: ServiceWorker): void {
  ready = () => {
    worker.postMessage({ act: "activate" });
    setTimeout(() => location.reload(), PATIENCE_MS);
  };
  for (const tell of listeners) {
    tell(ready);
  }
}

/** Registers the service worker: the shell offline, pushes, and a word when there is a new version. */
export function registerWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) {
    return;
  }
  const first = navigator.serviceWorker.controller === null;
  let controlled = !first;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // The first worker takes over a page of its own version.
    if (controlled) {
      location.reload();
    }
    controlled = true;
  });
  navigator.serviceWorker.addEventListener(
    "message",
    ({ data }: MessageEvent<{ act?: string; path?: string } | null>) => {
      // A notification was pressed.
      if (data?.act === "open" && data.path?.startsWith("/c/")) {
        navigate(data.path);
      }
    },
  );
  navigator.serviceWorker.register("/sw.js").then(
    (registration: ServiceWorkerRegistration | undefined) => {
      if (registration === undefined) {
        return;
      }
      if (registration.waiting !== null && !first) {
        announce(registration.waiting);
      }
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker?.addEventListener("statechange", () => {
          if (worker.state === "installed" && navigator.serviceWorker.controller !== null) {
            announce(worker);
          }
        });
      });
    },
    () => {
      // Plain http from another machine, or a private window: it works without.
    },
  );
}

/** Told when a new version waits, with what makes it the one in force. */
export function onNewVersion(tell: Waiting): () => void {
  listeners.add(tell);
  if (ready !== undefined) {
    tell(ready);
  }
  return () => listeners.delete(tell);
}
