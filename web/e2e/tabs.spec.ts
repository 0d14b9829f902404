import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { expectOneOrder } from "./support/person.ts";

test("two tabs share a socket, and when the one that holds it is closed the other takes over", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  const other = await ada.context.newPage();
  const sockets = { first: openSockets(ada.page), other: openSockets(other) };
  await ada.open(tea);
  await expect.poll(sockets.first).toBe(1);
  await other.goto(`/c/${tea}`);
  await ben.open(tea);
  const composer = other.locator("textarea.composer-text");

  await ada.say("From the first tab");
  await composer.fill("From the other tab");
  await composer.press("Enter");
  await ben.say("From elsewhere");
  const sent = ["From the first tab", "From the other tab", "From elsewhere"];
  await expectOneOrder(ada.api, tea, sent, [ada.page, other, ben.page]);
  expect(sockets.first() + sockets.other()).toBe(1);

  await ada.page.close();
  await ben.say("Are you still there?");
  await composer.fill("In the other tab");
  await composer.press("Enter");
  sent.push("Are you still there?", "In the other tab");
  await expectOneOrder(ada.api, tea, sent, [other, ben.page]);
  expect(sockets.other()).toBe(1);
});

test("a frozen tab catches up when it thaws", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.open(tea);
  await ben.open(tea);
  await ada.live();
  await ben.say("Good night");
  await expect(ada.message("Good night")).toBeVisible();

  const devtools = await ada.context.newCDPSession(ada.page);
  await devtools.send("Page.setWebLifecycleState", { state: "frozen" });
  const sent = ["Good night"];
  for (let sheep = 1; sheep <= 20; sheep++) {
    sent.push(`Sheep ${sheep}`);
    await ben.api.send(tea, `Sheep ${sheep}`);
  }
  await devtools.send("Page.setWebLifecycleState", { state: "active" });

  await ada.say("Good morning");
  sent.push("Good morning");
  await expectOneOrder(ada.api, tea, sent, [ada.page, ben.page]);
});

test("what is muted on one device is muted on the others", async ({ browser, guard, join, server }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  const phone = await browser.newContext({ baseURL: server.url, storageState: await ada.context.storageState() });
  await guard.watch(phone);
  const other = await phone.newPage();
  await other.goto(`/c/${tea}`);
  await ada.open(tea);
  const muted = other.getByRole("navigation", { name: "Conversations" }).getByRole("img", { name: "muted" });
  await expect(other.locator("textarea.composer-text")).toBeVisible();
  await expect(muted).toHaveCount(0);

  await ada.page.getByRole("button", { name: "Details" }).click();
  await ada.page.getByRole("group", { name: "Mute" }).getByRole("button", { name: "Until further notice" }).click();

  await expect(muted).toBeVisible();
  await phone.close();
});

/** How many sockets a page holds. */
function openSockets(page: Page): () => number {
  let open = 0;
  page.on("websocket", (socket) => {
    open++;
    socket.on("close", () => open--);
  });
  return () => open;
}
