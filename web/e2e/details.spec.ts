import type { Page } from "@playwright/test";
import { violations } from "./support/audit.ts";
import { expect, shot, test } from "./support/fixtures.ts";
import { OUTAGE } from "./support/guard.ts";

test("live regions are in the page before they say anything", async ({ join, guard }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "Oolong");
  await watchRegions(ada.page);
  await ada.open(tea);
  await expect(ada.message("Oolong")).toBeVisible();
  await ada.composer().fill("x".repeat(16_003));
  await expect(ada.page.getByText("3 characters too many")).toBeVisible();
  await ada.composer().fill("");
  await ada.page.getByRole("button", { name: "Search", exact: true }).click();
  await ada.page.getByRole("searchbox").fill("oolong");
  await ada.page.keyboard.press("Enter");
  await expect(ada.page.getByRole("status").getByText("1 hit")).toBeVisible();
  await ada.context.setOffline(true);
  await expect(ada.connection()).toContainText("You are offline");
  expect(await saidTooEarly(ada.page)).toEqual([]);
});

test("keys that are pressed alone can be switched off", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "Oolong");
  const list = ada.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  const thread = ada.page.getByRole("complementary", { name: "Thread" });
  const pressAtMessage = async (key: string) => {
    await ada.message("Oolong").focus();
    await ada.page.keyboard.press(key);
  };
  await ada.open(tea);
  await pressAtMessage("?");
  await list.getByRole("link", { name: "Settings" }).click();
  await ada.page.getByLabel(/Keys that are pressed alone/).uncheck();
  await shot(ada.page, "details-keys");

  await ada.open(tea);
  await pressAtMessage("?");
  await pressAtMessage("t");
  // The other keys do what they did: by then these would have.
  await pressAtMessage("Control+k");
  await expect(ada.page.getByPlaceholder("Where to?")).toBeVisible();
  await expect(list).toHaveCount(0);
  await expect(thread).toHaveCount(0);
  await ada.page.keyboard.press("Escape");
  await ada.page.getByRole("button", { name: /You and settings/ }).click();
  await ada.page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(list).toContainText("are switched off");
  await shot(ada.page, "details-key-list");
});

test("members are offered what the rules allow", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  const rule = (rules: object) => ada.api.call("PATCH", `/v1/conversations/${tea}/settings`, rules);
  await ben.open(tea, "?panel=members");
  const add = ben.page.getByRole("button", { name: "Add people" });
  await expect(add).toBeVisible();
  await rule({ invite: "moderator" });
  await expect(add).toHaveCount(0);
  await ada.api.call("PUT", `/v1/conversations/${tea}/members/${ben.user}/role`, { role: "moderator" });
  await expect(add).toBeVisible();
  await ada.api.call("PUT", `/v1/conversations/${tea}/members/${ben.user}/role`, { role: "member" });
  await expect(add).toHaveCount(0);

  await ben.page.getByRole("button", { name: "Details" }).click();
  const details = ben.page.getByRole("complementary", { name: "Details" });
  await expect(details.getByText("Who may what")).toBeVisible();
  await expect(details.getByLabel("Name", { exact: true })).toHaveCount(0);
  await expect(details).toContainText("tea");
  expect(await violations(ben.page, ".panel", false)).toEqual([]);
  await shot(ben.page, "details-member");
  await ada.open(tea, "?panel=details");
  await expect(ada.page.getByLabel("Name", { exact: true })).toHaveValue("tea");
});

test("a text may be as long as the server says", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.page.route("**/v1/limits", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), maxTextChars: 10 } });
  });
  await ada.open(tea);
  await ada.composer().fill("0123456789ab");
  await expect(ada.page.getByText("2 characters too many")).toBeVisible();
});

test("without a connection it is not known who is there", async ({ join, guard }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const { id } = await ada.api.call<{ id: string }>("POST", "/v1/conversations", {
    kind: "direct",
    members: [ben.user],
  });
  await ben.open(id);
  await ada.open(id);
  const dots = ada.page.locator(".presence");
  const header = ada.page.locator(".conversation-header");
  await expect(header.locator(".presence.online")).toBeVisible();
  await ada.context.setOffline(true);
  await expect(header).toContainText("presence unknown");
  await expect(dots).toHaveCount(0);
  await shot(ada.page, "details-offline");
  await ada.context.setOffline(false);
  await ada.reconnect();
  await expect(header.locator(".presence.online")).toBeVisible();
});

