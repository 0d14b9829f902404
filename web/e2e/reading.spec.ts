import type { Locator } from "@playwright/test";
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
  await ada.timeline().hover();
  await ada.page.mouse.wheel(0, -800);
  await expect(ada.message("Old 80")).not.toBeInViewport();
  const place = await steady(ada.message("Old 45"));

  await ben.api.sendMany(tea, "New", 30);
  await expect(ada.page.getByRole("link", { name: /tea.*30 unread/ })).toBeVisible();
  expect(await steady(ada.message("Old 45"))).toBe(place);
  expect(await ada.api.readSeq(tea)).toBe(last);
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
