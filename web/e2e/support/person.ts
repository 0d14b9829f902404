import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { Api } from "./api.ts";

/** For a client that comes back on a busy machine. */
const PATIENCE_MS = 40_000;

/** Somebody at a browser, signed in. */
export class Person {
  readonly user: string;
  readonly api: Api;
  readonly context: BrowserContext;
  readonly page: Page;

  constructor(user: string, api: Api, page: Page) {
    this.user = user;
    this.api = api;
    this.context = page.context();
    this.page = page;
  }

  /** The messages of the open conversation, or of another part of the page. */
  timeline(within: Locator | Page = this.page): Locator {
    return within.locator(".timeline").first();
  }

  composer(): Locator {
    return this.page.locator("textarea.composer-text").first();
  }

  /** The message that holds this text. */
  message(text: string): Locator {
    return this.timeline().locator("article.message").filter({ hasText: text });
  }

  /** What the browser says of the connection when it is not good. */
  connection(): Locator {
    return this.page.getByTestId("connection");
  }

  async open(conversation: string, rest = ""): Promise<void> {
    await this.page.goto(`/c/${conversation}${rest}`);
    await this.composer().waitFor();
  }

  /** Until there is a session: what happens from now on is told to this page. */
  async live(page = this.page): Promise<void> {
    await expect(page.locator(".sidebar-header .presence.online")).toBeVisible();
  }

  /** Until the server has these messages. */
  async expectSent(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await expect(this.message(text).locator("[data-progress]:not([data-progress=sending])")).toBeVisible();
    }
  }

  /** Writes it and presses Enter; does not wait for the server. */
  async say(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      await this.composer().fill(text);
      await this.composer().press("Enter");
      await expect(this.composer()).toHaveValue("");
    }
  }

  /** "7 Hello", as the page shows them. */
  lines(): Promise<readonly string[]> {
    return linesOf(this.page);
  }

  /** Has the client try now and not at the end of its pause, as when a network comes. */
  async reconnect(): Promise<void> {
    await this.page.evaluate(() => dispatchEvent(new Event("online")));
  }

  async expectSending(count: number): Promise<void> {
    await expect(this.timeline().locator("[data-state=sending]")).toHaveCount(count);
  }
}

/** "7 Hello", as a page shows them; one that is not sent yet has no number. */
export function linesOf(page: Page): Promise<readonly string[]> {
  return page
    .locator(".timeline")
    .first()
    .locator("article[data-key]")
    .evaluateAll((all) => all.map((one) => `${one.dataset["seq"] ?? "?"} ${one.querySelector(".md")?.textContent}`));
}

/** The log holds what was sent, nothing lost and nothing twice; and every page shows what it holds, in its order. */
export async function expectOneOrder(
  api: Api,
  conversation: string,
  sent: readonly string[],
  pages: readonly Page[],
): Promise<void> {
  const logged = async () => (await api.log(conversation)).map(({ text }) => text);
  await expect.poll(async () => (await logged()).length, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(sent.length);
  expect([...(await logged())].sort()).toEqual([...sent].sort());
  const lines = (await api.log(conversation)).map(({ seq, text }) => `${seq} ${text}`);
  for (const page of pages) {
    await expect.poll(() => linesOf(page), { timeout: PATIENCE_MS }).toEqual(lines);
  }
}
