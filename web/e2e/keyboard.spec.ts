import type { Locator, Page } from "@playwright/test";
import { passwordOf } from "./support/api.ts";
import { expect, shot, test } from "./support/fixtures.ts";

test("everything can be done by the keyboard", async ({ join, server, visitor }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  await ada.api.channel("coffee", [ben.user]);
  const tea = await ada.api.channel("tea", [ben.user]);
  const keys = visitor.keyboard;

  await visitor.goto(server.url);
  await expect(visitor.getByLabel("User name")).toBeFocused();
  await keys.type(ada.user);
  await keys.press("Tab");
  await keys.type(passwordOf(ada.user));
  await keys.press("Enter");
  await expect(visitor.getByRole("navigation", { name: "Conversations" })).toBeVisible();

  await keys.press("Control+k");
  await expect(visitor.getByRole("dialog")).toBeVisible();
  await expect(visitor.getByPlaceholder("Where to?")).toBeFocused();
  await keys.type("tea");
  await expect(visitor.getByRole("option", { name: /tea/ }).first()).toBeVisible();
  await shot(visitor, "switcher");
  await keys.press("Enter");
  await expect(visitor).toHaveURL(new RegExp(`/c/${tea}`));
  const composer = visitor.locator("textarea.composer-text").first();
  await expect(composer).toBeFocused();

  await keys.type("Tee?");
  await keys.press("Enter");
  await expect(visitor.locator("article.message [data-progress=sent]")).toBeVisible();
  await keys.press("ArrowUp");
  await expect(composer).toHaveValue("Tee?");
  await keys.press("Control+a");
  await keys.type("Tea?");
  await keys.press("Enter");
  // The timeline's; a thread shows it a second time.
  const message = visitor.locator("article.message").filter({ hasText: "Tea?" }).first();
  await expect(message).toContainText("edited");

  await tabTo(visitor, visitor.locator(".timeline-scroll").first());
  await keys.press("ArrowUp");
  await expect(message).toBeFocused();
  await keys.press("r");
  await expect(visitor.getByPlaceholder("Search emoji")).toBeFocused();
  await keys.type("teapot");
  // "tea" finds others, and those first.
  await expect(visitor.getByRole("gridcell")).toHaveCount(1);
  await expect(visitor.getByRole("gridcell")).toHaveAccessibleName(/teapot/i);
  await keys.press("Enter");
  await expect(message.locator(".reaction[aria-pressed=true]")).toContainText("🫖");

  await tabTo(visitor, visitor.locator(".timeline-scroll").first());
  await keys.press("ArrowUp");
  await expect(message).toBeFocused();
  await keys.press("t");
  const thread = visitor.getByRole("complementary", { name: "Thread" });
  await expect(thread.locator("textarea")).toBeFocused();
  await keys.type("Earl Grey");
  await keys.press("Enter");
  await expect(message).toContainText("1 reply");
  await shot(visitor, "keyboard");
  await keys.press("Escape");
  await expect(thread).toBeHidden();
});

/** By the keyboard, as far as it takes. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.keyboard.press("Shift+Tab");
        return wanted.evaluate((element) => element === document.activeElement);
      },
      { intervals: [1] },
    )
    .toBe(true);
}
