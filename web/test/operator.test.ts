import { describe, expect, test } from "vitest";
import { withOlder } from "../src/operator/audit.ts";
import { given } from "../src/operator/calls.ts";
import { bytes, duration, written } from "../src/operator/quantities.ts";
import { historyOf, joined, linesOf, rowsOf, summaryOf, together } from "../src/operator/series.ts";
import { pagesOf } from "../src/operator/session-pages.ts";
import { clientName } from "../src/session/browser-name.ts";
import type { NodeStats, OpenSession } from "@carillon/client";
import { missing } from "../src/operator/use-history.ts";
import { pause } from "../src/operator/use-poll.ts";

function stats(fromSecond: number, sessions: readonly number[]): NodeStats {
  const samples = sessions.map((count, i) => ({
    at: (fromSecond + i) * 1_000 + 137,
    sessions: count,
    deliveries: 0,
    appends: 0,
    appendP50Micros: 0,
    appendP99Micros: count,
    gaps: 0,
    laggards: 0,
    cpuPermille: 0,
    heapBytes: 0,
  }));
  return { node: "a", samples };
}

describe("what the charts draw", () => {
  test("keeps what was known, takes what came, and forgets what is old", () => {
    const history = joined(historyOf(stats(100, [1, 2, 3])), historyOf(stats(102, [4, 5])), 3);
    expect(linesOf(history, ["sessions"])).toEqual([
      [101, 102, 103],
      [2, 4, 5],
    ]);
  });

  test("shows a second that nothing is known of as a gap", () => {
    const history = joined(historyOf(stats(100, [1])), historyOf(stats(102, [3])), 10);
    expect(linesOf(history, ["sessions"], 10)).toEqual([
      [100, 101, 102],
      [10, null, 30],
    ]);
  });

  test("adds the nodes up, but takes the worst of their latencies", () => {
    const all = together([historyOf(stats(100, [1, 2])), historyOf(stats(100, [10, 20]))]);
    expect(linesOf(all, ["sessions", "appendP99Micros"])).toEqual([
      [100, 101],
      [11, 22],
      [10, 20],
    ]);
  });

  test("does not take a node that is a second late for a drop", () => {
    const all = together([historyOf(stats(100, [1, 2, 3])), historyOf(stats(100, [10, 20]))]);
    expect(linesOf(all, ["sessions"])).toEqual([
      [100, 101],
      [11, 22],
    ]);
  });

  test("goes on when a node has gone", () => {
    const all = together([historyOf(stats(100, Array(20).fill(1))), historyOf(stats(100, [10]))]);
    expect(linesOf(all, ["sessions"])[1]?.slice(0, 3)).toEqual([11, 1, 1]);
    expect(linesOf(all, ["sessions"])[0]).toHaveLength(20);
  });

  test("draws nothing of nothing", () => {
    expect(linesOf(together([]), ["sessions"])).toEqual([[], []]);
    expect(summaryOf([])).toBeUndefined();
    expect(summaryOf([null])).toBeUndefined();
  });

  test("sums up in words and rows", () => {
    expect(summaryOf([3, null, 1, 2, null])).toEqual({ now: 2, least: 1, most: 3 });
    expect(
      rowsOf(
        [
          [99, 100, 101, 110],
          [1, 2, 3, null],
        ],
        10,
      ),
    ).toEqual([
      [110, null],
      [100, 2],
    ]);
  });

  test("asks for all at first, and then for what is missing", () => {
    const known = historyOf(stats(1_000, [1, 2]));
    expect(missing(new Map(), 1_003_000)).toBe(300);
    expect(missing(known, 1_003_000)).toBe(17);
    expect(missing(known, 2_000_000)).toBe(300);
  });
});

describe("how numbers are written", () => {
  test("in bytes", () => {
    expect([0, 1_000, 1_024, 1_536_000, 2 ** 31].map((value) => bytes(value, "en"))).toEqual([
      "0 B",
      "1,000 B",
      "1 KiB",
      "1.46 MiB",
      "2 GiB",
    ]);
  });

  test("in their units", () => {
    expect(written(1_234.5, "rate", "en")).toBe("1,235/s");
    expect(written(1.234, "milliseconds", "de")).toBe("1,23 ms");
    expect(written(42.4, "percent", "en")).toBe("42 %");
  });

  test("as a time of two units at most", () => {
    expect(duration(0, "en")).toBe("0 sec");
    expect(duration(3_725, "en")).toBe("1 hr 2 min");
  });
});

describe("asking", () => {
  test("slows down while the server does not answer", () => {
    expect([0, 1, 2, 10].map(pause)).toEqual([2_000, 4_000, 8_000, 30_000]);
  });

  test("leaves out what is not given", () => {
    expect(given({ user: "a b", node: "", after: "", limit: 5 })).toEqual({ user: "a b", limit: 5 });
  });

  test("turns the pages until there are no more", async () => {
    const all = Array.from({ length: 150 }, (_, i) => ({ session: String(1_000 + i) }) as OpenSession);
    const calls = {
      sessions: (_: unknown, after: string, limit: number) =>
        Promise.resolve({ sessions: all.filter(({ session }) => session > after).slice(0, limit), silentNodes: [] }),
    };
    const filter = { user: "", node: "" };
    expect(await pagesOf(calls, filter, 1)).toMatchObject({ sessions: all.slice(0, 100), more: true });
    expect(await pagesOf(calls, filter, 2)).toMatchObject({ sessions: all, more: false });
  });

  test("shows every action once when older ones are loaded", () => {
    const action = (id: number) => ({ id: `0${id}`, at: 0, by: "ada", action: "announced" });
    const ids = withOlder([action(9), action(8)], [action(8), action(7)]).map(({ id }) => id);
    expect(ids).toEqual(["09", "08", "07"]);
  });
});

describe("the client of a session", () => {
  test("is named shortly if it is a browser, and as it says else", () => {
    const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    expect(clientName(firefox)).toBe("Firefox on Linux");
    expect(clientName("carillon-java/0.1")).toBe("carillon-java/0.1");
  });
});
