import type { ShownMessage } from "@carillon/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { formatted, inserted } from "../src/composer/editing.ts";
import { textOfEdit } from "../src/composer/use-draft.ts";
import { composes } from "../src/composer/composing.ts";
import { mentionAt, namesFor, withMention } from "../src/composer/mention-query.ts";
import { plainName } from "../src/chat/plain-name.ts";
import { conversationIn, conversationPath, isId, panelIn, panelQuery } from "../src/chat/paths.ts";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { safeUrl } from "../src/markdown/links.ts";
import { dayName } from "../src/i18n/format.ts";
import { inQuietHours, isFresh, wantsToKnow } from "../src/notify/judge.ts";
import { parseQuery } from "../src/search/query.ts";
import { browserName } from "../src/session/browser-name.ts";
import { zonesWith } from "../src/settings/time-zones.ts";
import { match } from "../src/sidebar/switcher-hits.ts";
import { initialsOf } from "../src/ui/initials.ts";
import { isMissingPart } from "../src/ui/missing-part.ts";

describe("texts", () => {
  const holes = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();
  const leaves = (tree: object, path = ""): [string, string][] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[`${path}${key}`, value] as [string, string]]
        : leaves(value as object, `${path}${key}.`),
    );

  it("say the same in both languages, with the same holes", () => {
    const german = new Map(leaves(de));
    for (const [key, text] of leaves(en)) {
      const other = german.get(key) ?? "";
      expect(other, key).not.toBe("");
      // A form may do without the number or the verb.
      if (key !== "message.reactedWith") {
        expect(holes(other), key).toBe(holes(text));
      }
    }
  });
});

