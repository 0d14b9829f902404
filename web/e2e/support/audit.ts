import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunOptions } from "axe-core";
import type { Page } from "@playwright/test";
import { expect, shot } from "./fixtures.ts";

const AXE = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe finds in a part of a page.
 *
 * @param colorsOnly whether only contrasts are looked at, as where all else was already
 */
export async function violations(page: Page, part: string, colorsOnly: boolean): Promise<readonly string[]> {
  // Once for each document: reading it takes longer than what it then does.
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(AXE);
  }
  const options: RunOptions = {
    runOnly: colorsOnly ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: EVERYTHING },
    resultTypes: ["violations"],
    preload: false,
  };
  const found = await page.evaluate(async ([within, given]) => (await window.axe.run(within, given)).violations, [
    part,
    options,
  ] as const);
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160))}`);
}

/** In light and dark: a picture, and no violation of what axe knows in the page, or in the part of it that is new. */
export async function look(page: Page, name: string, part = "html"): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await shot(page, `${name}-${colorScheme}`);
    expect.soft(await violations(page, part, colorScheme === "dark"), `${name}, ${colorScheme}`).toEqual([]);
  }
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBe(0);
}

declare global {
  interface Window {
    readonly axe: typeof import("axe-core");
  }
}
