import { describe, expect, it } from "vitest";
import { foldAt, isOnlyEmoji, tamed } from "../src/markdown/hostile.ts";
import { misleads, ownPath, safeUrl } from "../src/markdown/links.ts";
import { mentionParts } from "../src/markdown/mention-parts.ts";
import { parsed } from "../src/markdown/parse.ts";
import { plainText } from "../src/markdown/plain-text.ts";
import { HOSTILE } from "../e2e/hostile.mjs";

describe("what others write", () => {
  it("is taken apart in no time, whatever it is", () => {
    for (const text of [
      ...HOSTILE,
      "a*_".repeat(5_000),
      "![[](".repeat(3_000),
      "- ".repeat(8_000),
      "|a".repeat(7_000),
    ]) {
      const began = performance.now();
      parsed(tamed(text));
      foldAt(text);
      plainText(text);
      isOnlyEmoji(text);
      mentionParts(text);
      // A hundred times what it takes: only what blows up takes so long.
      expect(performance.now() - began).toBeLessThan(5_000);
    }
  });

  it("is text where it looks like HTML", () => {
    expect(JSON.stringify(parsed("<b>x</b>\n\n<script>y</script>"))).not.toContain('"type":"html"');
  });

  it("does not vanish where it defines a link", () => {
    expect(parsed("[a]: https://example.org")?.[0]?.type).toBe("paragraph");
  });

  it("loses towers of marks and keeps what languages need", () => {
    expect(tamed(`a${"\u0301".repeat(500)}`)).toHaveLength(7);
    expect(tamed("ṩ ạ̈ हिन्दी")).toBe("ṩ ạ̈ हिन्दी");
  });

  it("is folded where it is long", () => {
    expect(foldAt("short")).toBeUndefined();
    expect(foldAt("x".repeat(10_000))).toBe(2_400);
    expect(foldAt("a\n".repeat(100))).toBe(47);
  });

  it("is large where it is a few emoji", () => {
    expect(isOnlyEmoji("🎉🚀")).toBe(true);
    expect(isOnlyEmoji("👨‍👩‍👧‍👦 🇦🇹")).toBe(true);
    expect(isOnlyEmoji("1")).toBe(false);
    expect(isOnlyEmoji("  ")).toBe(false);
  });
});

describe("links", () => {
  it("lead nowhere but to the web and to mail", () => {
    expect(safeUrl("javascript:alert(1)")).toBeUndefined();
    expect(safeUrl("data:text/html,x")).toBeUndefined();
    expect(safeUrl("https://bank.example@thief.example/")).toBeUndefined();
    expect(safeUrl("/relative")).toBeUndefined();
    expect(safeUrl("https://example.org/a")?.host).toBe("example.org");
  });

  it("that look like another address are said to mislead", () => {
    const url = new URL("https://thief.example/login");
    expect(misleads("https://bank.example/", url)).toBe(true);
    expect(misleads("bank.example", url)).toBe(true);
    expect(misleads("www.thief.example", url)).toBe(false);
    expect(misleads("our board", url)).toBe(false);
  });

  it("of the application stay in it", () => {
    expect(ownPath(new URL("https://chat.example/c/c1/7?thread=7"), "https://chat.example")).toBe("/c/c1/7?thread=7");
    expect(ownPath(new URL("https://chat.example/v1/logout"), "https://chat.example")).toBeUndefined();
  });
});

describe("mentions", () => {
  it("are cut out of a text", () => {
    expect(mentionParts("hi @Ada. and a@b.org @here!")).toEqual([
      "hi ",
      { text: "@Ada", name: "ada", everybody: false },
      ". and a@b.org ",
      { text: "@here", name: "here", everybody: true },
      "!",
    ]);
  });
});

describe("plain text", () => {
  it("has no signs", () => {
    expect(plainText("> **Hi** [you](https://a.example)\n- `x` _y_ snake_case")).toBe("Hi you x y snake_case");
  });
});
