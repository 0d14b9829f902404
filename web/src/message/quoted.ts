import type { Entry } from "@carillon/client";

/** What is told of a message that another one answers. */
export interface Quoted {
  readonly sender: string;
  /** Absent once deleted. */
  readonly text?: string;
}

/** A quoted message after an entry came, which may have changed it or taken it back. */
export function quotedAfter(quoted: Quoted, seq: number, entry: Entry): Quoted {
  if (entry.type === "edit" && entry.target === seq) {
    return { ...quoted, text: entry.text };
  }
  return entry.type === "delete" && entry.target === seq ? { sender: quoted.sender } : quoted;
}
