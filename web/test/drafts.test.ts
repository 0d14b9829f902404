import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { draftOf, forgetDrafts, keepDraft, watchDrafts } from "../src/composer/drafts.ts";

const KEY = "carillon:ada:draft:c1";
let kept: Map<string, string>;
let elsewhere: (event: { key: string | null }) => void;
let full: boolean;

beforeEach(() => {
  kept = new Map();
  full = false;
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => kept.delete(key),
    setItem(key: string, value: string) {
      if (full) {
        throw new Error("full");
      }
      kept.set(key, value);
    },
  });
  vi.stubGlobal("addEventListener", (_: string, told: typeof elsewhere) => {
    elsewhere = told;
  });
  vi.stubGlobal("removeEventListener", () => {});
});

afterEach(() => vi.unstubAllGlobals());

test("drafts of a conversation that the user has left are gone, with those of its threads, and no others", () => {
  for (const place of ["c1", "c1/7", "c12"]) {
    keepDraft("ada", place, "Hello");
  }
  // What is in the store are its keys, as a browser has it.
  Object.assign(localStorage, Object.fromEntries(kept));
  forgetDrafts("ada", "c1");
  expect([...kept.keys()]).toEqual(["carillon:ada:draft:c12"]);
});

test("a draft that another tab has sent is gone here, and does not come back", () => {
  const told = vi.fn();
  const leave = watchDrafts(told);
  keepDraft("ada", "c1", "Hello");
  expect(draftOf("ada", "c1")).toBe("Hello");
  kept.delete(KEY);
  elsewhere({ key: KEY });
  expect(told).toHaveBeenCalledTimes(2);
  expect(draftOf("ada", "c1")).toBe("");
  leave();
  expect(kept.has(KEY)).toBe(false);
});

test("what cannot be kept stays in the page, until another tab has typed", () => {
  watchDrafts(() => {});
  keepDraft("ada", "c1", "Hello");
  keepDraft("ada", "c1", " ");
  expect([draftOf("ada", "c1"), kept.has(KEY)]).toEqual([" ", false]);
  full = true;
  keepDraft("ada", "c1", "Too much");
  expect(draftOf("ada", "c1")).toBe("Too much");
  kept.set(KEY, "Typed there");
  elsewhere({ key: KEY });
  expect(draftOf("ada", "c1")).toBe("Typed there");
});
