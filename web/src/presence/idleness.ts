/** Who touches nothing for so long is not there. */
export const IDLE_MS = 5 * 60_000;

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"] as const;

/** Timers of a page that nobody sees run once a minute. */
const LOOK_MS = 15_000;

interface Page {
  addEventListener(type: string, listener: () => void, options?: AddEventListenerOptions): void;
  removeEventListener(type: string, listener: () => void, options?: AddEventListenerOptions): void;
}

/**
 * Tells when nobody has touched a page for long, and when somebody is back.
 *
 * @param tell not called at the beginning, when somebody is there
 * @returns ends it
 */
export function watchIdleness(page: Page, tell: (idle: boolean) => void): () => void {
  let touchedMs = Date.now();
  let idle = false;

  function become(now: boolean): void {
    if (idle !== now) {
      idle = now;
      tell(idle);
    }
  }

  function touched(): void {
    touchedMs = Date.now();
    become(false);
  }

  const options = { capture: true, passive: true };
  for (const touch of TOUCHES) {
    page.addEventListener(touch, touched, options);
  }
  const timer = setInterval(() => become(Date.now() - touchedMs >= IDLE_MS), LOOK_MS);
  return () => {
    clearInterval(timer);
    for (const touch of TOUCHES) {
      page.removeEventListener(touch, touched, options);
    }
  };
}
