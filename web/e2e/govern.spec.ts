import { violations } from "./support/audit.ts";
import { expect, test } from "./support/fixtures.ts";

test("owners make a channel one of announcements and archive it, and everybody sees it at once", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ben.open(tea);
  // What is told of a conversation is told live.
  await ben.live();
  await ada.open(tea, "?panel=details");
  const details = ada.page.getByRole("complementary", { name: "Details" });

  await details.getByLabel("Write", { exact: true }).selectOption("Moderators and owners");
  await expect(ben.page.getByText("Only moderators and owners write here.")).toBeVisible();
  await expect(ben.composer()).toHaveCount(0);
  await ada.say("The kettle is new");
  await expect(ben.message("The kettle is new")).toBeVisible();
  await expect(ben.timeline().getByText(/Ada changed the rules/)).toBeVisible();

  await ada.api.call("PUT", `/v1/conversations/${tea}/members/${ben.user}/role`, { role: "moderator" });
  await ben.say("And loud");
  await details.getByRole("button", { name: "Archive" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await expect(ben.page.getByText("This conversation is archived: it can only be read.")).toBeVisible();
  await expect(ben.page.getByRole("button", { name: "Archived" })).toHaveAttribute("aria-expanded", "false");
  expect(await violations(ben.page, "html", false)).toEqual([]);
  await details.getByRole("button", { name: "Open again" }).click();
  await expect(ben.composer()).toBeVisible();
});

test("administrators withdraw an invitation, and tell everybody something", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const ben = await join("Ben");
  await ben.page.goto("/");
  await ben.live();
  await ada.api.call("POST", "/v1/invitations", {});
  await ada.page.goto("/settings/invitations");
  const open = ada.page.getByRole("listitem").filter({ hasText: "Ada" });
  await expect(open).toHaveCount(1);
  expect(await violations(ada.page, "html", false)).toEqual([]);
  await open.getByRole("button", { name: "Withdraw" }).click();
  await expect(open).toHaveCount(0);

  await ada.api.call("POST", "/v1/operator/announce", { text: "Down for a minute at six" });
  const word = ben.page.getByText("Down for a minute at six");
  await expect(word).toBeVisible();
  expect(await violations(ben.page, "html", false)).toEqual([]);
  await ben.page.getByRole("button", { name: "Close", exact: true }).click();
  await expect(word).toHaveCount(0);
});

test("the list of members follows who comes and goes", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const cleo = await join("Cleo");
  const tea = await ada.api.channel("tea");
  let connects = false;
  await ada.page.routeWebSocket(/v1\/socket/, (socket) => (connects ? socket.connectToServer() : socket.close()));
  await ada.open(tea, "?panel=members");
  const panel = ada.page.getByRole("complementary", { name: "Members" });
  await expect(panel.locator(".person")).toHaveCount(1);
  await ada.api.call("POST", `/v1/conversations/${tea}/members`, { users: [cleo.user] });
  connects = true;
  await ada.reconnect();
  await expect(panel.locator(".person")).toHaveCount(2);
  await ada.api.call("POST", `/v1/conversations/${tea}/members`, { users: [ben.user] });
  await expect(panel.locator(".person")).toHaveCount(3);
  await ben.api.call("DELETE", `/v1/conversations/${tea}/members/${ben.user}`);
  await expect(panel.locator(".person")).toHaveCount(2);
});
