import { expect, test } from "./support/fixtures.ts";

test("a message of one's own is sent, then delivered, then read", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ada.api.channel("tea", [ben.user]);
  const coffee = await ada.api.channel("coffee", [ben.user]);
  await ada.open(tea);
  await ada.live();
  const progress = (text: string, kind: string) => ada.message(text).locator(`[data-progress=${kind}]`);
  await ada.say("Is anybody there?");
  await expect(progress("Is anybody there?", "sent")).toBeVisible();
  await ben.open(coffee);
  await ben.live();
  await ada.say("There you are");
  await expect(progress("There you are", "delivered")).toBeVisible();
  await ben.open(tea);
  await expect(progress("There you are", "read")).toBeVisible();
  await expect(progress("Is anybody there?", "read")).toBeVisible();
});

test("who is meant is found by a few letters, and hears of it", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben Bell")];
  const tea = await ada.api.channel("tea", [ben.user]);
  const coffee = await ada.api.channel("coffee", [ben.user]);
  await ben.open(coffee);
  await ben.live();
  await ada.open(tea);
  await ada.composer().pressSequentially("Ask @benb");
  const option = ada.page.getByRole("listbox", { name: "People to mention" }).getByRole("option", { name: "Ben Bell" });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await ada.page.keyboard.press("Enter");
  await expect(ada.composer()).toHaveValue(`Ask @${ben.user} `);
  await ada.page.keyboard.press("Enter");
  const row = ben.page.getByRole("navigation", { name: "Conversations" }).locator(`[data-conversation=${tea}]`);
  await expect(row).toHaveAccessibleName("tea 1 mention");
  await row.click();
  await expect(ben.message("Ask").locator(".mention.self")).toBeVisible();
  await ada.message("Ask").locator(".mention").click();
  await expect(ada.page.getByRole("complementary", { name: "Profile" })).toContainText("Ben Bell");
});

test("code is coloured, and links say where they lead", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  const seq = await ada.api.send(tea, "The first");
  await ada.api.send(tea, "```js\nconst cup = 1;\n```");
  const own = `${ada.api.server}/c/${tea}/${seq}`;
  await ada.api.send(tea, `[good](https://example.org/a) [https://bank.example](https://thief.example/x) ${own}`);
  await ada.open(tea);
  const code = ada.timeline().locator("pre code");
  await expect(code.locator(".hljs-keyword")).toHaveText("const");
  await expect(code.locator(".hljs-number")).toHaveText("1");

  const links = ada.message("good");
  const good = links.getByRole("link", { name: "good" });
  await expect(good).toHaveAttribute("rel", /noopener noreferrer/);
  await expect(good).toHaveAttribute("target", "_blank");
  await expect(good).toHaveAttribute("title", "Leads to example.org");
  await expect(links.locator(".link-host")).toHaveText("(thief.example)");
  await links.getByRole("link", { name: own }).click();
  await expect(ada.message("The first")).toHaveClass(/highlighted/);
  await expect(ada.page).toHaveURL(own);
});

test("a browser may install it", async ({ join }) => {
  const ada = await join("Ada");
  await ada.page.goto("/");
  await ada.page.evaluate(() => navigator.serviceWorker.ready);
  const devtools = await ada.context.newCDPSession(ada.page);
  const { errors } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = (await (await ada.page.request.get("/manifest.webmanifest")).json()) as {
    display: string;
    icons: { src: string; sizes: string; type: string }[];
  };
  expect(manifest.display).toBe("standalone");
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  for (const { src, type } of manifest.icons) {
    const response = await ada.page.request.get(src);
    expect([response.status(), response.headers()["content-type"]]).toEqual([200, type]);
  }
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A browser without a profile installs nothing.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
