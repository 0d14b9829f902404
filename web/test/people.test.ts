import type { ConversationSettings, Entry, Member } from "@carillon/client";
import { describe, expect, it } from "vitest";
import { mayInvite, mayRemove, mayRename, mayRule } from "../src/chat/may.ts";
import { membersChanged } from "../src/people/members-changed.ts";
import { loadPages } from "../src/people/use-pages.ts";

describe("what members may", () => {
  const channel = (role: "member" | "moderator" | "owner", archived = false) =>
    ({ kind: "channel", role, archived }) as const;
  const rules: ConversationSettings = {
    join: "open",
    history: "all",
    post: "member",
    invite: "moderator",
    archived: false,
  };

  it("is to rename a group, and as moderators a channel, but not what is archived or direct", () => {
    expect(mayRename({ kind: "group", role: "member" }, false)).toBe(true);
    expect(mayRename(channel("member"), false)).toBe(false);
    expect(mayRename(channel("moderator"), false)).toBe(true);
    expect(mayRename(channel("member"), true)).toBe(true);
    expect(mayRename(channel("owner", true), true)).toBe(false);
    expect(mayRename({ kind: "direct", role: "owner" }, true)).toBe(false);
  });

  it("is to add people as the rules say, once they are known", () => {
    expect(mayInvite(channel("owner"), undefined, false)).toBe(false);
    expect(mayInvite(channel("member"), rules, false)).toBe(false);
    expect(mayInvite(channel("member"), { ...rules, invite: "member" }, false)).toBe(true);
    expect(mayInvite(channel("moderator"), rules, false)).toBe(true);
    expect(mayInvite(channel("moderator", true), rules, false)).toBe(false);
    expect(mayInvite(channel("member"), rules, true)).toBe(true);
  });

  it("is to remove whoever is no more than they are, and as owners to change rules and roles", () => {
    expect(mayRemove(channel("member"), "member", false)).toBe(false);
    expect(mayRemove(channel("moderator"), "member", false)).toBe(true);
    expect(mayRemove(channel("moderator"), "owner", false)).toBe(false);
    expect(mayRemove({ kind: "direct", role: "owner" }, "owner", false)).toBe(false);
    expect(mayRule(channel("moderator"), false)).toBe(false);
    expect(mayRule(channel("moderator"), true)).toBe(true);
  });
});

describe("the list of members", () => {
  const member = (user: string): Member => ({ user, role: "member", joinedSeq: 1, readSeq: 0, deliveredSeq: 0 });
  const found = ["ada", "cleo"].map(member);
  const entry = (body: object) => ({ conversation: "c1", seq: 7, sender: "ada", at: 0, ordinal: 0, ...body }) as Entry;
  const names = (whole: boolean, body: object) => membersChanged({ found, whole }, entry(body)).map(({ user }) => user);

  it("has who joined in the order of names, as far as it is loaded", () => {
    const joined = { type: "joined", users: ["dan", "ben", "ada"] };
    expect(names(true, joined)).toEqual(["ada", "ben", "cleo", "dan"]);
    expect(names(false, joined)).toEqual(["ada", "ben", "cleo"]);
  });

  it("has not who left, and other roles", () => {
    expect(names(true, { type: "left", users: ["ada"] })).toEqual(["cleo"]);
    const ruled = membersChanged({ found, whole: true }, entry({ type: "role", user: "cleo", role: "owner" }));
    expect(ruled.map(({ role }) => role)).toEqual(["member", "owner"]);
  });

  it("is loaded again as far as it was", async () => {
    const asked: (number | undefined)[] = [];
    const load = (after: number | undefined) => {
      asked.push(after);
      return Promise.resolve([1, 2, 3, 4, 5].filter((each) => each > (after ?? 0)).slice(0, 2));
    };
    expect(await loadPages(load, 2, [], 4)).toEqual({ found: [1, 2, 3, 4], whole: false });
    expect(await loadPages(load, 2, [1, 2, 3, 4], 5)).toEqual({ found: [1, 2, 3, 4, 5], whole: true });
    expect(asked).toEqual([undefined, 2, 4]);
  });
});
