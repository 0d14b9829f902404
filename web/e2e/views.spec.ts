import type { Page } from "@playwright/test";
import { look } from "./support/audit.ts";
import { expect, test } from "./support/fixtures.ts";
import { OUTAGE } from "./support/guard.ts";
import type { Person } from "./support/person.ts";

interface View {
  readonly name: string;
  readonly path: string;
  /** What is there when it stands. */
  readonly ready: (page: Page) => Promise<void>;
}

const messages = (page: Page) => page.locator("article.message").first().waitFor();
const panel = (name: string) => (page: Page) => page.getByRole("complementary", { name }).waitFor();
const heading = (name: string) => (page: Page) => page.getByRole("heading", { name, exact: true }).waitFor();

/** What there is to see: some talk, a thread, reactions, code, an unread channel. */
async function lively(ada: Person, ben: Person): Promise<readonly View[]> {
  const tea = await ada.api.channel("tea", [ben.user]);
  const coffee = await ben.api.channel("coffee", [ada.user]);
  await ben.api.send(coffee, `@${ada.user} the machine is broken`);
  const root = await ada.api.send(tea, "Shall we have **tea**? See https://example.org/tea");
  await ben.api.send(tea, "With milk", { thread: root });
  await ben.api.call("PUT", `/v1/conversations/${tea}/messages/${root}/reactions/${encodeURIComponent("👍")}`);
  await ben.api.send(tea, "Yes, like this:\n```js\nconst cups = [1, 2].map((cup) => brew(cup)); // two\n```");
  await ben.api.send(tea, "> Earl Grey\n\n1. milk\n2. sugar\n\n`no` *lemon*", { replyTo: root });
  return [
    { name: "conversation", path: `/c/${tea}`, ready: messages },
    { name: "members", path: `/c/${tea}?panel=members`, ready: panel("Members") },
    { name: "details", path: `/c/${tea}?panel=details`, ready: panel("Details") },
    { name: "thread", path: `/c/${tea}?thread=${root}`, ready: panel("Thread") },
    { name: "profile", path: `/c/${tea}?user=${ben.user}`, ready: panel("Profile") },
    { name: "search", path: "/search?q=tea", ready: (page) => page.locator("mark").first().waitFor() },
    { name: "settings", path: "/settings", ready: heading("Settings") },
    { name: "settings-notifications", path: "/settings/notifications", ready: heading("Settings") },
    { name: "settings-sessions", path: "/settings/sessions", ready: heading("Settings") },
    { name: "operator", path: "/operator", ready: (page) => page.getByRole("heading").first().waitFor() },
  ];
}

/** As a link in the page does, without loading it again. */
async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

test("each view is accessible, in light and dark", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const ben = await join("Ben");
  const views = await lively(ada, ben);
  await ada.page.goto("/");
  for (const { name, path, ready } of views) {
    await go(ada.page, path);
    await ready(ada.page);
    await look(ada.page, name);
  }
});

test("each dialog is accessible, in light and dark", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  await ada.open(await ada.api.channel("tea"));
  const dialogs = {
    "dialog-switcher": () => ada.page.keyboard.press("Control+k"),
    "dialog-channels": () => ada.page.getByRole("button", { name: "Browse channels" }).click(),
    "dialog-people": () => ada.page.getByRole("button", { name: "New message" }).click(),
    "dialog-emoji": () => ada.page.getByRole("button", { name: "Emoji" }).first().click(),
  };
  for (const [name, open] of Object.entries(dialogs)) {
    await open();
    await ada.page.getByRole("dialog").waitFor();
    // What lies behind it is out of reach, and was looked at as a view.
    await look(ada.page, name, "[role=dialog]");
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("dialog").waitFor({ state: "hidden" });
  }
});

test("the ways in are accessible, in light and dark", async ({ server, visitor }) => {
  const ways = { "way-sign-in": "/", "way-setup": "/setup#x", "way-invitation": "/invite#ci_x" };
  for (const [name, path] of Object.entries(ways)) {
    await visitor.goto(server.url + path);
    await visitor.getByRole("heading").first().waitFor();
    await look(visitor, name);
  }
});

test("on a telephone there is one pane at a time, and everything fits", async ({ guard, join }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada", { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  const ben = await join("Ben");
  const [, members, , thread] = await lively(ada, ben);
  await ada.page.goto("/");
  await ada.page.getByRole("link", { name: /tea/ }).waitFor();
  await look(ada.page, "mobile-list");
  await ada.context.setOffline(true);
  await expect(ada.connection().filter({ visible: true })).toContainText("You are offline.");
  await ada.context.setOffline(false);
  await expect(ada.connection().filter({ visible: true })).toBeHidden();
  await ada.page.getByRole("link", { name: /tea/ }).tap();
  await messages(ada.page);
  await expect(ada.page.getByRole("navigation", { name: "Conversations" })).toBeHidden();
  await look(ada.page, "mobile-conversation");
  await ada.say("From the train");
  await expect(ada.message("From the train").locator("[data-progress]")).toBeVisible();

  for (const view of [members, thread]) {
    await go(ada.page, view?.path ?? "");
    await view?.ready(ada.page);
    await look(ada.page, `mobile-${view?.name}`);
  }
});
