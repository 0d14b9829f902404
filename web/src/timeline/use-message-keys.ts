import { type KeyboardEvent, type RefObject, useCallback, useState } from "react";
import type { VirtualizerHandle } from "virtua";
import { isSwitchedOff, isWriting } from "../app/shortcuts.ts";
import type { MessageActs } from "../message/acts.ts";
import { isAbout, type Row } from "./rows.ts";

/** Moves the focus from message to message by the arrow keys, and does by letters what a message's buttons do. */
export function useMessageKeys({
  rows,
  list,
  frame,
  acts,
}: {
  readonly rows: readonly Row[];
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly acts: MessageActs;
}) {
  const [key, setKey] = useState<string>();
  const found = key === undefined ? -1 : rows.findIndex((row) => row.key === key);
  const focused = found === -1 ? undefined : found;

  const focus = useCallback(
    (at: number) => {
      const row = rows[at];
      if (row === undefined) {
        return;
      }
      setKey(row.key);
      list.current?.scrollToIndex(at, { align: "nearest" });
      requestAnimationFrame(() => {
        frame.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(row.key)}"]`)?.focus();
      });
    },
    [frame, list, rows],
  );

  const pressed = useCallback(
    (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWriting(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (isSwitchedOff(event)) {
        return;
      }
      const on = (event.target as HTMLElement).closest<HTMLElement>("[data-key]")?.dataset["key"];
      const here = on === undefined ? rows.length : rows.findIndex((row) => row.key === on);
      const row = rows[here];
      const message = row?.kind === "message" ? row.message : undefined;
      switch (event.key) {
        case "ArrowUp":
          focus(rows.findLastIndex((other, at) => at < here && isAbout(other)));
          break;
        case "ArrowDown":
          focus(rows.findIndex((other, at) => at > here && isAbout(other)));
          break;
        case "End":
          focus(rows.findLastIndex(isAbout));
          break;
        case "c":
          acts.compose();
          break;
        case "t":
          acts.thread?.(message);
          break;
        case "e":
          acts.edit(message);
          break;
        case "r":
          frame.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(on ?? "")}"] [data-act="react"]`)?.click();
          break;
        default:
          return;
      }
      event.preventDefault();
    },
    [acts, focus, frame, rows],
  );
  return { focused, pressed };
}
