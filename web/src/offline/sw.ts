/// <reference lib="webworker" />

/* The service worker: keeps the application's files for reading offline, and shows pushes. */

import { freshOrKept } from "./page.ts";

declare const self: ServiceWorkerGlobalScope;

/** Both are filled in by the build. */
const SHELL = "__CARILLON_SHELL__" as unknown as readonly string[];
const CACHE = "carillon-__CARILLON_VERSION__";

const EXTRAS = ["/icons/icon.svg", "/icons/icon-192.png", "/icons/badge.svg", "/manifest.webmanifest"];

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...SHELL]);
  await cache.add(new Request("/", { cache: "reload" }));
  // Without an icon the application still works.
  await Promise.allSettled(EXTRAS.map((path) => cache.add(path)));
}

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("carillon-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("message", (event) => {
  if ((event.data as { act?: string } | null)?.act === "activate") {
    void self.skipWaiting();
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/v1/")) {
    return;
  }
  if (request.mode === "navigate") {
    if (isPage(url.pathname)) {
      event.respondWith(freshOrKept(fetch(request), () => caches.match("/")));
    }
  } else if (url.pathname.startsWith("/assets/") || EXTRAS.includes(url.pathname)) {
    event.respondWith(kept(request));
  }
});

/** The paths that the application answers; everything else is the server's. */
function isPage(path: string): boolean {
  return /^\/(?:$|c\/|login$|search|settings|operator)/.test(path);
}

/** Files whose names change with what is in them: once fetched, they are kept. */
async function kept(request: Request): Promise<Response> {
  const known = await caches.match(request);
  if (known !== undefined) {
    return known;
  }
  const response = await fetch(request);
  if (response.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone());
  }
  return response;
}

/** What the server tells of a message (docs/concepts/push-privacy.md). */
interface Told {
  readonly act?: "show" | "withdraw";
  readonly key: string;
  readonly conversation: string;
  readonly kind: "direct" | "group" | "channel";
  readonly seq: number;
  readonly name?: string;
  readonly senderName?: string;
  readonly text?: string;
  readonly badge?: number;
}

self.addEventListener("push", (event) => {
  const told = event.data?.json() as Told | undefined;
  if (told !== undefined) {
    event.waitUntil(told.act === "withdraw" ? withdraw(told) : show(told));
  }
});

async function withdraw(told: Told): Promise<void> {
  await showBadge(told);
  for (const shown of await self.registration.getNotifications({ tag: told.key })) {
    shown.close();
  }
}

/** None if it is 0. */
async function showBadge({ badge }: Told): Promise<void> {
  const badges = self.navigator as { setAppBadge?: (count: number) => Promise<void> };
  if (badge !== undefined) {
    await badges.setAppBadge?.(badge).catch(() => {});
  }
}

async function show(told: Told): Promise<void> {
  await showBadge(told);
  const sign = told.kind === "channel" ? "#" : "";
  const where = told.kind === "direct" || told.name === undefined ? "" : ` (${sign}${told.name})`;
  await self.registration.showNotification(`${told.senderName ?? "Carillon"}${where}`, {
    tag: told.key,
    ...(told.text === undefined ? {} : { body: told.text }),
    icon: "/icons/icon-192.png",
    badge: "/icons/badge.svg",
    data: { conversation: told.conversation, seq: told.seq },
  });
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAgain(event as ExtendableEvent & Partial<Changed>));
});

interface Changed {
  readonly oldSubscription: PushSubscription | null;
  readonly newSubscription: PushSubscription | null;
}

/** Only pages can say who they are to the server: an open one tells it, or the next one that is opened. */
async function subscribeAgain({ oldSubscription, newSubscription }: Partial<Changed>): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  if (newSubscription == null && key != null) {
    const wanted = { userVisibleOnly: true, applicationServerKey: key };
    await self.registration.pushManager.subscribe(wanted).catch(() => {});
  }
  for (const window of await self.clients.matchAll({ type: "window" })) {
    window.postMessage({ act: "subscribed" });
  }
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { conversation, seq } = event.notification.data as { conversation: string; seq: number };
  event.waitUntil(open(`/c/${encodeURIComponent(conversation)}/${seq}`));
});

/** In a window that is there, else in a new one. */
async function open(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const window = windows.find(({ visibilityState }) => visibilityState === "visible") ?? windows[0];
  if (window === undefined) {
    await self.clients.openWindow(path);
    return;
  }
  window.postMessage({ act: "open", path });
  // Some browsers forbid it: the message is open there nevertheless.
  await window.focus().catch(() => {});
}
