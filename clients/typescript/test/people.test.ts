import assert from "node:assert/strict";
import { test } from "node:test";
import { CarillonHttp } from "../src/http/carillon-http.ts";
import { AccountBook } from "../src/view/accounts.ts";
import { Pulse } from "../src/view/observed.ts";
import { range, shown } from "./view-scene.ts";

/** Accounts that are called as the test says, and who was asked for. */
function book(staleMs?: number) {
  const asked: string[] = [];
  const called = new Map<string, string>();
  const fetch = (address: string): Promise<Response> => {
    const names = new URL(address).searchParams.get("names") ?? "";
    asked.push(names);
    const users = names.split(",").map((user) => ({ user, displayName: called.get(user) ?? user }));
    return Promise.resolve(new Response(JSON.stringify({ users })));
  };
  const http = new CarillonHttp({ server: "https://chat.example.org", token: "token", fetch });
  return { asked, called, accounts: new AccountBook(new Pulse((task) => task()), http, staleMs) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500 && !condition(); turns++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.ok(condition());
}

test("shows what users are called now, without being asked, as long as they are shown", async () => {
  const { asked, called, accounts } = book(300);
  const leave = accounts.of("bob").subscribe(() => {});
  for (const user of ["ada", "grace"]) {
    accounts.of(user).subscribe(() => {});
  }
  await until(() => accounts.of("grace").get() !== undefined);
  leave();
  called.set("grace", "Grace H.");
  await until(() => accounts.of("grace").get()?.displayName === "Grace H.");
  assert.deepEqual(asked.slice(0, 2), ["bob,ada,grace", "ada,grace"]);
});

test("asks again for whom somebody looks at more closely, though not at once", async (t) => {
  const { asked, called, accounts } = book();
  accounts.of("grace").subscribe(() => {});
  await until(() => accounts.of("grace").get() !== undefined);
  called.set("grace", "Grace H.");
  accounts.refresh("grace");
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(asked, ["grace"]);
  const now = Date.now();
  t.mock.method(Date, "now", () => now + 11_000);
  accounts.refresh("grace");
  await until(() => accounts.of("grace").get()?.displayName === "Grace H.");
});

test("watches those of too many that came into view last", async () => {
  const { view, wire } = await shown(3);
  const watched = (): string[] => (wire.peer.last("watch")?.["users"] ?? []) as string[];
  for (const number of range(1, 250)) {
    view.presence(`user${number}`).subscribe(() => {});
  }
  await until(() => watched().length === 200);
  assert.equal(watched()[0], "user1");
  view.presence("late").subscribe(() => {});
  await until(() => watched()[0] === "late");
  assert.deepEqual([watched()[1], watched().length], ["user1", 200]);
});
