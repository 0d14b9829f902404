import { expect, shot, test } from "./support/fixtures.ts";
import { expectOneOrder } from "./support/person.ts";

test("two people talk, and both see what the log holds", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.open(tea);
  await ben.open(tea);

  const sent: string[] = [];
  for (const round of [1, 2, 3, 4]) {
    // At the same time: the server says who comes first.
    await Promise.all([ada.say(`Ada says ${round}`), ben.say(`Ben says ${round}`)]);
    sent.push(`Ada says ${round}`, `Ben says ${round}`);
  }

  await expectOneOrder(ada.api, tea, sent, [ada.page, ben.page]);
  await expect(ada.message("Ada says 4").locator("[data-progress=read]")).toBeVisible();
  await shot(ada.page, "talking");

  const own = ada.message("Ada says 4");
  await own.hover();
  await own.getByRole("button", { name: "More", exact: true }).click();
  await ada.page.getByRole("menuitem", { name: "Read by" }).click();
  await expect(ada.page.getByRole("dialog", { name: "Read by" }).getByText("Ben")).toBeVisible();
  await shot(ada.page, "dialog-readers");
});

test("what one does with a message, the other sees", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.open(tea);
  await ben.open(tea);
  await ada.say("Shall we have tea?");
  const seen = ben.message("Shall we have tea?");
  await expect(seen).toBeVisible();

  await seen.hover();
  await seen.getByRole("button", { name: "React 👍" }).click();
  await expect(ada.message("tea?").locator(".reaction[aria-pressed=false]")).toContainText("👍");

  await seen.hover();
  await seen.getByRole("button", { name: "Reply in a thread" }).click();
  const thread = ben.page.getByRole("complementary", { name: "Thread" });
  await thread.locator("textarea").fill("With milk, please.");
  await thread.locator("textarea").press("Enter");
  await expect(ada.message("tea?")).toContainText("1 reply");

  await ada.composer().press("ArrowUp");
  await ada.composer().fill("Shall we have coffee?");
  await ada.composer().press("Enter");
  await expect(ben.message("coffee?")).toContainText("edited");

  await expect
    .poll(async () => {
      await ben.composer().press("y");
      return ada.page.getByText("Ben is typing…").isVisible();
    })
    .toBe(true);
  await shot(ben.page, "thread");

  const own = ada.message("coffee?");
  await own.hover();
  await own.getByRole("button", { name: "More", exact: true }).click();
  await ada.page.getByRole("menuitem", { name: "Delete" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(ben.timeline().getByText("This message was deleted.")).toBeVisible();
});
