import type { Entry, Member } from "@carillon/client";
import type { Answer } from "./use-pages.ts";

/** The members when one more entry of the log is known; of those that are not loaded yet, nothing. */
export function membersChanged({ found, whole }: Answer<Member>, entry: Entry): readonly Member[] {
  switch (entry.type) {
    case "left":
      return found.filter(({ user }) => !entry.users.includes(user));
    case "role":
      return found.map((member) => (member.user === entry.user ? { ...member, role: entry.role } : member));
    case "joined": {
      const last = found.at(-1)?.user ?? "";
      const known = new Set(found.map(({ user }) => user));
      const joined = entry.users
        .filter((user) => !known.has(user) && (whole || user < last))
        .map((user) => ({ user, role: "member" as const, joinedSeq: entry.seq, readSeq: 0, deliveredSeq: 0 }));
      // In the order of their names, as the server gives them.
      return [...found, ...joined].sort((a, b) => (a.user < b.user ? -1 : 1));
    }
    default:
      return found;
  }
}
