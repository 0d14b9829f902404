import type { ChatView, ClientState, Notifications } from "@carillon/client";
import { describe, expect, it } from "vitest";
import { keepWishes, wishesOf } from "../src/notify/wishes.ts";

/** A server that fails so often before it answers. */
function viewOf(failures: number): { readonly view: ChatView; readonly calls: () => number } {
  let calls = 0;
  const answer: Notifications = { conversations: [{ conversation: "c1", level: "none" }] };
  const notifications = () => (++calls > failures ? Promise.resolve(answer) : Promise.reject(new Error("away")));
  return { view: { http: { notifications } } as unknown as ChatView, calls: () => calls };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

async function tell(view: ChatView, ...states: readonly ClientState[]): Promise<void> {
  const listener = keepWishes(() => view);
  for (const state of states) {
    listener.stateChanged?.(state);
    await settled();
  }
}

describe("what the user wants to be told of", () => {
  it("is asked for again when the first attempt failed and the connection comes", async () => {
    const { view, calls } = viewOf(1);
    wishesOf(view).load();
    await settled();
    await tell(view, "connecting", "connected");
    expect(wishesOf(view).byConversation().get("c1")?.level).toBe("none");
    await tell(view, "connected");
    expect(calls()).toBe(2);
  });

  it("is asked for when another device says so, though there was no answer yet", async () => {
    const { view } = viewOf(1);
    wishesOf(view).load();
    await settled();
    wishesOf(view).reload();
    await settled();
    expect(wishesOf(view).byConversation().size).toBe(1);
  });

  it("is not asked for before there is a view", () => {
    expect(() => keepWishes(() => undefined).stateChanged?.("connected")).not.toThrow();
  });
});
