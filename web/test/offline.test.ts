import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { freshOrKept } from "../src/offline/page.ts";

const fresh = new Response("fresh");
const busy = new Response("a proxy's words", { status: 502 });
const old = new Response("kept");
const keep = () => Promise.resolve(old);
const nothing = () => Promise.resolve(undefined);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it("is fresh while there is a network", async () => {
  expect(await freshOrKept(Promise.resolve(fresh), keep)).toBe(fresh);
  expect(vi.getTimerCount()).toBe(0);
});

it("is what was kept without a network, and when a proxy says that the server is gone", async () => {
  expect(await freshOrKept(Promise.reject(new TypeError("offline")), keep)).toBe(old);
  expect(await freshOrKept(Promise.resolve(busy), keep)).toBe(old);
});

it("is what was kept when the network hangs", async () => {
  const answer = freshOrKept(new Promise(() => {}), keep);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await answer).toBe(old);
});

it("is whatever comes where nothing was kept", async () => {
  expect(await freshOrKept(Promise.resolve(busy), nothing)).toBe(busy);
  expect((await freshOrKept(Promise.reject(new TypeError("offline")), nothing)).type).toBe("error");
  let answered: (response: Response) => void = () => {};
  const answer = freshOrKept(new Promise((resolve) => (answered = resolve)), nothing);
  await vi.advanceTimersByTimeAsync(10_000);
  answered(fresh);
  expect(await answer).toBe(fresh);
});
