import { expect, shot, test } from "./support/fixtures.ts";
import type { Person } from "./support/person.ts";

const list = (person: Person) => person.page.getByRole("navigation", { name: "Conversations" });
const row = (person: Person, conversation: string) => list(person).locator(`[data-conversation=${conversation}]`);
const place = (person: Person) => new URL(person.page.url()).pathname.split("/")[2] ?? "";

test("channels, groups and direct messages stand in the sidebar, with what is unread in them", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const make = async (body: object) => (await ben.api.call<{ id: string }>("POST", "/v1/conversations", body)).id;
  const tea = await ben.api.channel("tea", [ada.user]);
  const group = await make({ kind: "group", name: "Kettle", members: [ada.user] });
  const direct = await make({ kind: "direct", members: [ada.user] });
  const quiet = await ben.api.channel("quiet", [ada.user]);
  await ben.api.send(tea, "One");
  await ben.api.send(tea, `Two for @${ada.user}`);
  await ben.api.send(group, "Three");
  await ben.api.send(direct, "Four");
  await ada.open(quiet);
  await ada.live();

  await expect(row(ada, tea)).toHaveAccessibleName("tea 1 mention");
  await expect(row(ada, group)).toHaveAccessibleName("Kettle 1 unread");
  await expect(row(ada, direct)).toHaveAccessibleName(/Ben 1 unread$/);
  await expect(row(ada, quiet)).toHaveAccessibleName("quiet");
  for (const name of ["Channels", "Groups", "Direct messages"]) {
    await expect(list(ada).getByRole("heading", { name, exact: true })).toBeVisible();
  }
  await expect(row(ada, direct).locator(".presence.offline")).toBeVisible();
  await shot(ada.page, "unread");

  await ben.api.send(direct, "Five");
  await expect(row(ada, direct)).toHaveAccessibleName(/Ben 2 unread$/);
  await row(ada, tea).click();
  await expect(ada.message("Two for")).toBeVisible();
  await expect(row(ada, tea)).toHaveAccessibleName("tea");
  await expect(row(ada, group)).toHaveAccessibleName("Kettle 1 unread");
  await ben.page.goto("/");
  await expect(row(ada, direct).locator(".presence.online")).toBeVisible();
  await ben.live();
  await ben.page.getByRole("button", { name: /You and settings/ }).click();
  await ben.page.getByRole("menuitem", { name: "Seen as away" }).click();
  await expect(row(ada, direct).locator(".presence.away")).toBeVisible();
});

test("channels are made, found and joined, and people written to", async ({ join }) => {
  const [ada, ben, cleo] = [await join("Ada"), await join("Ben"), await join("Cleo")];
  const name = `Teahouse of ${ada.user}`;
  await ada.page.goto("/");
  await ada.page.getByRole("button", { name: "Add to Channels" }).click();
  await ada.page.getByRole("dialog").getByLabel("Name").fill(name);
  await ada.page.getByRole("dialog").getByLabel("Topic").fill("Green and black");
  await ada.page.getByRole("button", { name: "Make it" }).click();
  await ada.composer().waitFor();
  const channel = place(ada);

  await ben.page.goto("/");
  await ben.page.getByRole("button", { name: "Browse channels" }).first().click();
  await ben.page.getByRole("searchbox", { name: "Search channels" }).fill(name);
  await expect(ben.page.getByText("Green and black")).toBeVisible();
  await ben.page.getByRole("button", { name: `Join ${name}` }).click();
  await ben.composer().waitFor();
  await expect(row(ben, channel)).toBeVisible();
  await expect(ada.timeline().getByText("Ben joined")).toBeVisible();

  await ada.page.getByRole("button", { name: "New message" }).click();
  for (const { user } of [ben, cleo]) {
    await ada.page.getByRole("searchbox", { name: "Name or user name" }).fill(user);
    await ada.page.getByRole("checkbox", { name: new RegExp(user) }).check();
  }
  await ada.page.getByLabel("Name of the group").fill("Samovar");
  await ada.page.getByRole("button", { name: "Begin a group of 3" }).click();
  await expect(ada.page.getByRole("heading", { name: "Samovar", level: 1 })).toBeVisible();
  await expect(row(ben, place(ada))).toHaveAccessibleName(/^Samovar/);

  await ada.page.keyboard.press("Control+k");
  await ada.page.getByPlaceholder("Where to?").fill(cleo.user);
  await ada.page.getByRole("option", { name: "Cleo" }).first().waitFor();
  await ada.page.keyboard.press("Enter");
  await expect(ada.page.getByRole("heading", { name: "Cleo", level: 1 })).toBeVisible();
  await expect(row(ada, place(ada))).toHaveAttribute("aria-current", "page");
});

test("who changes their name is called so at once where others see it", async ({ join }) => {
  const [ada, ben] = [await join("Ada"), await join("Ben")];
  const tea = await ada.api.channel("tea", [ben.user]);
  await ada.api.send(tea, "Guess who");
  await ada.page.goto("/settings");
  await ada.page.getByLabel("Name that others see").fill("Augusta Ada");
  await ada.page.getByRole("button", { name: "Save" }).click();
  await expect(ada.page.getByText("Saved.")).toBeVisible();
  await expect(ada.page.getByRole("button", { name: /Augusta Ada: You and settings/ })).toBeVisible();
  await ben.open(tea);
  await expect(ben.message("Guess who")).toContainText("Augusta Ada");
  await ben.message("Guess who").getByRole("button", { name: "Augusta Ada" }).first().click();
  await expect(ben.page.getByRole("complementary", { name: "Profile" })).toContainText(`@${ada.user}`);
});
