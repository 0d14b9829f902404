import { expect, shot, test } from "./support/fixtures.ts";
import { OUTAGE } from "./support/guard.ts";

test("what is refused stays where it was written, marked and over reloads, until it is discarded", async ({
  guard,
  join,
}) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  const coffee = await ada.api.channel("coffee", [ben.user]);
  await ben.open(tea);
  await ben.say("Before");
  await ben.expectSent("Before");
  await ben.context.setOffline(true);
  await expect(ben.connection()).toContainText("You are offline.");
  await ben.say("Words of weight");
  await ben.expectSending(1);
  const list = ben.page.getByRole("navigation", { name: "Conversations" });
  await list.locator(`[data-conversation=${coffee}]`).click();
  await ada.api.call("PATCH", `/v1/conversations/${tea}/settings`, { post: "owner" });
  await ben.context.setOffline(false);
  await ben.reconnect();

  const row = list.locator(`[data-conversation=${tea}]`);
  await expect(row.getByRole("img", { name: "not sent" })).toBeVisible();
  await ben.page.getByRole("status").getByRole("button", { name: "Show" }).click();
  const failed = ben.message("Words of weight");
  await expect(failed).toHaveAttribute("data-state", "failed");
  await shot(ben.page, "not-sent");
  await ben.page.reload();
  await expect(failed).toHaveAttribute("data-state", "failed");
  await failed.getByRole("button", { name: "Discard" }).click();
  await expect(failed).toHaveCount(0);
  await expect(row.getByRole("img", { name: "not sent" })).toHaveCount(0);
  await ben.page.reload();
  await expect(ben.message("Before")).toBeVisible();
  await expect(failed).toHaveCount(0);
});

test("a thread that cannot be loaded says so beside what it is about, and loads when there is a network", async ({
  guard,
  join,
}) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  const root = await ada.api.send(tea, "Which kettle?");
  await ada.api.send(tea, "The red one", { thread: root });
  await ada.open(tea);
  await expect(ada.message("Which kettle?")).toBeVisible();
  await ada.page.getByRole("button", { name: /1 reply/ }).click();
  const panel = ada.page.getByRole("complementary", { name: "Thread" });
  await expect(panel.getByText("The red one")).toBeVisible();
  await panel.getByRole("button", { name: "Close" }).click();
  // From now on what was loaded once is there without a network.
  await ada.page.evaluate(() => navigator.serviceWorker.ready);
  await ada.page.reload();
  await expect(ada.message("Which kettle?")).toBeVisible();
  await ada.context.setOffline(true);
  await ada.page.getByRole("button", { name: /1 reply/ }).click();
  await expect(panel.getByRole("alert")).toContainText("The replies could not be loaded.");
  await expect(panel.getByText("Which kettle?")).toBeVisible();
  await ada.context.setOffline(false);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByText("The red one")).toBeVisible();
});

test("what is written while the history cannot be loaded is seen all the same", async ({ guard, join }) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.api.send(tea, "Before");
  await ben.context.route("**/v1/conversations/*/messages?*", (route) => route.abort());
  await ben.open(tea);
  const failed = ben.page.getByText("The messages could not be loaded.");
  await expect(failed).toBeVisible();
  await ben.say("Words of weight");
  await ben.expectSent("Words of weight");
  await expect(failed).toBeVisible();
  await ben.context.unroute("**/v1/conversations/*/messages?*");
  await ben.page.getByRole("button", { name: "Try again" }).click();
  await expect(failed).toBeHidden();
  await expect(ben.timeline().locator("article.message")).toContainText(["Before", "Words of weight"]);
});

test("the words of an edit that is refused are kept over reloads, until they are discarded", async ({
  guard,
  join,
}) => {
  guard.allow(OUTAGE);
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ben.open(tea);
  await expect(ben.page.getByText("This is the beginning of #tea.")).toBeVisible();
  await ben.say("Before");
  await ben.expectSent("Before");
  await ben.context.setOffline(true);
  await expect(ben.connection()).toContainText("You are offline.");
  await ben.composer().press("ArrowUp");
  await expect(ben.composer()).toHaveValue("Before");
  await ben.composer().fill("Words of weight");
  await ben.page.keyboard.press("Enter");
  await expect(ben.message("Words of weight")).toBeVisible();
  await ada.api.call("PATCH", `/v1/conversations/${tea}/settings`, { archived: true });
  await ben.context.setOffline(false);
  await ben.reconnect();

  const kept = ben.page.getByRole("alert").filter({ hasText: "Words of weight" });
  await expect(kept).toContainText("Not changed:");
  await expect(ben.message("Before")).toBeVisible();
  await ben.page.reload();
  await kept.getByRole("button", { name: "Discard" }).click();
  await expect(kept).toHaveCount(0);
  await expect(ben.message("Before")).toBeVisible();
});
