import { describe, expect, it } from "vitest";
import { hitParts } from "../src/search/hit-parts.ts";

/** With what matched in brackets. */
function shown(snippet: string, ...words: readonly string[]): string {
  const matches = words.map((word) => ({ start: snippet.indexOf(word), end: snippet.indexOf(word) + word.length }));
  return hitParts({ snippet, matches })
    .map(({ text, matched }) => (matched ? `[${text}]` : text))
    .join("");
}

describe("a hit", () => {
  it("is shown without the signs of Markdown, and what matched is marked", () => {
    expect(shown("> Shall we have **tea**? See `cups` and _milk_", "tea", "milk")).toBe(
      "Shall we have [tea]? See cups and [milk]",
    );
  });

  it("keeps the names of programs", () => {
    expect(shown("call make_tea or make_coffee", "tea", "make_coffee")).toBe("call make_[tea] or [make_coffee]");
  });

  it("is plain where nothing matched, and holds no signs of its own", () => {
    expect(shown("a\ue000b\ue001c")).toBe("a\ufffdb\ufffdc");
    expect(hitParts({ snippet: "", matches: [] })).toEqual([]);
  });
});
