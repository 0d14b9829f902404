import type { Page } from "@playwright/test";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { de as operatorDe } from "../src/operator/texts-de.ts";
import { en as operatorEn } from "../src/operator/texts-en.ts";
import { expect, shot, test } from "./support/fixtures.ts";

/** All texts of one language by their keys, where they are plain. */
function plain(texts: object, before = ""): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "string"
        ? value.includes("{{")
          ? []
          : [[before + key, value] as const]
        : typeof value === "object" && value !== null
          ? [...plain(value, `${before}${key}.`)]
          : [],
    ),
  );
}

/** What is said in English and by no German text. */
function onlyIn(one: object, other: object): readonly string[] {
  const others = new Set(plain(other).values());
  return [...new Set(plain(one).values())].filter((text) => !others.has(text));
}

const ENGLISH = [...onlyIn(en, de), ...onlyIn(operatorEn, operatorDe)];
const GERMAN = new Set([...onlyIn(de, en), ...onlyIn(operatorDe, operatorEn)]);

/** What a page says, to eyes and to screen readers. */
function saidOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const said: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() !== null) {
      said.push(walker.currentNode.textContent ?? "");
    }
    for (const element of document.querySelectorAll("*")) {
      for (const name of ["aria-label", "title", "placeholder", "alt", "data-tip"]) {
        said.push(element.getAttribute(name) ?? "");
      }
    }
    return said.map((text) => text.trim()).filter((text) => text !== "");
  });
}

async function expectGerman(page: Page, where: string): Promise<void> {
  const said = await saidOn(page);
  expect
    .soft(
      said.filter((text) => ENGLISH.includes(text)),
      where,
    )
    .toEqual([]);
  expect.soft(said.filter((text) => GERMAN.has(text)).length, where).toBeGreaterThan(2);
}

test("to a German browser everything is German, dates and plurals too", async ({ browser, join, server }) => {
  const ada = await join("Ada", { locale: "de-DE", administrator: true });
  const ben = await join("Ben");
  const tea = await ada.api.channel("tee", [ben.user]);
  const root = await ben.api.send(tea, "Wer möchte Tee?");
  await ben.api.send(tea, "Ich", { thread: root });
  const { page } = ada;
  const heading = (name: string) => page.getByRole("heading", { name, exact: true }).first().waitFor();
  const views: readonly (readonly [string, () => Promise<void>])[] = [
    [`/c/${tea}`, () => ada.message("Wer möchte Tee?").waitFor()],
    [`/c/${tea}?panel=members`, () => heading("Mitglieder")],
    [`/c/${tea}?panel=details`, () => heading("Einzelheiten")],
    [`/c/${tea}?thread=${root}`, () => page.getByText("Ich", { exact: true }).waitFor()],
    [`/c/${tea}?user=${ben.user}`, () => heading("Profil")],
    ["/search?q=tee", () => page.locator("mark").first().waitFor()],
    ["/settings", () => heading("Einstellungen")],
    ["/settings/appearance", () => heading("Aussehen")],
    ["/settings/notifications", () => heading("Benachrichtigungen")],
    ["/settings/sessions", () => heading("Sitzungen")],
    ["/settings/invitations", () => heading("Einladungen")],
    ["/operator", () => heading("Knoten")],
    ["/operator/sessions", () => page.getByRole("table").waitFor()],
    ["/operator/accounts", () => page.getByRole("table").first().waitFor()],
    ["/operator/audit", () => page.getByRole("table").waitFor()],
  ];
  await page.goto("/");
  for (const [path, ready] of views) {
    await page.evaluate((to) => history.pushState(null, "", to), path);
    await ready();
    await expectGerman(page, path);
  }
  await shot(page, "german-operator");

  await ada.open(tea);
  await expect(page.getByText("2 Mitglieder")).toBeVisible();
  await expect(page.getByRole("button", { name: /1 Antwort\b/ })).toBeVisible();
  await expect(ada.timeline().getByText("Heute", { exact: true })).toBeVisible();
  const today = new Intl.DateTimeFormat("de-DE", { dateStyle: "full", timeZone: "Europe/Berlin" }).format(Date.now());
  await expect(ada.message("Wer möchte Tee?").locator("time").first()).toHaveAttribute("title", new RegExp(today));
  expect(await page.locator("html").getAttribute("lang")).toBe("de");

  const context = await browser.newContext({ locale: "de-DE" });
  const stranger = await context.newPage();
  await stranger.goto(server.url);
  await expect(stranger.getByRole("button", { name: "Anmelden" })).toBeVisible();
  await expectGerman(stranger, "sign-in");
  await context.close();
});

test("another language is there as soon as it is chosen, and stays", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.goto("/settings/appearance");
  await ada.page.getByLabel("Language").selectOption({ label: "Deutsch" });
  await expect(ada.page.getByRole("heading", { name: "Einstellungen", exact: true })).toBeVisible();
  await expect(ada.page.getByRole("navigation", { name: "Unterhaltungen" })).toBeVisible();
  await expectGerman(ada.page, "settings");
  await ada.page.reload();
  await expect(ada.page.getByRole("heading", { name: "Einstellungen", exact: true })).toBeVisible();
  await ada.page.getByLabel("Sprache").selectOption({ label: "English" });
  await expect(ada.page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
});
