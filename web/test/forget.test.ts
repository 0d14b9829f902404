import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetEverything } from "../src/session/forget.ts";

/** As browsers have them: what is kept are properties of its own. */
class Store {
  [key: string]: unknown;

  static {
    const plain = { enumerable: false };
    Object.defineProperties(Store.prototype, {
      getItem: { ...plain, value: getItem },
      removeItem: { ...plain, value: removeItem },
    });
  }
}

function getItem(this: Store, key: string): unknown {
  return this[key] ?? null;
}

function removeItem(this: Store, key: string): void {
  delete this[key];
}

const session = { user: "ada", token: "t", expiresAt: 0, administrator: false };
let local: Store;
let calls: string[];
let closed: number;

beforeEach(() => {
  local = Object.assign(new Store(), {
    "carillon:ada:draft:c1": "secret",
    "carillon:ada:push-device": "d1",
    "carillon:adam:last": "c2",
  });
  calls = [];
  closed = 0;
  const shown = { close: () => closed++ };
  const registration = {
    pushManager: { getSubscription: () => Promise.reject(new Error("no push here")) },
    getNotifications: () => Promise.resolve([shown, shown]),
  };
  vi.stubGlobal("localStorage", local);
  vi.stubGlobal("sessionStorage", new Store());
  vi.stubGlobal("indexedDB", undefined);
  vi.stubGlobal("location", { origin: "https://chat.example" });
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: () => Promise.resolve(registration) } });
});

afterEach(() => vi.unstubAllGlobals());

function answering(answer: (method: string, path: string) => Response): void {
  vi.stubGlobal("fetch", (address: string, { method }: RequestInit) => {
    const path = new URL(address).pathname;
    calls.push(`${method} ${path}`);
    return Promise.resolve(answer(method ?? "", path));
  });
}

test("ends the session though its device is forgotten and the browser knows no pushes", async () => {
  answering((_, path) =>
    path === "/v1/logout"
      ? new Response(null, { status: 204 })
      : Response.json({ code: "no_such_device", detail: "no such device" }, { status: 404 }),
  );
  await forgetEverything(session);
  expect(calls.at(-1)).toBe("POST /v1/logout");
  expect(calls).toHaveLength(2);
  expect(closed).toBe(2);
});

test("deletes what is here before the server has answered, and nobody else's", () => {
  vi.stubGlobal("fetch", () => new Promise(() => {}));
  void forgetEverything(session);
  expect(Object.keys(local)).toEqual(["carillon:adam:last"]);
});
