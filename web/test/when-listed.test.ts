import type { ChatView, ConversationSummary } from "@carillon/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { whenListed } from "../src/chat/when-listed.ts";

const listeners = new Set<() => void>();
let listed: readonly ConversationSummary[] = [];
const conversations: ChatView["conversations"] = {
  get: () => listed,
  subscribe(changed) {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};

function list(id: string): void {
  listed = [{ id } as ConversationSummary];
  listeners.forEach((tell) => tell());
}

beforeEach(() => {
  vi.useFakeTimers();
  listed = [];
});

afterEach(() => vi.useRealTimers());

it("goes to a new conversation as soon as it is listed, at once if it is, and not never", async () => {
  let there = false;
  const waiting = whenListed({ conversations }, "tea").then(() => (there = true));
  list("coffee");
  await Promise.resolve();
  expect(there).toBe(false);
  list("tea");
  await waiting;
  await whenListed({ conversations }, "tea");
  const never = whenListed({ conversations }, "milk");
  await vi.advanceTimersByTimeAsync(2_000);
  await never;
  expect(listeners.size).toBe(0);
});
