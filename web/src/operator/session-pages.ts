import { type OperatorCalls, PAGE, type SessionFilter } from "./calls.ts";
import type { OpenSession, OpenSessions } from "@carillon/client";

const MAX_PAGES = 10;

/** As many pages as are shown; short of that where there are no more. */
export async function pagesOf(
  calls: Pick<OperatorCalls, "sessions">,
  filter: SessionFilter,
  pages: number,
  signal?: AbortSignal,
): Promise<OpenSessions & { readonly more: boolean }> {
  const sessions: OpenSession[] = [];
  let silentNodes: readonly string[] = [];
  for (let page = 0; page < pages; page++) {
    const answer = await calls.sessions(filter, sessions.at(-1)?.session ?? "", PAGE, signal);
    sessions.push(...answer.sessions);
    silentNodes = answer.silentNodes;
    if (answer.sessions.length < PAGE) {
      return { sessions, silentNodes, more: false };
    }
  }
  return { sessions, silentNodes, more: pages < MAX_PAGES };
}
