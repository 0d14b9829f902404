import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 760px)";

/** Whether there is room for one pane only; the same width as in the style sheets. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(NARROW).matches,
  );
}
