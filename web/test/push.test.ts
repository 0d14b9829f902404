import type { CarillonHttp } from "@carillon/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepPush, registerPush, unregisterPush } from "../src/notify/push.ts";

/** A browser's push service: each subscription has another endpoint. */
class PushService {
  current: { endpoint: string } | null = null;
  #made = 0;

  readonly getSubscription = () => Promise.resolve(this.current);

  readonly subscribe = (options: object) => {
    const endpoint = `https://push.example/${++this.#made}`;
    const unsubscribe = () => {
      this.current = null;
      return Promise.resolve(true);
    };
    this.current = Object.assign({ endpoint, options, unsubscribe }, { toJSON: () => ({ endpoint, keys: {} }) });
    return Promise.resolve(this.current);
  };
}

/** What the server knows: the devices, and where each is woken. */
class Devices {
  readonly woken = new Map<string, string | undefined>();

  readonly http = {
    pushOffer: () => Promise.resolve({ vapidKey: "key" }),
    devices: () => Promise.resolve([...this.woken.keys()].map((device) => ({ device }))),
    registerDevice: (device: string, { target }: { target: { endpoint?: string } }) => {
      this.woken.set(device, target.endpoint);
      return Promise.resolve();
    },
    removeDevice: (device: string) => Promise.resolve(void this.woken.delete(device)),
  } as unknown as CarillonHttp;
}

let service: PushService;
let server: Devices;

beforeEach(() => {
  service = new PushService();
  server = new Devices();
  const kept = new Map<string, string>();
  const registration = { pushManager: service };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("window", { PushManager: {} });
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.stubGlobal("navigator", {
    userAgent: "",
    serviceWorker: { ready: Promise.resolve(registration), getRegistration: () => Promise.resolve(registration) },
  });
});

afterEach(() => vi.unstubAllGlobals());

const keep = () => keepPush(server.http, "ada", "d1");

test("who has not switched pushes on is not woken", async () => {
  await keep();
  expect(server.woken.size).toBe(0);
  await registerPush(server.http, "ada", "d1");
  await unregisterPush(server.http, "ada");
  await keep();
  expect(server.woken.size).toBe(0);
});

test("what is well stays as it is", async () => {
  await registerPush(server.http, "ada", "d1");
  const before = service.current;
  await keep();
  expect(service.current).toBe(before);
});

test("a device that the server forgot is registered again", async () => {
  await registerPush(server.http, "ada", "d1");
  server.woken.clear();
  await keep();
  expect([...server.woken]).toEqual([["d1", service.current?.endpoint]]);
});

test("another subscription, or none any more, is told to the server", async () => {
  await registerPush(server.http, "ada", "d1");
  await service.subscribe({});
  await keep();
  expect(server.woken.get("d1")).toBe(service.current?.endpoint);
  service.current = null;
  await keep();
  expect(service.current).not.toBeNull();
  expect(server.woken.get("d1")).toBe((service.current as { endpoint: string } | null)?.endpoint);
});

test("the worker subscribes again where the browser let its subscription go, and tells the pages", async () => {
  const handlers = new Map<string, (event: object) => void>();
  const told: unknown[] = [];
  vi.stubGlobal("self", {
    addEventListener: (type: string, handler: (event: object) => void) => handlers.set(type, handler),
    registration: { pushManager: service },
    clients: { matchAll: () => Promise.resolve([{ postMessage: (message: unknown) => told.push(message) }]) },
  });
  await import("../src/offline/sw.ts");
  const change = async (event: object) => {
    let done: Promise<void> | undefined;
    handlers.get("pushsubscriptionchange")?.({ ...event, waitUntil: (work: Promise<void>) => (done = work) });
    await done;
  };

  await change({ oldSubscription: { options: { applicationServerKey: "key" } }, newSubscription: null });
  expect(service.current).toMatchObject({ options: { userVisibleOnly: true, applicationServerKey: "key" } });
  const before = service.current;
  await change({ oldSubscription: null, newSubscription: before });
  expect(service.current).toBe(before);
  expect(told).toEqual([{ act: "subscribed" }, { act: "subscribed" }]);
});
