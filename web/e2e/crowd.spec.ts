import { CROWD, CROWD_LOG, crowdLog, crowdMember } from "./support/crowd.ts";
import { expect, shot, test as base } from "./support/fixtures.ts";
import { Server } from "./support/server.ts";

const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start([await crowdLog()]);
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test("a channel of ten thousand opens, and its members can be leafed through and sought", async ({ join }) => {
  const ada = await join("Ada");
  const plaza = await ada.api.channel("plaza");
  const users = Array.from({ length: CROWD - 1 }, (_, number) => crowdMember(number));
  await ada.api.call("POST", `/v1/conversations/${plaza}/members`, { users });
  await ada.open(plaza);
  await ada.say("Hello, everybody");
  await ada.expectSent("Hello, everybody");
  await expect(ada.page.getByText(/10.?000 members/)).toBeVisible();

  await ada.page.getByRole("button", { name: "Members" }).click();
  const panel = ada.page.getByRole("complementary", { name: "Members" });
  await expect(panel.getByText(crowdMember(0), { exact: true }).first()).toBeVisible();
  // Only the rows in sight are in the document: what counts is how far one has come, not one row that may be passed.
  await expect
    .poll(async () => {
      const list = panel.locator(".panel-list");
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      const names = await list.locator("small").allTextContents();
      return Math.max(...names.map((name) => Number(/\d+$/.exec(name)?.[0] ?? -1)));
    })
    .toBeGreaterThan(700);
  expect(await panel.locator("*").count()).toBeLessThan(3_000);

  await panel.getByRole("searchbox", { name: "Search members" }).fill(crowdMember(9_876));
  await expect(panel.getByText(crowdMember(9_876), { exact: true }).first()).toBeVisible();
  await shot(ada.page, "crowd");
});

test("the list of members stays where it is when somebody comes or goes", async ({ join }) => {
  const ada = await join("Ada");
  const garden = await ada.api.channel("garden");
  const members = `/v1/conversations/${garden}/members`;
  await ada.api.call("POST", members, { users: Array.from({ length: 300 }, (_, number) => crowdMember(number)) });
  await ada.open(garden, "?panel=members");
  const list = ada.page.getByRole("complementary", { name: "Members" }).locator(".panel-list");
  const row = (number: number) => list.getByText(`@${crowdMember(number)}`);
  await expect(list.locator(".person").first()).toBeVisible();
  await expect
    .poll(async () => {
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return row(299).count();
    })
    .toBe(1);
  // What is asked when the session begins is over.
  await expect(ada.page.getByRole("button", { name: /You and settings/ }).locator(".presence.online")).toBeVisible();
  await ada.page.waitForLoadState("networkidle");
  const place = await list.evaluate((element) => element.scrollTop);
  let asked = 0;
  ada.page.on("request", (request) => (asked += request.url().includes(`${members}?`) ? 1 : 0));

  await ada.api.call("POST", members, { users: [crowdMember(300)] });
  await expect(row(300)).toHaveCount(1);
  await ada.api.call("DELETE", `${members}/${crowdMember(298)}`);
  await expect(row(298)).toHaveCount(0);
  await expect(row(299)).toBeVisible();
  expect(await list.evaluate((element) => element.scrollTop)).toBeGreaterThan(place - 100);
  expect(asked).toBe(0);
});

test("a date leads to its first message", async ({ join }) => {
  const ada = await join("Ada");
  await ada.api.call("POST", `/v1/conversations/${CROWD_LOG}/members`, { users: [ada.user] });
  await ada.open(CROWD_LOG);
  await ada.say("Today's news");
  await ada.expectSent("Today's news");

  await ada.page.getByRole("button", { name: "Jump to a date" }).click();
  await ada.page.getByLabel("Date", { exact: true }).fill("2026-11-02");
  await ada.page.getByRole("button", { name: "Jump", exact: true }).click();
  await expect(ada.message("I am number 0.")).toBeVisible();
  await expect(ada.message("I am number 0.")).toHaveClass(/highlighted/);
  await expect(ada.timeline().getByText(/^Monday,? 2 November/)).toBeVisible();

  await ada.page.getByRole("button", { name: "Jump to the latest" }).click();
  await expect(ada.message("Today's news")).toBeVisible();
});
