import { fileURLToPath } from "node:url";
import { expect, test } from "./support/fixtures.ts";

const PICTURE = fileURLToPath(new URL("../public/icons/icon-192.png", import.meta.url));

test("a picture that somebody chooses is seen by others", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.api.send(tea, "Look at me");
  await ada.page.goto("/settings");
  await ada.page.getByLabel("Choose a picture").setInputFiles(PICTURE);
  await expect(ada.page.getByRole("button", { name: "Remove the picture" })).toBeVisible();

  await ben.open(tea);
  const picture = ben.message("Look at me").locator(".avatar img");
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256);

  await ada.page.getByRole("button", { name: "Remove the picture" }).click();
  await expect(ada.page.getByRole("button", { name: "Remove the picture" })).toBeHidden();
});

test("a search with filters finds what was meant, and leads there", async ({ join }) => {
  const ada = await join("Ada");
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea party", [ben.user]);
  const other = await ada.api.channel("elsewhere", [ben.user]);
  await ada.api.send(tea, "Earl Grey, see https://example.org/ada");
  await ben.api.send(tea, "Earl Grey without a link");
  await ben.api.send(other, "Earl Grey, see https://example.org/other");
  const seq = await ben.api.send(tea, "Earl Grey, see https://example.org/ben");
  const { page } = ada;
  const hits = page.locator(".hits > li");
  const seek = async (query: string) => {
    await page.getByRole("searchbox").fill(query);
    await page.keyboard.press("Enter");
  };

  await page.goto("/search");
  await seek("earl grey");
  await expect(hits).toHaveCount(4);
  await seek("earl after:2020-01-01 before:2020-12-31");
  await expect(page.getByText("Nothing was found.")).toBeVisible();
  await seek(`earl from:${ben.user} in:"tea party" has:link`);
  await expect(hits).toHaveCount(1);
  await expect(hits.locator("mark")).toHaveText("Earl");
  await hits.click();
  await expect(page).toHaveURL(new RegExp(`/c/${tea}/${seq}$`));
  await expect(ada.message("https://example.org/ben")).toBeVisible();
});

test("a search in one of several channels of a name is in that one, and Back brings back the words", async ({
  join,
}) => {
  const ada = await join("Ada");
  const ben = await join("Ben Bell");
  const one = await ada.api.channel("tea");
  const other = await ada.api.channel("tea");
  const direct = await ada.api.call<{ id: string }>("POST", "/v1/conversations", {
    kind: "direct",
    members: [ben.user],
  });
  for (const conversation of [one, other, direct.id]) {
    await ada.api.send(conversation, `Oolong in ${conversation}`);
  }
  const { page } = ada;
  const box = page.getByRole("searchbox");
  const seek = async (words: string) => {
    await box.fill(words);
    await page.keyboard.press("Enter");
  };
  for (const [conversation, name] of [
    [one, "In #tea"],
    [other, "In #tea"],
    [direct.id, "In Ben Bell"],
  ] as const) {
    await ada.open(conversation);
    await page.getByRole("button", { name: "Search here" }).click();
    await expect(page.getByText(name)).toBeVisible();
    await expect(box).toHaveValue("");
    await seek("oolong");
    await expect(page.locator(".hits > li")).toHaveText([new RegExp(`Oolong in ${conversation}`)]);
  }
  await seek("darjeeling");
  await expect(page.getByText("Nothing was found.")).toBeVisible();
  await page.goBack();
  await expect(box).toHaveValue("oolong");
  await page.getByRole("button", { name: "Search everywhere" }).click();
  await expect(page.locator(".hits > li")).toHaveCount(3);
});
