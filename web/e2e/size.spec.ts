import { expect, test } from "./support/fixtures.ts";
import { firstView } from "./support/first-view.ts";

const MAX_BYTES = 200 * 1024;

test("the first view weighs less than 200 KiB", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.api.send(tea, "Hello");
  await ada.open(tea);
  await expect(ada.message("Hello")).toBeVisible();
  const { bytes, files } = await firstView(ada.page);
  expect(bytes, files.join("\n")).toBeLessThan(MAX_BYTES);
});
