import { passwordOf } from "./support/api.ts";
import { expect, shot, test } from "./support/fixtures.ts";

test("the printed link makes the first administrator, whose invitation makes the second account", async ({
  browser,
  guard,
  newServer,
  visitor,
}) => {
  await visitor.goto(newServer.setupLink.replace(/^https?:\/\/[^/]+/, newServer.url));
  await expect(visitor.getByRole("heading", { name: "Make the first administrator" })).toBeVisible();
  await shot(visitor, "setup");
  await visitor.getByLabel("User name").fill("ada");
  await visitor.getByLabel("Name that others see").fill("Ada");
  await visitor.getByLabel("Password").fill("a long password");
  await visitor.getByRole("button", { name: "Make the administrator" }).click();

  await visitor.getByRole("button", { name: /You and settings/ }).click();
  await visitor.getByRole("menuitem", { name: "Invite people" }).click();
  await visitor.getByRole("button", { name: "Make an invitation link" }).click();
  const link = visitor.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/\/invite#ci_/);

  const context = await browser.newContext();
  await guard.watch(context);
  const guest = await context.newPage();
  await guest.goto(await link.inputValue());
  await shot(guest, "invitation");
  await guest.getByLabel("User name").fill("ben");
  await guest.getByLabel("Password").fill("another password");
  await guest.getByRole("button", { name: "Make my account" }).click();
  await expect(guest.getByRole("navigation", { name: "Conversations" })).toBeVisible();
  await context.close();
});

test("who signs out leaves nothing behind", async ({ guard, join, server, visitor }) => {
  guard.allow(/status of 401/);
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "A secret that stays here");
  await visitor.goto(server.url);
  await visitor.getByLabel("User name").fill(ada.user);
  await visitor.getByLabel("Password").fill("no idea");
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByRole("alert")).toContainText("User name or password is wrong.");
  await shot(visitor, "sign-in");
  await visitor.getByLabel("Password").fill(passwordOf(ada.user));
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor.getByText("A secret that stays here")).toBeVisible();
  await visitor.locator("textarea.composer-text").fill("A draft that stays here");

  await visitor.getByRole("button", { name: /You and settings/ }).click();
  await visitor.getByRole("menuitem", { name: "Sign out" }).click();
  await visitor.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(visitor.getByRole("button", { name: "Sign in" })).toBeVisible();

  await expect
    .poll(() =>
      visitor.evaluate(async () => {
        const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
        const cached = await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()));
        const urls = cached.flat().map(({ url }) => url);
        return [...databases, ...Object.entries({ ...localStorage, ...sessionStorage }).flat(), ...urls].join("\n");
      }),
    )
    .not.toMatch(new RegExp(`${ada.user}|secret|draft|/v1/`));
});
