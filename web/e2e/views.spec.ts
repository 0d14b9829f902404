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
const table = (name: string) => (page: Page) => page.getByRole("table", { name }).waitFor();
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
    { name: "settings-appearance", path: "/settings/appearance", ready: heading("Appearance") },
    { name: "settings-notifications", path: "/settings/notifications", ready: heading("Notifications") },
    { name: "settings-sessions", path: "/settings/sessions", ready: heading("Sessions") },
    { name: "settings-invitations", path: "/settings/invitations", ready: heading("Invitations") },
    { name: "unknown", path: "/nothing", ready: (page) => page.getByText("There is nothing here.").waitFor() },
    { name: "operator", path: "/operator", ready: table("Nodes") },
    { name: "operator-sessions", path: "/operator/sessions", ready: table("Who is connected") },
    { name: "operator-accounts", path: "/operator/accounts", ready: table("Accounts") },
    { name: "operator-audit", path: "/operator/audit", ready: table("Audit log") },
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

/** Opens each of them, looks at it alone (what lies behind it was looked at as a view), and closes it. */
async function lookAtEach(
  page: Page,
  role: "dialog" | "menu" | "listbox",
  opened: Readonly<Record<string, () => Promise<void>>>,
): Promise<void> {
  for (const [name, open] of Object.entries(opened)) {
    await open();
    await page.getByRole(role).waitFor();
    await look(page, name, `[role=${role}]`);
    await page.keyboard.press("Escape");
    await page.getByRole(role).waitFor({ state: "hidden" });
  }
}

test("each dialog and menu of the conversations is accessible, in light and dark", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.api.send(tea, "Who wants tea?");
  await ada.open(tea);
  const { page } = ada;
  const press = (name: string) => page.getByRole("button", { name }).first().click();
  const user = (item: string) => async () => {
    await press("You and settings");
    await page.getByRole("menuitem", { name: item }).click();
  };
  const more = async () => {
    await ada.message("Who wants tea?").hover();
    await ada.message("Who wants tea?").getByRole("button", { name: "More", exact: true }).click();
  };
  const message = (item: string) => async () => {
    await more();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const within = (of: "members" | "details", name: string) => async () => {
    await go(page, `/c/${tea}?panel=${of}`);
    await page.getByRole("complementary").getByRole("button", { name }).click();
  };

  await lookAtEach(page, "dialog", {
    "dialog-switcher": () => page.keyboard.press("Control+k"),
    "dialog-channels": () => press("Browse channels"),
    "dialog-new-channel": () => press("Add to Channels"),
    "dialog-people": () => press("New message"),
    "dialog-emoji": () => press("Emoji"),
    "dialog-date": () => press("Jump to a date"),
    "dialog-shortcuts": user("Keyboard shortcuts"),
    "dialog-invite": user("Invite people"),
    "dialog-sign-out": user("Sign out"),
    "dialog-read-by": message("Read by"),
    "dialog-delete": message("Delete"),
    "dialog-add-people": within("members", "Add people"),
    "dialog-leave": within("details", "Leave"),
    "dialog-archive": within("details", "Archive"),
  });
  await lookAtEach(page, "menu", {
    "menu-user": () => press("You and settings"),
    "menu-message": more,
    "menu-member": within("members", `Actions: ${ben.user}`),
  });
  await lookAtEach(page, "listbox", { "list-mentions": () => ada.composer().pressSequentially("@be") });
});

test("each dialog of the operator's page is accessible, in light and dark", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const { page } = ada;
  const press = (path: string, name: string) => async () => {
    await go(page, path);
    await page.getByRole("button", { name, exact: true }).click();
  };
  await page.goto("/operator");
  await lookAtEach(page, "dialog", {
    "dialog-announce": press("/operator", "Announce"),
    "dialog-new-account": press("/operator/accounts", "New account"),
    "dialog-disable": press("/operator/accounts", `Disable ${ada.user}`),
    "dialog-end-session": press("/operator/sessions", `End the session of ${ada.user}`),
  });
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
