import type { Locator } from "@playwright/test";
import { look } from "./support/audit.ts";
import { expect, test } from "./support/fixtures.ts";
import type { Person } from "./support/person.ts";

test("a conversation opens where the unread begins, and what is looked at is read, no more", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  await ada.api.read(tea, await ben.api.sendMany(tea, "Old", 40));
  const last = await ben.api.sendMany(tea, "New", 150);
  await ada.open(tea);

  await expect(ada.timeline().locator(".unread-row")).toBeInViewport();
  await expect(ada.message("New 1").first()).toBeInViewport();
  await expectReadAsFarAsSeen(ada, tea);
  const first = await ada.api.readSeq(tea);
  await ada.timeline().hover();
  await ada.page.mouse.wheel(0, 500);
  await expect.poll(() => ada.api.readSeq(tea)).toBeGreaterThan(first);
  await expectReadAsFarAsSeen(ada, tea);
  expect(await ada.api.readSeq(tea)).toBeLessThan(last);
});

test("who has scrolled up stays there while messages come", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  const last = await ben.api.sendMany(tea, "Old", 80);
  await ada.api.read(tea, last);
  await ada.open(tea);
  await expect(ada.message("Old 80")).toBeInViewport();
  await settled(ada);
  await ada.timeline().hover();
  await ada.page.mouse.wheel(0, -800);
  await expect(ada.message("Old 80")).not.toBeInViewport();
  const place = await steady(ada.message("Old 45"));

  await ben.api.sendMany(tea, "New", 30);
  await expect(ada.page.getByRole("link", { name: /tea.*30 unread/ })).toBeVisible();
  expect(await steady(ada.message("Old 45"))).toBe(place);
  expect(await ada.api.readSeq(tea)).toBe(last);
  await expect(ada.page.getByRole("button", { name: "30 new messages", exact: true })).toBeVisible();

  await ada.say("Here I am");
  await expect(ada.message("Here I am")).toBeInViewport();
});

test("a thread reads nothing of its conversation", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  const root = await ben.api.send(tea, "Who wants tea?");
  await ada.api.read(tea, root);
  await ben.api.sendMany(tea, "New", 60);
  await ben.api.send(tea, "With milk", { thread: root });
  await ada.open(tea, `?thread=${root}`);

  await expect(ada.page.getByRole("complementary", { name: "Thread" }).getByText("With milk")).toBeInViewport();
  await expect(ada.message("New 1").first()).toBeInViewport();
  await expectReadAsFarAsSeen(ada, tea);
});

test("what is jumped over stays unread until it is looked at, or said to be read", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  await ada.api.read(tea, await ben.api.sendMany(tea, "Old", 40));
  const last = await ben.api.sendMany(tea, "New", 150);
  await ada.open(tea);
  await expectReadAsFarAsSeen(ada, tea);
  const read = await ada.api.readSeq(tea);

  await ada.page.getByRole("button", { name: /^\d+ new messages$/ }).click();
  await expect(ada.message("New 150")).toBeInViewport();
  const bar = ada.page.getByRole("button", { name: /^\d+ new messages since/ });
  await expect(bar).toBeVisible();
  expect(await ada.api.readSeq(tea)).toBe(read);
  await look(ada.page, "unread-bar", ".timeline");

  await bar.click();
  await expect(ada.timeline().locator(`[data-seq="${read + 1}"]`)).toBeInViewport();
  await expectReadAsFarAsSeen(ada, tea);
  expect(await ada.api.readSeq(tea)).toBeLessThan(last);

  // Who looks for a word has the key for that; then it is free.
  await ada.page.keyboard.press("Control+k");
  await expect(ada.page.getByRole("dialog")).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(ada.page.getByRole("dialog")).toBeHidden();
  await expect(bar).toBeVisible();
  await ada.page.keyboard.press("Escape");
  await expect(bar).toBeHidden();
  await expect.poll(() => ada.api.readSeq(tea)).toBe(last);
});

test("what comes while nobody looks stays in sight, and unread", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  const read = await ben.api.sendMany(tea, "Old", 40);
  await ada.api.read(tea, read);
  await ada.open(tea);
  await expect(ada.message("Old 40")).toBeInViewport();
  await settled(ada);

  await attend(ada, false);
  const last = await ben.api.sendMany(tea, "New", 60);
  await expect(ada.page.getByRole("link", { name: /tea.*60 unread/ })).toBeVisible();
  await expect(ada.page.getByRole("button", { name: /^\d+ new messages$/ })).toBeVisible();
  await expect(ada.timeline().locator(".unread-row")).toBeInViewport();
  expect(await ada.api.readSeq(tea)).toBe(read);

  await attend(ada, true);
  await expect.poll(() => ada.api.readSeq(tea)).toBeGreaterThan(read);
  await expect(ada.timeline().locator(".unread-row")).toBeInViewport();
  await expectReadAsFarAsSeen(ada, tea);
  expect(await ada.api.readSeq(tea)).toBeLessThan(last);
});

