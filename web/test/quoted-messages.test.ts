import type { ChatView, Entry } from "@carillon/client";
import { expect, it } from "vitest";
import { quotedMessage } from "../src/message/quoted-messages.ts";
import { forNotifications } from "../src/notify/incoming.ts";

/** A server that fails as often as it says. */
function viewOf(failures = 0): { readonly view: ChatView; readonly calls: number[] } {
  const calls: number[] = [];
  const message = (_: string, seq: number) => {
    calls.push(seq);
    return calls.length <= failures ? Promise.reject(new Error("away")) : Promise.resolve({ sender: "ada" });
  };
  return { view: { http: { message } } as unknown as ChatView, calls };
}

it("asks for a message once, and again when it has changed, is long ago, or is another user's", async () => {
  const { view, calls } = viewOf();
  await Promise.all([quotedMessage(view, "c", 1), quotedMessage(view, "c", 1)]);
  expect(calls).toEqual([1]);
  forNotifications({ type: "edit", conversation: "c", target: 1 } as unknown as Entry);
  await quotedMessage(view, "c", 1);
  expect(calls).toEqual([1, 1]);
  for (let seq = 2; seq <= 101; seq++) {
    await quotedMessage(view, "c", seq);
  }
  await quotedMessage(view, "c", 101);
  expect(calls).toHaveLength(102);
  await quotedMessage(view, "c", 1);
  expect(calls).toHaveLength(103);
  const other = viewOf();
  await quotedMessage(other.view, "c", 1);
  expect(other.calls).toEqual([1]);
});

it("asks again for what could not be told", async () => {
  const { view, calls } = viewOf(1);
  await expect(quotedMessage(view, "c", 1)).rejects.toThrow("away");
  await quotedMessage(view, "c", 1);
  expect(calls).toEqual([1, 1]);
});
