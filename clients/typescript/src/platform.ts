import { brokenOff, type Edge, type SocketListener } from "./net/edge.ts";
import { CarillonError } from "./protocol/errors.ts";

const SUBPROTOCOL = "carillon.v1";

/** The part of a WebSocket that is needed: the browser's, Node's (from 22 on), or that of a package. */
export type WebSocketConstructor = new (address: string, protocols: string) => WebSocket;

/**
 * The world as browsers and Node have it.
 *
 * @param given a WebSocket for platforms without one, such as Node 20
 * @throws CarillonError with the code `internal` if there is no WebSocket
 */
export function platformEdge(given?: WebSocketConstructor): Edge {
  const WebSocketClass = given ?? (globalThis.WebSocket as WebSocketConstructor | undefined);
  if (WebSocketClass === undefined) {
    throw new CarillonError("internal", "no WebSocket (expected: a platform that has one, or the option webSocket)");
  }
  return {
    connect: (address, listener) => open(WebSocketClass, address, listener),
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    random: () => Math.random(),
    defer: deferrer(),
    after: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

function open(WebSocketClass: WebSocketConstructor, address: string, listener: SocketListener): void {
  let socket: WebSocket;
  try {
    socket = new WebSocketClass(address, SUBPROTOCOL);
  } catch (e) {
    // Such as ws: from a page with https:. It stays so, but another page may live longer than this network.
    const reason = e instanceof Error ? e.message : "no connection";
    queueMicrotask(() => listener.ended(brokenOff(reason)));
    return;
  }
  const close = (): void => {
    // A socket that is still connecting or whose network is gone would keep its events for long.
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    // Some platforms throw an error that nobody listens to.
    socket.onerror = () => {};
    socket.close(1000);
  };
  socket.onopen = () => listener.opened({ send: (text) => socket.send(text), close });
  socket.onmessage = (message) => listener.received(typeof message.data === "string" ? message.data : undefined);
  socket.onerror = () => {};
  socket.onclose = (closed) =>
    listener.ended({ closeCode: closed.code, httpStatus: 0, reason: closed.reason || `code ${closed.code}` });
}

/**
 * Soon, but after the page could draw and take input. Not a timer: those are slowed down to one a minute in pages
 * that nobody sees, where entries still have to be taken.
 */
function deferrer(): (task: () => void) => void {
  const { setImmediate } = globalThis as { setImmediate?: (task: () => void) => unknown };
  if (setImmediate !== undefined) {
    return (task) => void setImmediate(task);
  }
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(null);
  };
}

/**
 * Tells of another network and of the end of a sleep, where the platform does.
 *
 * @returns ends it
 */
export function watchNetwork(changed: () => void): () => void {
  const page = globalThis as Partial<Pick<Window, "addEventListener" | "removeEventListener" | "document">>;
  const seen = (): void => {
    if (page.document?.visibilityState === "visible") {
      changed();
    }
  };
  page.addEventListener?.("online", changed);
  page.addEventListener?.("pageshow", changed);
  page.document?.addEventListener("visibilitychange", seen);
  return () => {
    page.removeEventListener?.("online", changed);
    page.removeEventListener?.("pageshow", changed);
    page.document?.removeEventListener("visibilitychange", seen);
  };
}

/**
 * Tells, where the platform does, that the page may be gone the next moment.
 *
 * @returns ends it
 */
export function watchLeaving(leaves: () => void): () => void {
  const page = globalThis as Partial<Pick<Window, "addEventListener" | "removeEventListener" | "document">>;
  const hidden = (): void => {
    if (page.document?.visibilityState === "hidden") {
      leaves();
    }
  };
  // The earliest word of a reload, and the last one of a page that is thrown away while nobody sees it.
  page.addEventListener?.("beforeunload", leaves);
  page.addEventListener?.("pagehide", leaves);
  page.document?.addEventListener("visibilitychange", hidden);
  return () => {
    page.removeEventListener?.("beforeunload", leaves);
    page.removeEventListener?.("pagehide", leaves);
    page.document?.removeEventListener("visibilitychange", hidden);
  };
}
