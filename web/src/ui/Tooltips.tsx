import { useEffect, useRef, useState } from "react";

const WAIT_MS = 450;
const GAP_PX = 6;

interface Shown {
  readonly text: string;
  readonly on: Element;
}

/** The tooltips of all elements that have `data-tip`: one for the whole page, so that a button costs nothing. */
export function Tooltips() {
  const [shown, setShown] = useState<Shown>();
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(undefined);
    };
    const show = (event: Event) => {
      hide();
      const on = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
      const text = on?.getAttribute("data-tip");
      if (on == null || text == null || on.getAttribute("aria-expanded") === "true") {
        return;
      }
      if (event.type === "focusin" && !on.matches(":focus-visible")) {
        return;
      }
      timer = setTimeout(() => setShown(on.isConnected ? { text, on } : undefined), WAIT_MS);
    };
    const pointed = (event: PointerEvent) => {
      if (event.pointerType !== "touch") {
        show(event);
      }
    };
    document.addEventListener("pointerover", pointed);
    document.addEventListener("focusin", show);
    const ends = ["pointerdown", "focusout", "keydown", "scroll"] as const;
    for (const end of ends) {
      document.addEventListener(end, hide, true);
    }
    return () => {
      hide();
      document.removeEventListener("pointerover", pointed);
      document.removeEventListener("focusin", show);
      for (const end of ends) {
        document.removeEventListener(end, hide, true);
      }
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (shown === undefined || element === null) {
      return;
    }
    const on = shown.on.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const left = Math.min(Math.max(4, on.left + on.width / 2 - own.width / 2), innerWidth - own.width - 4);
    const above = on.top - own.height - GAP_PX;
    element.style.left = `${left}px`;
    element.style.top = `${above < 4 ? on.bottom + GAP_PX : above}px`;
    element.style.visibility = "visible";
  }, [shown]);

  // What it says is the element's name already.
  return shown === undefined ? null : (
    <div ref={box} className="tooltip" aria-hidden>
      {shown.text}
    </div>
  );
}
