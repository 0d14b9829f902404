import type { Page } from "@playwright/test";
import { violations } from "./support/audit.ts";
import { expect, shot, test } from "./support/fixtures.ts";
import type { Person } from "./support/person.ts";

const SECTIONS = ["nodes", "stats", "sessions", "audit"];

/** Points of a drawing that are painted. */
function painted(page: Page): Promise<readonly number[]> {
  return page.locator(".chart canvas").evaluateAll((all) =>
    (all as HTMLCanvasElement[]).map((canvas) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    }),
  );
}

test("the charts are drawn, and say what was measured", async ({ join }) => {
  const ada = await join("Ada", { administrator: true });
  const ben = await join("Ben");
  const tea = await ada.api.channel("tea");
  await ben.page.goto("/");
  await ben.live();
  await ada.page.goto("/operator");
  for (let cup = 1; cup <= 20; cup++) {
    await ada.api.send(tea, `Cup ${cup}`);
  }
  const { page } = ada;
  const sessions = page.getByRole("region", { name: "Live connections", exact: true });
  const now = async () => {
    const { nodes } = await ada.api.call<{ nodes: { now: { sessions: number } }[] }>("GET", "/v1/operator/nodes");
    return [await sessions.locator("dd").textContent(), String(nodes[0]?.now.sessions)];
  };
  await expect.poll(now).toEqual(["2", "2"]);
  await expect(page.getByRole("img", { name: /stored: .* most [1-9]/ })).toBeVisible();
  await expect.poll(async () => (await painted(page)).filter((points) => points > 1_000).length).toBe(6);
  await page.getByRole("button", { name: "Entries a second as a table" }).click();
  await expect(page.getByRole("region", { name: "Entries a second as a table" }).locator("tbody tr")).not.toHaveCount(
    0,
  );
  await expect(page.getByRole("table", { name: "Nodes" }).getByText("ready")).toBeVisible();
  await shot(page, "operator-charts");
});

test("administrators see who is there, end a session, tell everybody something, and it is written down", async ({
  join,
}) => {
  const [ada, ben, cleo] = [await join("Ada", { administrator: true }), await join("Ben"), await join("Cleo")];
  for (const person of [ben, cleo]) {
    await person.page.goto("/");
    await person.live();
  }
  const { page } = ada;
  await page.goto("/operator/sessions");
  await page.getByRole("searchbox", { name: "User" }).fill(ben.user);
  const row = page.getByRole("row").filter({ hasText: ben.user });
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(row).toContainText("Chrome on Linux");
  await row.getByRole("button", { name: `End the session of ${ben.user}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End session" }).click();
  await expect(page.getByText(`The session of ${ben.user} has ended.`)).toBeVisible();
  await expect(ben.connection()).toContainText("The server has ended this session.");
  await ben.reconnect();
  await expect(page.getByText("No session fits.")).toBeVisible();
  expect(await sessionsOf(ada, ben)).toBe(0);
  await ben.connection().getByRole("button", { name: "Connect again" }).click();
  await ben.live();

  await page.getByRole("button", { name: "Announce" }).click();
  await page.getByRole("dialog").getByLabel("Text").fill("We restart at noon");
  await page.getByRole("dialog").getByRole("button", { name: "Announce" }).click();
  await expect(page.getByText(/Announced to \d+ connections\./)).toBeVisible();
  for (const person of [ben, cleo]) {
    await expect(person.page.getByText("We restart at noon")).toBeVisible();
  }

  await page.getByRole("link", { name: "Audit log" }).click();
  const acts = page.getByRole("row").filter({ hasText: ada.user });
  await expect(acts.filter({ hasText: "announced" })).toHaveCount(1);
  await expect(acts.filter({ hasText: "ended a session" }).filter({ hasText: ben.user })).toHaveCount(1);
});

test("nobody but administrators comes in, by the page or by calls", async ({ guard, join }) => {
  guard.allow(/status of 403/);
  const ben = await join("Ben");
  await ben.page.goto("/");
  await ben.page.getByRole("button", { name: /You and settings/ }).click();
  await ben.page.getByRole("menuitem", { name: "Settings" }).waitFor();
  await expect(ben.page.getByRole("menuitem", { name: "Operator’s page" })).toHaveCount(0);
  for (const path of ["/operator", "/operator/sessions", "/operator/accounts", "/operator/audit"]) {
    await ben.page.goto(path);
    await expect(ben.page.getByText("Only administrators may see this page.")).toBeVisible();
    await expect(ben.page.getByRole("table")).toHaveCount(0);
  }
  expect(await violations(ben.page, "html", false)).toEqual([]);
  for (const section of SECTIONS) {
    await expect(ben.api.call("GET", `/v1/operator/${section}`)).rejects.toThrow(/: 403 /);
  }
  await expect(ben.api.call("POST", "/v1/operator/announce", { text: "Hello" })).rejects.toThrow(/: 403 /);
  await expect(ben.api.call("DELETE", "/v1/operator/sessions/any")).rejects.toThrow(/: 403 /);

  // What the browser has kept is no right: whoever changes it sees an empty page.
  await ben.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("carillon:session") ?? "{}") as object;
    localStorage.setItem("carillon:session", JSON.stringify({ ...kept, administrator: true }));
  });
  await ben.page.goto("/operator/sessions");
  await expect(ben.page.getByRole("alert")).toContainText("Not up to date");
  await expect(ben.page.getByRole("table")).toHaveCount(0);
});

async function sessionsOf(operator: Person, { user }: Person): Promise<number> {
  const path = `/v1/operator/sessions?user=${user}`;
  return (await operator.api.call<{ sessions: readonly unknown[] }>("GET", path)).sessions.length;
}
