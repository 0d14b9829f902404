import { type RefObject, useEffect } from "react";
import { watchIdleness } from "./idleness.ts";

/**
 * Keeps whether somebody looks at the page: it can be seen, has the focus, and was touched lately.
 *
 * @param changed told when it may be otherwise than before; the page is drawn anew by then
 */
export function useLooking(looking: RefObject<boolean>, changed: () => void): void {
  useEffect(() => {
    let idle = false;
    let frame: number | undefined;
    function turned(): void {
      looking.current = document.visibilityState === "visible" && document.hasFocus() && !idle;
      if (frame !== undefined) {
        cancelAnimationFrame(frame);
      }
      if (looking.current) {
        // A page that was hidden does not know yet how tall its new rows are.
        frame = requestAnimationFrame(() => (frame = requestAnimationFrame(changed)));
      } else {
        changed();
      }
    }
    turned();
    const rest = watchIdleness(window, (now) => {
      idle = now;
      turned();
    });
    document.addEventListener("visibilitychange", turned);
    addEventListener("focus", turned);
    addEventListener("blur", turned);
    return () => {
      rest();
      if (frame !== undefined) {
        cancelAnimationFrame(frame);
      }
      document.removeEventListener("visibilitychange", turned);
      removeEventListener("focus", turned);
      removeEventListener("blur", turned);
    };
  }, [changed, looking]);
}
