import type { BrowserContext, Page } from "@playwright/test";
import { messageKey } from "../src/notify/message-key.ts";
import { expect, test } from "./support/fixtures.ts";

test("a push is shown, and who presses it gets its message", async ({ join }) => {
  const ada = await join("Ada", { permissions: ["notifications"] });
  const tea = await ada.api.channel("tea");
  const coffee = await ada.api.channel("coffee");
  const seq = await ada.api.send(coffee, "The machine is broken");
  await ada.open(tea);
  const worker = await workerOf(ada.page);

  const key = await messageKey(coffee, seq);
  const told = {
    act: "show",
    key,
    conversation: coffee,
    kind: "channel",
    seq,
    name: "coffee",
    senderName: "Ben",
  };
  await deliver(ada.page, { ...told, text: "The machine is broken", badge: 1 });
  const shown = () =>
    worker.evaluate(async () => {
      const { registration } = self as unknown as ServiceWorkerGlobalScope;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: "Ben (#coffee)", body: "The machine is broken", tag: key }]);

  await worker.evaluate(async () => {
    const scope = self as unknown as ServiceWorkerGlobalScope;
    const [notification] = await scope.registration.getNotifications();
    if (notification !== undefined) {
      scope.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
    }
  });
  await expect(ada.page).toHaveURL(new RegExp(`/c/${coffee}/${seq}$`));
  await expect(ada.message("The machine is broken")).toBeVisible();
  await expect.poll(shown).toEqual([]);

  await deliver(ada.page, { ...told, text: "Wrong" });
  await expect.poll(shown).toHaveLength(1);
  await deliver(ada.page, { ...told, act: "withdraw" });
  await expect.poll(shown).toEqual([]);
});

test("a message rings where nobody reads it, in whichever tab that would be", async ({ join }) => {
  const ada = await join("Ada", { permissions: ["notifications"] });
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  const coffee = await ada.api.channel("coffee", [ben.user]);
  const milk = await ada.api.channel("milk");
  await ada.open(milk);
  await workerOf(ada.page);
  await ada.page.evaluate(() => localStorage.setItem("carillon:preferences", JSON.stringify({ desktop: true })));
  await ada.open(milk);
  const other = await ada.context.newPage();
  await other.goto(`/c/${coffee}`);
  await expect(other.locator("textarea.composer-text")).toBeVisible();
  // What came before the session was missed, and rings no bell.
  for (const page of [ada.page, other]) {
    await ada.live(page);
  }

  await ben.api.send(coffee, `@${ada.user} is read in the other tab`);
  await expect(other.locator("article.message").filter({ hasText: "in the other tab" })).toBeVisible();
  const seq = await ben.api.send(tea, `@${ada.user} is read in none`);

  const worker = await workerOf(ada.page);
  const shown = () =>
    worker.evaluate(async () => {
      const { registration } = self as unknown as ServiceWorkerGlobalScope;
      return (await registration.getNotifications()).map(({ body, tag }) => ({ body, tag }));
    });
  // A push of the same message would take its place.
  const tag = await messageKey(tea, seq);
  await expect.poll(shown).toEqual([{ body: `@${ada.user} is read in none`, tag }]);
});

test("a new version is offered, and in force when the user says so", async ({ join }) => {
  const ada = await join("Ada");
  await ada.open(await ada.api.channel("tea"));
  await workerOf(ada.page);
  await ada.composer().fill("Half a sentence");

  // What a worker of another name does in the place of this one is what a new version does.
  await ada.page.evaluate(() => navigator.serviceWorker.register("/sw.js?next"));
  await expect(ada.page.getByText("A new version is ready.")).toBeVisible();
  const loaded = ada.page.waitForEvent("load");
  await ada.page.getByRole("button", { name: "Reload" }).click();
  await loaded;
  await expect(ada.composer()).toHaveValue("Half a sentence");
  const inForce = () => ada.page.evaluate(() => navigator.serviceWorker.controller?.scriptURL);
  await expect.poll(inForce, { timeout: 60_000 }).toMatch(/next$/);
});

/** The service worker of a page, once it is in force. */
async function workerOf(page: Page): Promise<ReturnType<BrowserContext["serviceWorkers"]>[number]> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const [worker] = page.context().serviceWorkers();
  if (worker === undefined) {
    throw new Error("no service worker");
  }
  return worker;
}

/** As if it came from the browser's push service. */
async function deliver(page: Page, told: object): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ isDeleted }) => !isDeleted);
      if (own !== undefined) {
        resolve(own.registrationId);
      }
    });
  });
  await devtools.send("ServiceWorker.enable");
  const origin = new URL(page.url()).origin;
  await devtools.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId: await registered,
    data: JSON.stringify(told),
  });
  await devtools.detach();
}
