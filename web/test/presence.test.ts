import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { IDLE_MS, watchIdleness } from "../src/presence/idleness.ts";

describe("a page that nobody touches", () => {
  const told: boolean[] = [];
  let page: EventTarget;
  let end: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    page = new EventTarget();
    end = watchIdleness(page, (idle) => told.push(idle));
  });

  afterEach(() => {
    end();
    vi.useRealTimers();
  });

  it("says so after a while, once", () => {
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(IDLE_MS * 3);
    expect(told).toEqual([true]);
  });

  it("says at once that somebody is back", () => {
    vi.advanceTimersByTime(IDLE_MS * 2);
    page.dispatchEvent(new Event("pointermove"));
    expect(told).toEqual([true, false]);
  });

  it("is not one while somebody types", () => {
    for (let minute = 0; minute < 60; minute++) {
      vi.advanceTimersByTime(60_000);
      page.dispatchEvent(new Event("keydown"));
    }
    expect(told).toEqual([]);
  });

  it("hears nothing when it is done", () => {
    end();
    vi.advanceTimersByTime(IDLE_MS * 2);
    expect(told).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
