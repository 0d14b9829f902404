import { passwordOf } from "./support/api.ts";
import { expect, shot, test } from "./support/fixtures.ts";

test("the printed link makes the first administrator, whose invitation makes the second account", async ({
  browser,
  guard,
  newServer,
  visitor,
}) => {
  await visitor.goto(newServer.setupLink.replace(/^https?:\/\/[^/]+/, newServer.url));
  await expect(visitor.getByRole("heading", { name: "Make the first administrator" })).toBeVisible();
  await shot(visitor, "setup");
  await visitor.getByLabel("User name").fill("ada");
  await visitor.getByLabel("Name that others see").fill("Ada");
  await visitor.getByLabel("Password").fill("a long password");
  await visitor.getByRole("button", { name: "Make the administrator" }).click();

  await visitor.getByRole("button", { name: /You and settings/ }).click();
  await visitor.getByRole("menuitem", { name: "Invite people" }).click();
  await visitor.getByRole("button", { name: "Make an invitation link" }).click();
  const link = visitor.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/invite#ci_/);

  const context = await browser.newContext();
  await guard.watch(context);
  const guest = await context.newPage();
  await guest.goto(await link.inputValue());
  await shot(guest, "invitation");
  await guest.getByLabel("User name").fill("ben");
  await guest.getByLabel("Password").fill("another password");
  await guest.getByRole("button", { name: "Make my account" }).click();
  await expect(guest.getByRole("navigation", { name: "Conversations" })).toBeVisible();
  await context.close();
});

test("who signs out leaves nothing behind", async ({ guard, join, server, visitor }) => {
  guard.allow(/status of 401/);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "A secret that stays here");
  await visitor.goto(server.url);
  await visitor.getByLabel("User name").fill(ada.user);
  await visitor.getByLabel("Password").fill("no idea");
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("alert")).toContainText("User name or password is wrong.");
  await shot(visitor, "sign-in");
  await visitor.getByLabel("Password").fill(passwordOf(ada.user));
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByText("A secret that stays here")).toBeVisible();
  await visitor.locator("textarea.composer-text").fill("A draft that stays here");

  await visitor.getByRole("button", { name: /You and settings/ }).click();
  await visitor.getByRole("menuitem", { name: "Sign out" }).click();
  await visitor.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(visitor.getByRole("button", { name: "Sign in" })).toBeVisible();

  await expect
    .poll(() =>
      visitor.evaluate(async () => {
        const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
        const cached = await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()));
        const urls = cached.flat().map(({ url }) => url);
        return [...databases, ...Object.entries({ ...localStorage, ...sessionStorage }).flat(), ...urls].join("\n");
      }),
    )
    .not.toMatch(new RegExp(`${ada.user}|secret|draft|/v1/`));
});

test("a browser keeps no words that were taken back, and nothing of a conversation that was left", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  const first = await ada.api.send(tea, "First secret");
  const second = await ada.api.send(tea, "Second secret");
  const kept = () =>
    ben.page.evaluate(async (name) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const stores = [...database.objectStoreNames].map((store) => {
        const all = database.transaction(store).objectStore(store);
        return [all.getAllKeys(), all.getAll()].map(
          (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result))),
        );
      });
      const rows = await Promise.all(stores.flat());
      database.close();
      const drafts = Object.keys(localStorage).filter((key) => key.includes(":draft:"));
      return JSON.stringify([rows, drafts]);
    }, `carillon:${ben.user}`);

  // A page that was read before there was a session is not kept: nobody knows what it follows on.
  await ben.page.goto("/");
  await ben.page.locator(`[data-conversation=${tea}]`).click();
  await expect(ben.message("Second secret")).toBeVisible();
  await ada.api.send(tea, "Third secret");
  await ben.composer().fill("What I think of it");
  for (const text of [/First secret/, /Second secret/, /Third secret/, /draft/]) {
    await expect.poll(kept).toMatch(text);
  }
  await ada.api.call("DELETE", `/v1/conversations/${tea}/messages/${first}`);
  await expect.poll(kept).not.toMatch(/First secret/);
  await ada.api.call("PATCH", `/v1/conversations/${tea}/messages/${second}`, { text: "Nothing of note" });
  await expect.poll(kept).toMatch(/Nothing of note/);
  expect(await kept()).not.toMatch(/Second secret/);

  await ada.api.call("DELETE", `/v1/conversations/${tea}/members/${ben.user}`);
  await expect(ben.page.getByRole("button", { name: "Join" })).toBeVisible();
  await expect.poll(kept).not.toMatch(new RegExp(`secret|Nothing of note|draft|${tea}`));
  await ben.page.reload();
  await expect(ben.page.getByRole("button", { name: "Join" })).toBeVisible();
  await expect.poll(kept).not.toMatch(new RegExp(`secret|${tea}`));
});
