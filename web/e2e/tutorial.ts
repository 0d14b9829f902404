import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures.ts";
import { OUTAGE } from "./support/guard.ts";

const IMAGES = fileURLToPath(new URL("../../docs/tutorial/images/", import.meta.url));
const SIZE = { width: 960, height: 600 };

/** Makes the pictures of docs/tutorial/web.md, by doing what it says. */
test("the pictures of the tutorial", async ({ browser, guard, newServer }) => {
  guard.allow(OUTAGE);
  const someone = async () => {
    const context = await browser.newContext({ baseURL: newServer.url, viewport: SIZE });
    await guard.watch(context);
    return context.newPage();
  };
  const ada = await someone();
  await ada.goto(`/setup${new URL(newServer.setupLink).hash}`);
  await ada.getByLabel("User name").fill("ada");
  await ada.getByLabel("Name that others see").fill("Ada");
  await ada.getByLabel("Password").fill("a long password");
  await picture(ada, "setup");
  await ada.getByRole("button", { name: "Make the administrator" }).click();
  await ada.getByRole("button", { name: /You and settings/ }).click();
  await ada.getByRole("menuitem", { name: "Invite people" }).click();
  await ada.getByRole("button", { name: "Make an invitation link" }).click();
  const link = ada.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/invite#ci_/);
  const invitation = await link.inputValue();
  await ada.keyboard.press("Escape");

  const ben = await someone();
  await ben.goto(`/invite${new URL(invitation).hash}`);
  await ben.getByLabel("User name").fill("ben");
  await ben.getByLabel("Name that others see").fill("Ben");
  await ben.getByLabel("Password").fill("another password");
  await ben.getByRole("button", { name: "Make my account" }).click();
  await expect(ben.getByRole("navigation", { name: "Conversations" })).toBeVisible();

  await ada.getByRole("button", { name: "Add to Channels" }).click();
  await ada.getByLabel("Name").fill("general");
  await ada.getByRole("button", { name: "Make it" }).click();
  await composer(ada).waitFor();
  await ben.getByRole("button", { name: "Browse channels" }).first().click();
  await ben.getByRole("dialog").getByRole("button", { name: "Join" }).click();
  await composer(ben).waitFor();
  await say(ada, "Good morning! Shall we meet at **ten**?");
  await message(ben, "Good morning").waitFor();
  await say(ben, "Yes. I bring `cake`.");
  await message(ada, "cake").hover();
  await message(ada, "cake").getByRole("button", { name: "React 👍" }).click();
  await message(ben, "cake").locator(".reaction").first().waitFor();
  await ada.bringToFront();
  await expect(ada.getByText("2 members, 2 online")).toBeVisible();
  await expect(ada.locator(".row .badge")).toHaveCount(0);
  await picture(ada, "talking");

  await newServer.kill();
  await say(ada, "Is anybody there?");
  await expect(ada.getByTestId("connection")).toBeVisible();
  await picture(ada, "no-server");
  await newServer.restart();
  await ada.evaluate(() => dispatchEvent(new Event("online")));
  await ben.evaluate(() => dispatchEvent(new Event("online")));
  await message(ben, "Is anybody there?").waitFor();

  await ada.keyboard.press("Control+k");
  await ada.getByRole("option").first().waitFor();
  await picture(ada, "switcher");
});

const composer = (page: Page) => page.locator("textarea.composer-text").first();
const message = (page: Page, text: string) => page.locator("article.message").filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${IMAGES}web-${name}.png`, animations: "disabled", caret: "hide" });
}
