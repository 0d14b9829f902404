import type { Hit } from "@carillon/client";
import { CLOSE, OPEN, plainText } from "../markdown/plain-text.ts";

/** Of a hit's text, what matched and what did not. */
export interface HitPart {
  readonly text: string;
  readonly matched: boolean;
}

/** The snippet without the signs of Markdown, in the order of the text; no part is empty. */
export function hitParts({ snippet, matches }: Pick<Hit, "snippet" | "matches">): readonly HitPart[] {
  const calm = snippet.replace(/[\ue000\ue001]/g, "\ufffd");
  let from = 0;
  let marked = "";
  for (const { start, end } of matches) {
    marked += calm.slice(from, start) + OPEN + calm.slice(start, end) + CLOSE;
    from = end;
  }
  const parts = plainText(marked + calm.slice(from)).split(/(\ue000[^\ue001]*\ue001)/);
  return parts
    .map((part) => ({ text: part.replace(/[\ue000\ue001]/g, ""), matched: part.startsWith(OPEN) }))
    .filter(({ text }) => text !== "");
}
