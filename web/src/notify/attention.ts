const nameOf = (user: string, conversation: string) => `carillon:reading:${user}:${conversation}`;

/**
 * Says to the user's other tabs, for as long as this one has the focus, what is read in it. A lock says it: the browser
 * gives it back whatever becomes of the tab. Where there are no locks, tabs know nothing of each other.
 *
 * @returns ends it
 */
export function attend(user: string, conversation: string): () => void {
  const locks = navigator.locks as LockManager | undefined;
  let release: (() => void) | undefined;
  let ended = false;

  function focused(): void {
    if (release === undefined && !ended && document.hasFocus()) {
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      locks?.request(nameOf(user, conversation), { mode: "shared" }, () => held).catch(() => {});
    }
  }

  function left(): void {
    release?.();
    release = undefined;
  }

  addEventListener("focus", focused);
  addEventListener("blur", left);
  focused();
  return () => {
    ended = true;
    removeEventListener("focus", focused);
    removeEventListener("blur", left);
    left();
  };
}

/** Whether the user is just reading this conversation in any tab. */
export async function isRead(user: string, conversation: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined;
  const held = (await locks?.query())?.held ?? [];
  return held.some(({ name }) => name === nameOf(user, conversation));
}