test("on a telephone, too, one jumps to a date", async ({ join }) => {
  const ada = await join("Ada", { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "Oolong");
  await ada.open(tea);
  await ada.page.getByRole("button", { name: "More", exact: true }).click();
  await shot(ada.page, "details-telephone-menu");
  await ada.page.getByRole("menuitem", { name: "Jump to a date" }).click();
  await expect(ada.page.getByRole("dialog", { name: "Jump to a date" }).getByLabel("Date")).toBeVisible();
  await ada.page.getByRole("button", { name: "Jump", exact: true }).click();
  await expect(ada.page).toHaveURL(new RegExp(`/c/${tea}/\\d+$`));
  await ada.page.getByRole("button", { name: "More", exact: true }).click();
  await ada.page.getByRole("menuitem", { name: "Search here" }).click();
  await expect(ada.page.getByText("In #tea")).toBeVisible();
});

test("a link to an open channel is a way into it, and tells nothing of others", async ({ join, guard }) => {
  guard.allow(/status of 404/);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea");
  const seq = await ada.api.send(tea, "Oolong");
  const secret = await ada.api.channel("secret");
  await ada.api.call("PATCH", `/v1/conversations/${secret}/settings`, { join: "invited" });
  for (const none of [secret, "nowhere"]) {
    await ben.page.goto(`/c/${none}`);
    await expect(ben.page.getByText("This conversation does not exist, or you are no member.")).toBeVisible();
    await expect(ben.page.getByRole("button", { name: "Join" })).toHaveCount(0);
  }
  await ben.page.goto(`/c/${tea}/${seq}`);
  await expect(ben.page.getByRole("heading", { name: "tea" })).toBeVisible();
  expect(await violations(ben.page, "main", false)).toEqual([]);
  await shot(ben.page, "details-open-channel");
  await ben.page.getByRole("button", { name: "Join" }).click();
  await expect(ben.message("Oolong")).toBeVisible();
  await expect(ben.composer()).toBeVisible();
});

test("a message that cannot be shown leaves the others, and its words", async ({ join, guard }) => {
  guard.allow(/out of order/);
  const ada = await join("Ada", { permissions: ["clipboard-read", "clipboard-write"] });
  const tea = await ada.api.channel("tea");
  for (const text of ["Oolong", "a broken cup", "Assam"]) {
    await ada.api.send(tea, text);
  }
  await ada.page.addInitScript(() => {
    const { slice } = String.prototype;
    String.prototype.slice = function (this: string, ...range: Parameters<typeof slice>) {
      if (String(this) === "a broken cup") {
        throw new Error("out of order");
      }
      return slice.apply(this, range);
    };
  });
  await ada.open(tea);
  await expect(ada.message("Oolong")).toBeVisible();
  await expect(ada.message("Assam")).toBeVisible();
  const broken = ada.message("This message cannot be shown.");
  await expect(broken).toBeVisible();
  await shot(ada.page, "details-broken");
  await broken.getByRole("button", { name: "Copy the text" }).click();
  await expect(ada.page.getByText("Copied.")).toBeVisible();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe("a broken cup");
});

test("a room in another page tells replies in threads, and shows tables", async ({ join, guard, server }) => {
  guard.allow(/favicon/);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  const root = await ada.api.send(tea, "Which tea?");
  await ada.api.send(tea, "Oolong", { thread: root });
  await ada.api.send(tea, "| tea | price |\n|---|---|\n| Assam | 5 |");
  // A page that has nothing of the client.
  await ada.page.goto("/v1/limits");
  await ada.page.addScriptTag({ url: `${server.url}/room.js` });
  await ada.page.evaluate(
    ({ conversation, token }) => {
      const room = document.createElement("carillon-room");
      room.setAttribute("conversation", conversation);
      room.setAttribute("token", token);
      document.body.replaceChildren(room);
    },
    { conversation: tea, token: ada.api.token },
  );
  const reply = ada.page.locator("article").filter({ hasText: "Oolong" });
  await expect(reply.locator(".quote")).toContainText("In reply to Ada");
  await expect(reply.locator(".quote")).toContainText("Which tea?");
  await expect(ada.page.getByRole("cell", { name: "Assam" })).toBeVisible();
  await shot(ada.page, "details-room");
});

/** Keeps what live regions said when they came into the page: screen readers may not speak that. */
async function watchRegions(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const early: string[] = [];
    Object.assign(window, { early });
    const regions = "[role=status], [role=log], [aria-live=polite]";
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (node instanceof Element) {
          const added = [...(node.matches(regions) ? [node] : []), ...node.querySelectorAll(regions)];
          early.push(...added.map((region) => region.textContent?.trim() ?? "").filter((text) => text !== ""));
        }
      }
    }).observe(document, { childList: true, subtree: true });
  });
}

function saidTooEarly(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (window as unknown as { early: readonly string[] }).early);
}
