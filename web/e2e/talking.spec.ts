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

test("a link to what was said in a thread leads there", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ada.api.channel("tea", [ben.user]);
  const thread = await ben.api.send(tea, "Who wants tea?");
  const answer = await ada.api.send(tea, "With milk", { thread });
  await ada.api.send(tea, "Something else");
  await ben.open(tea, `/${answer}`);
  const panel = ben.page.getByRole("complementary", { name: "Thread" });
  await expect(panel.locator("article.highlighted")).toContainText("With milk");

  // Nor is it what the arrow key edits where it is not shown.
  await ada.open(tea);
  await ada.message("Something else").waitFor();
  await ada.api.send(tea, "And sugar", { thread });
  await ada.page.getByRole("button", { name: /2 replies/ }).waitFor();
  await ada.composer().press("ArrowUp");
  await expect(ada.composer()).toHaveValue("Something else");
  await ada.composer().press("Escape");
  await ada.composer().press("ArrowUp");
  await expect(ada.composer()).toHaveValue("Something else");
});

test("a quote says no more than the message that it quotes", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ada.api.channel("tea", [ben.user]);
  const said = await ada.api.send(tea, "A secret");
  await ben.api.send(tea, "An answer", { replyTo: said });
  await ben.open(tea);
  const quote = ben.message("An answer").locator(".reply-quote");
  await expect(quote).toContainText("A secret");
  await ada.api.call("DELETE", `/v1/conversations/${tea}/messages/${said}`);
  await expect(quote).not.toContainText("A secret");
});
