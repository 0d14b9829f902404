import { useConversations } from "@carillon/client/react";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { conversationIn, conversationPath } from "../chat/paths.ts";
import { sidebarOrder } from "../sidebar/order.ts";
import { useDialogs } from "./dialog-state.tsx";
import { preferences } from "./preferences.ts";

type Keys = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">;

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** How a key is written on this system: "mod" is Ctrl, or Cmd on Apple's. */
export function keyName(keys: string): string {
  return keys
    .split("+")
    .map((key) => (key === "mod" ? (APPLE ? "⌘" : "Ctrl") : key === "alt" ? (APPLE ? "⌥" : "Alt") : key))
    .join(APPLE ? "" : "+");
}

/** Whether the key that goes with letters (Ctrl, or Cmd on Apple's systems) is held. */
export function modHeld(event: Pick<Keys, "ctrlKey" | "metaKey">): boolean {
  return APPLE ? event.metaKey : event.ctrlKey;
}

export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Whether it is a character alone, and these are off: who dictates, or hits keys by chance, presses them unawares. */
export function isSwitchedOff({ key, ctrlKey, metaKey, altKey }: Keys): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey && !preferences().singleKeys;
}

/** Keys that work everywhere. Those of messages and of the composer are theirs. */
export function useShortcuts(): void {
  const [path, navigate] = useLocation();
  const { shown, open } = useDialogs();
  const conversations = useConversations();

  useEffect(() => {
    function step(by: 1 | -1, unreadOnly: boolean) {
      const order = sidebarOrder(conversations);
      const here = order.findIndex(({ id }) => id === conversationIn(path));
      for (let far = 1; far <= order.length; far++) {
        const next = order[(here + by * far + order.length * 2) % order.length];
        if (next !== undefined && (!unreadOnly || next.unread > 0)) {
          navigate(conversationPath(next.id));
          return;
        }
      }
    }

    function pressed(event: KeyboardEvent) {
      if (event.defaultPrevented || shown !== undefined || isSwitchedOff(event)) {
        return;
      }
      const key = event.key.toLowerCase();
      if (modHeld(event) && !event.altKey && !event.shiftKey && key === "k") {
        open({ kind: "switcher" });
      } else if (modHeld(event) && event.shiftKey && key === "f") {
        navigate("/search");
      } else if (event.altKey && !event.ctrlKey && (key === "arrowup" || key === "arrowdown")) {
        step(key === "arrowup" ? -1 : 1, event.shiftKey);
      } else if (key === "?" && !isWriting(event.target)) {
        open({ kind: "shortcuts" });
      } else {
        return;
      }
      event.preventDefault();
    }
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [conversations, navigate, open, path, shown]);
}