test("replies in threads are told of where they stand, and opened at the first unread one", async ({ join }) => {
  const [ada, ben, cleo] = [await join("Ada"), await join("Ben"), await join("Cleo")];
  const tea = await ben.api.channel("tea", [ada.user, cleo.user]);
  const root = await ben.api.send(tea, "Which **kettle**?");
  await ben.api.sendMany(tea, "Old", 5, { thread: root });
  await ada.api.read(tea, await ben.api.send(tea, "Something else"));
  const blue = await ben.api.send(tea, `The blue one, @${ada.user}?`, { thread: root });
  await cleo.api.send(tea, "The green one", { thread: root });
  await ben.api.send(tea, "The red one", { thread: root });
  await ada.open(tea);

  const row = ada
    .timeline()
    .getByRole("button", { name: /Ben and Cleo replied to “Which kettle\?”: The red one \(3\)/ });
  await expect(row).toHaveAccessibleName(/^Mentions you/);
  await expect(ada.timeline().getByRole("button", { name: /^Ben replied .*Old 5 \(5\)/ })).toBeVisible();
  await expect.poll(() => ada.api.readSeq(tea)).toBe(blue + 2);
  await look(ada.page, "replies", ".timeline");

  await row.click();
  const thread = ada.page.getByRole("complementary", { name: "Thread" });
  await expect(thread.locator("article.highlighted")).toContainText("The blue one");
});

test("a link leads to a reply that is far from the end of its thread", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  const root = await ben.api.send(tea, "Who wants tea?");
  await ben.api.sendMany(tea, "Reply", 260, { thread: root });
  await ada.open(tea, `/${root + 5}`);
  const thread = ada.page.getByRole("complementary", { name: "Thread" });
  await expect(thread.locator("article.highlighted")).toContainText("Reply 5");
  await expect(thread.locator("article.highlighted")).toBeInViewport();
  await expect(thread.getByText("260 replies")).toBeVisible();
});

test("who reads faster than messages are loaded skips none", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ben.api.channel("tea", [ada.user]);
  await ada.api.read(tea, await ben.api.sendMany(tea, "Old", 40));
  const last = await ben.api.sendMany(tea, "New", 150);
  let load = () => {};
  const wanted = new Promise<void>((resolve) => (load = resolve));
  await ada.page.route(
    ({ searchParams }) => searchParams.get("after") === String(last - 100),
    (route) => wanted.then(() => route.continue()),
  );
  await ada.open(tea);
  await expect(ada.message("New 1").first()).toBeInViewport();
  await expect(ada.page.getByText("1 online")).toBeVisible();
  await ada.timeline().hover();
  await expect(async () => {
    await ada.page.mouse.wheel(0, 400);
    await expect(ada.message("New 50")).toBeInViewport({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await steady(ada.message("New 50"));

  load();
  await expect(ada.message("New 51")).toBeAttached();
  await steady(ada.message("New 50"));
  await expect(ada.message("New 50")).toBeInViewport();
  await expectReadAsFarAsSeen(ada, tea);
});

test("messages are found behind any number that are not shown", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  const root = await ada.api.send(tea, "Dear diary");
  await ada.api.sendMany(tea, "Note", 220, { thread: root });
  await ada.open(tea);
  await expect(ada.message("Dear diary")).toBeInViewport();
});

/** There is a session, and the first pages have found their place. */
async function settled({ page }: Person): Promise<void> {
  await expect(page.getByText("1 online")).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** As if the window were left, and come back to. */
async function attend(person: Person, looks: boolean): Promise<void> {
  await person.page.evaluate((focused) => {
    document.hasFocus = () => focused;
    dispatchEvent(new Event(focused ? "focus" : "blur"));
  }, looks);
}

/** What the server knows to be read ends with the last message that is in view. */
async function expectReadAsFarAsSeen(person: Person, conversation: string): Promise<void> {
  await expect(async () => {
    const [whole, part] = await lastInView(person.timeline());
    const read = await person.api.readSeq(conversation);
    expect(read).toBeGreaterThanOrEqual(whole);
    expect(read).toBeLessThanOrEqual(part);
  }).toPass({ timeout: 20_000 });
}

/** The seqs of the last message that is in view as a whole, and of the last one that is at all. */
function lastInView(timeline: Locator): Promise<readonly [number, number]> {
  return timeline.evaluate((element) => {
    const { bottom } = element.getBoundingClientRect();
    const last = (edge: "top" | "bottom") =>
      [...element.querySelectorAll<HTMLElement>("[data-seq]")]
        .filter((one) => one.getBoundingClientRect()[edge] <= bottom)
        .map(({ dataset }) => Number(dataset["seq"]))
        .at(-1) ?? Number.NaN;
    return [last("bottom"), last("top")] as const;
  });
}

/** How far down something stands, as soon as it stays there. */
async function steady(one: Locator): Promise<number> {
  let before = Number.NaN;
  await expect
    .poll(async () => {
      const now = Math.round((await one.boundingBox())?.y ?? Number.NaN);
      const same = now === before;
      before = now;
      return same;
    })
    .toBe(true);
  return before;
}
