import type { Browser, Page } from "@playwright/test";
import { Api } from "./support/api.ts";
import { violations } from "./support/audit.ts";
import { expect, shot, test as base } from "./support/fixtures.ts";
import { type Guard, OUTAGE } from "./support/guard.ts";
import { Host } from "./support/host.ts";
import { Server } from "./support/server.ts";

const test = base.extend<object, { host: Host; server: Server }>({
  host: [
    async ({}, use) => {
      const host = await Host.start();
      await use(host);
      host.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ host }, use) => {
      const settings = { CARILLON_HTTP_ALLOWED_ORIGINS: host.url, CARILLON_AUTH_JWT_SECRET: host.secret };
      const server = await Server.start([], settings);
      host.chat = server.url;
      await use(server);
      await server.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

/** The page shows a channel of Ben, who is at no browser, and of these. */
async function shown(host: Host, ...members: readonly string[]): Promise<{ ben: Api; room: string }> {
  const ben = new Api(host.chat, host.token("ben"));
  for (const member of members) {
    // There is an account from the first call on.
    await new Api(host.chat, host.token(member)).call("GET", "/v1/conversations");
  }
  const room = await ben.channel("help desk", members);
  host.conversation = room;
  return { ben, room };
}

/** Ada opens the page of the application. */
async function visit(browser: Browser, guard: Guard, host: Host): Promise<Page> {
  const context = await browser.newContext();
  await context.addCookies([{ name: "user", value: "ada", url: host.url }]);
  await guard.watch(context);
  const page = await context.newPage();
  await page.goto(host.url);
  return page;
}

const state = (page: Page) =>
  page.locator("carillon-room").evaluate((room) => (room as unknown as { state: string }).state);
const texts = (page: Page) => page.locator("article .text").allTextContents();

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.getByRole("textbox").press("Enter");
}

test("a room in a page of another origin is entered, shows what was said, sends, and hears", async ({
  browser,
  guard,
  host,
  server: _,
}) => {
  // Before she has entered.
  guard.allow(/status of 404/);
  const { ben, room } = await shown(host);
  await ben.send(room, "How can I **help**?");
  const page = await visit(browser, guard, host);
  await expect(page.getByText("How can I help?")).toBeVisible();
  await expect.poll(() => state(page)).toBe("connected");
  await say(page, "My order is lost");
  await expect.poll(async () => (await ben.log(room)).map(({ text }) => text)).toContain("My order is lost");
  await expect(page.locator("article.sending")).toHaveCount(0);
  await ben.send(room, "It is on its way");
  await expect(page.getByText("It is on its way")).toBeVisible();

  expect(await violations(page, "carillon-room", false)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "room-dark");
  expect(await violations(page, "carillon-room", true)).toEqual([]);
  await page.context().close();
});

test("a room outlives its server: nothing is lost and nothing is there twice", async ({
  browser,
  guard,
  host,
  server,
}) => {
  guard.allow(OUTAGE);
  const { ben, room } = await shown(host, "ada");
  await ben.send(room, "Hello");
  const page = await visit(browser, guard, host);
  await expect(page.getByText("Hello")).toBeVisible();
  await expect.poll(() => state(page)).toBe("connected");
  await say(page, "Before");
  await expect.poll(async () => (await ben.log(room)).length).toBe(2);

  await server.kill();
  await expect(page.getByText(/Not connected/)).toBeVisible();
  await say(page, "Between");
  await say(page, "Still between");
  await expect(page.locator("article.sending")).toHaveCount(2);
  await server.restart();
  await ben.send(room, "I was away");
  await page.evaluate(() => dispatchEvent(new Event("online")));

  await expect.poll(async () => (await ben.log(room)).length).toBe(5);
  const logged = (await ben.log(room)).map(({ text }) => text);
  expect([...logged].sort()).toEqual(["Before", "Between", "Hello", "I was away", "Still between"]);
  await expect.poll(() => texts(page)).toEqual(logged);
  await page.context().close();
});

test("a room says so when its token is forged, or has expired", async ({ browser, guard, host, server: _ }) => {
  guard.allow(/status of 401/);
  await shown(host, "ada");
  const says = "You are signed out here. Load the page again.";
  host.signedWith = "another secret of thirty-two bytes";
  const page = await visit(browser, guard, host);
  await expect(page.getByText(says)).toBeVisible();
  await expect(page.getByRole("textbox")).toBeHidden();
  host.signedWith = host.secret;
  host.livesForSeconds = -120;
  await page.reload();
  await expect(page.getByText(says)).toBeVisible();
  host.livesForSeconds = 3_600;
  await page.reload();
  await expect(page.getByRole("textbox")).toBeVisible();
  await expect(page.getByText(says)).toBeHidden();
  await page.context().close();
});

test("what the page looks like stays out of the room", async ({ browser, guard, host, server: _ }) => {
  const { ben, room } = await shown(host, "ada");
  await ben.send(room, "As it was written");
  const page = await visit(browser, guard, host);
  const text = page.locator("article .text p");
  await expect(text).toBeVisible();
  const look = () =>
    text.evaluate((element) => {
      const { color, display, fontFamily, fontStyle, fontWeight, letterSpacing, textTransform, lineHeight, ...rest } =
        getComputedStyle(element);
      const { textIndent, whiteSpace, wordSpacing, textAlign, textShadow, margin } = rest;
      const fonts = { fontFamily, fontStyle, fontWeight, letterSpacing, textTransform, lineHeight };
      return { ...fonts, color, display, textIndent, whiteSpace, wordSpacing, textAlign, textShadow, margin };
    });
  const before = await look();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    const loud = "color: red; font: italic 900 1em serif; letter-spacing: 9px; text-transform: uppercase;";
    sheet.replaceSync(`* { ${loud} text-indent: 40px; white-space: pre; word-spacing: 20px; text-align: right;
      text-shadow: 1px 1px red; line-height: 3; } p { display: none; margin: 50px; }`);
    document.adoptedStyleSheets = [sheet];
  });
  expect(await look()).toEqual(before);
  await page.context().close();
});