describe("the composer", () => {
  it("puts signs around what is selected, and takes them away", () => {
    const bold = formatted("say hi now", 4, 6, "bold");
    expect(bold).toEqual({ text: "say **hi** now", start: 6, end: 8 });
    expect(formatted(bold.text, bold.start, bold.end, "bold").text).toBe("say hi now");
    expect(formatted("a\nb", 0, 3, "quote").text).toBe("> a\n> b");
    expect(formatted("a\nb", 0, 3, "code").text).toBe("```\na\nb\n```");
  });

  it("inserts with a space before a word only", () => {
    expect(inserted("hi", 2, 2, "🎉").text).toBe("hi🎉");
    expect(inserted("hi", 2, 2, "you").text).toBe("hi you");
  });

  it("begins every edit with the message's text", () => {
    const message = { key: "m1", text: "said" } as ShownMessage;
    const [first, second] = [{ kind: "edit", message } as const, { kind: "edit", message } as const];
    expect(textOfEdit(first, undefined)).toBe("said");
    expect(textOfEdit(first, { writing: first, text: "" })).toBe("");
    expect(textOfEdit(second, { writing: first, text: "" })).toBe("said");
  });

  it("leaves the keys of an input method alone", () => {
    expect(composes({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(composes({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(composes({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it("offers of an answer for another word only who is meant by this one", () => {
    const found = { word: "a", names: ["ada", "alan", "zoe"] };
    expect(namesFor("a", found)).toEqual(["ada", "alan", "zoe"]);
    expect(namesFor("al", found)).toEqual(["alan"]);
    expect(namesFor("b", found)).toEqual([]);
  });

  it("completes mentions", () => {
    const query = mentionAt("mail a@b @Bo", 12);
    expect(query).toEqual({ at: 9, word: "bo" });
    expect(mentionAt("mail a@b", 8)).toBeUndefined();
    expect(withMention("mail a@b @Bo", { at: 9, word: "bo" }, 12, "bob")).toEqual({
      text: "mail a@b @bob ",
      caret: 14,
    });
  });
});

describe("searching", () => {
  it("takes filters apart", () => {
    const query = parseQuery('lunch from:@Ada in:"big room" after:2026-11-01 before:2026-11-03 has:link');
    expect(query).toMatchObject({ words: "lunch", from: "ada", in: "big room", has: "link" });
    expect(new Date(query.since ?? 0).getDate()).toBe(2);
    expect(new Date(query.until ?? 0).getDate()).toBe(3);
    expect(parseQuery("x before:soon").badDate).toBe("soon");
    expect(parseQuery("http://in:x").words).toBe("http://in:x");
  });
});

describe("names", () => {
  it("lose tricks with direction and towers of marks", () => {
    expect(plainName("\u202egnp.exe")).toBe("gnp.exe");
    expect(plainName(`a${"\u0301".repeat(90)}`)).toHaveLength(4);
    expect(initialsOf("Ada Lovelace")).toBe("AL");
    expect(initialsOf("\u202e")).toBe("?");
    expect(initialsOf("麻衣")).toBe("麻");
  });

  it("are found by beginnings of words, and by letters in their order", () => {
    expect(match("general", "gen")).toBeGreaterThan(match("big-general", "gen"));
    expect(match("general", "gnrl")).toBe(1);
    expect(match("general", "xyz")).toBe(0);
  });

  it("of browsers are short", () => {
    expect(browserName("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36")).toBe(
      "Chrome on Linux",
    );
  });
});

describe("addresses", () => {
  it("name conversations and panels", () => {
    expect(conversationIn(conversationPath("c/1", 5))).toBe("c/1");
    for (const panel of [
      { kind: "thread", root: 3 },
      { kind: "thread", root: 3, at: 5 },
      { kind: "members" },
      { kind: "profile", user: "ada" },
    ] as const) {
      expect(panelIn(new URLSearchParams(panelQuery(panel)))).toEqual(panel);
    }
    expect(panelIn(new URLSearchParams("thread=x"))).toBeUndefined();
  });

  it("that nobody made lead nowhere, and throw nothing", () => {
    for (const path of ["/c/%E0%A4%A", "/c/ü", "/c/%C3%BC", "/c/a%20b", `/c/${"a".repeat(65)}`, "/c/", "/search"]) {
      expect(conversationIn(path), path).toBeUndefined();
    }
    expect([isId("a b"), isId(""), isId(null), isId("c-1")]).toEqual([false, false, false, true]);
    expect(panelIn(new URLSearchParams("user=ü"))).toBeUndefined();
    for (const url of ["https://", "http://%", "javascript:alert(1)"]) {
      expect(safeUrl(url, "https://chat.example"), url).toBeUndefined();
    }
    expect(safeUrl("/files/1", "https://chat.example")?.href).toBe("https://chat.example/files/1");
  });
});

describe("days", () => {
  const zone = process.env["TZ"];
  beforeEach(() => {
    process.env["TZ"] = "Europe/Vienna";
    vi.stubGlobal("navigator", { languages: ["en"] });
  });
  afterEach(() => {
    if (zone === undefined) {
      delete process.env["TZ"];
    } else {
      process.env["TZ"] = zone;
    }
    vi.unstubAllGlobals();
  });

  it("are those of the calendar, also when one had 23 hours", () => {
    const now = new Date("2026-03-30T00:30:00+02:00").getTime();
    expect(dayName(new Date("2026-03-29T12:00:00+02:00").getTime(), now)).toBe("Yesterday");
    expect(dayName(new Date("2026-03-28T23:45:00+01:00").getTime(), now)).toBe("Saturday, March 28");
    expect(dayName(now, now)).toBe("Today");
  });
});

describe("time zones", () => {
  it("have the one that is stored among them, whether the browser lists it or not", () => {
    const zones = zonesWith(["Etc/GMT+5", "", "Europe/Vienna"]);
    expect(zones).toContain("Etc/GMT+5");
    expect(zones).not.toContain("");
    expect(zones.filter((zone) => zone === "Europe/Vienna")).toHaveLength(1);
  });
});

describe("parts that cannot be fetched", () => {
  it("are known by what browsers say of them", () => {
    for (const text of [
      "Failed to fetch dynamically imported module: https://chat.example/assets/a.js",
      "error loading dynamically imported module: https://chat.example/assets/a.js",
      "Importing a module script failed.",
    ]) {
      expect(isMissingPart(new TypeError(text)), text).toBe(true);
    }
    expect(isMissingPart(new TypeError("x is undefined"))).toBe(false);
  });
});

describe("notifications", () => {
  const at = Date.UTC(2026, 10, 22, 21, 30);

  it("keep the user's hours", () => {
    expect(inQuietHours({ from: "22:00", until: "07:00", zone: "Europe/Vienna" }, at)).toBe(true);
    expect(inQuietHours({ from: "22:00", until: "07:00", zone: "Europe/London" }, at)).toBe(false);
  });

  it("are for what was sent just now by the server's clock, not for what was missed", () => {
    expect([isFresh(at, at - 500), isFresh(at, at + 60_000), isFresh(at, at + 60_001)]).toEqual([true, true, false]);
  });

  it("are for what the user wants to know", () => {
    const said = { text: "hi @ada", at };
    expect(wantsToKnow(said, "channel", "ada", undefined, {}, at)).toBe(true);
    expect(wantsToKnow({ text: "hi", at }, "channel", "ada", undefined, {}, at)).toBe(false);
    expect(wantsToKnow(said, "channel", "ada", { mutedUntil: at + 1 }, {}, at)).toBe(false);
    expect(wantsToKnow(said, "direct", "ada", undefined, { snoozedUntil: at + 1 }, at)).toBe(false);
  });
});
