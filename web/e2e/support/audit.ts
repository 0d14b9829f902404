import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunOptions } from "axe-core";
import type { Page } from "@playwright/test";

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

declare global {
  interface Window {
    readonly axe: typeof import("axe-core");
  }
}
