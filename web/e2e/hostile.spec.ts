import { violations } from "./support/audit.ts";
import { expect, shot, test } from "./support/fixtures.ts";
import type { Person } from "./support/person.ts";

const MAX_CHARS = 16_000;
const HOSTILE = [
  "<script>window.taken = 1</script><img src=x onerror='window.taken = 1'>",
  "<iframe srcdoc='<script>parent.taken = 1</script>'></iframe><svg onload='window.taken = 1'>",
  "[click me](javascript:window.taken=1) <javascript:window.taken=1> [again](data:text/html,<script>1</script>)",
  "![picture](https://example.org/track.png) [x](vbscript:1) [y](  JaVaScRiPt:alert(1))",
  "\u202Egnp.exe \u2066\u2067 turned round \u202D\u202E",
  `Zalgo ${"e" + "\u0301\u0316\u0489".repeat(1_500)} end`,
  "a".repeat(MAX_CHARS),
  "\u4e16".repeat(MAX_CHARS),
  "👩‍👩‍👧‍👦".repeat(1_000),
  "# ".repeat(500) + "> ".repeat(2_000) + "- ".repeat(2_000),
  "*".repeat(4_000) + "_".repeat(4_000) + "[".repeat(4_000) + "`".repeat(3_999),
  "```\n" + "x".repeat(8_000) + "\n```",
  "|a|b|\n|-|-|\n" + `|${"w".repeat(3_000)}|b|\n`.repeat(3),
  `https://example.org/${"p".repeat(4_000)}`,
  "line\n".repeat(3_000),
];

test("whatever somebody writes, it stays a text in its place", async ({ join }) => {
  const ada = await join("Ada");
  const mallory = await join("\u202E<b>Mallory</b>");
  const tea = await ada.api.channel("<i>tea</i>\u202E", [mallory.user]);
  const thread = await mallory.api.send(tea, "The first line");
  for (const text of HOSTILE) {
    await mallory.api.send(tea, text);
    await mallory.api.send(tea, text, { thread });
  }
  await mallory.api.send(tea, "The last line");

  for (const rest of ["", `?thread=${thread}`, `/${thread}`]) {
    await ada.open(tea, rest);
    // A thread opens where the unread begins: how far that is, depends on how fast it was leafed through.
    const first = rest.startsWith("?") ? ada.timeline().locator("article") : ada.timeline().getByText("The first line");
    await expect(first.first()).toBeVisible();
    if (rest === "") {
      await leafThrough(ada);
    }
    await shot(ada.page, `hostile-${rest === "" ? "list" : rest.startsWith("?") ? "thread" : "jump"}`);

    const page = await ada.page.evaluate(() => ({
      taken: "taken" in window,
      wider: document.documentElement.scrollWidth - innerWidth,
      frames: document.querySelectorAll("iframe, object, embed, article script, article img, article svg[onload]")
        .length,
      links: [...document.querySelectorAll<HTMLAnchorElement>("article a")].map(({ protocol }) => protocol),
    }));
    expect(page).toMatchObject({ taken: false, wider: 0, frames: 0 });
    expect(new Set([...page.links, "https:", "http:"])).toEqual(new Set(["https:", "http:"]));
  }

  const widths = await ada
    .timeline()
    .locator("article")
    .evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  expect(Math.max(...widths)).toBeLessThanOrEqual(0);
});

test("a text that is too long is not sent, and says so", async ({ join }) => {
  const ada = await join("Ada");
  const tea = await ada.api.channel("tea");
  await ada.open(tea);
  await ada.composer().fill("x".repeat(65_536));
  await expect(ada.page.getByText(/49.?536 characters too many/)).toBeVisible();
  await ada.composer().press("Enter");
  await expect(ada.composer()).not.toHaveValue("");
  expect(await ada.api.log(tea)).toEqual([]);
});

test("addresses that are none break no page", async ({ guard, join }) => {
  // That there is no open channel of that name.
  guard.allow(/status of 404/);
  const ada = await join("Ada");
  const mallory = await join("Mallory");
  const tea = await ada.api.channel("tea", [mallory.user]);
  const attachments = ["https://", "http://%"].map((url, at) => {
    return { url, name: `file ${at}`, contentType: "text/plain", sizeBytes: 1 };
  });
  await mallory.api.send(tea, "Files", { attachments });
  await ada.open(tea);
  await expect(ada.message("Files").getByText("file 1")).toBeVisible();
  const noSuch = ada.page.getByText("This conversation does not exist");
  // Where a link in a message leads, without the server, which refuses such a path.
  await ada.page.evaluate(() => history.pushState(null, "", "/c/%E0%A4%A"));
  await expect(noSuch).toBeVisible();
  for (const id of ["%C3%BC", "no-such"]) {
    await ada.page.goto(`/c/${id}`);
    await expect(noSuch).toBeVisible();
  }
  expect(await violations(ada.page, "html", false)).toEqual([]);
  await ada.page.goto("/search?in=a%20b");
  await expect(ada.page.getByRole("searchbox")).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Search everywhere" })).toBeHidden();
});

/** From the oldest, where the unread begins, to the newest, one view at a time. */
async function leafThrough(person: Person): Promise<void> {
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const { left, keys } = await person.timeline().evaluate((timeline) => {
          const frame = timeline.querySelector(".timeline-scroll") as HTMLElement;
          frame.scrollTop += frame.clientHeight;
          const all = [...timeline.querySelectorAll<HTMLElement>("article[data-seq]")];
          return {
            left: frame.scrollHeight - frame.clientHeight - frame.scrollTop,
            keys: all.map(({ dataset }) => dataset["seq"] ?? ""),
          };
        });
        keys.forEach((key) => seen.add(key));
        return left;
      },
      { intervals: [50] },
    )
    .toBeLessThanOrEqual(1);
  expect(seen.size).toBeGreaterThan(HOSTILE.length / 2);
}
