import { lazy, type ReactNode, useRef, useState } from "react";
import { PopupGuard } from "../ui/Guard.tsx";

const EmojiPopup = lazy(async () => ({ default: (await import("./EmojiPopup.tsx")).EmojiPopup }));

/** A button that opens the emoji picker, which is loaded with its data when it is opened first. */
export function EmojiButton({
  label,
  choose,
  className = "icon-button",
  act,
  keys,
  children,
}: {
  readonly label: string;
  readonly choose: (emoji: string) => void;
  readonly className?: string;
  /** How keys of a message find it. */
  readonly act?: string;
  readonly keys?: string;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="dialog"
        aria-expanded={open}
        data-tip={keys === undefined ? label : `${label} (${keys})`}
        data-act={act}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <PopupGuard>
          <EmojiPopup anchor={anchor} choose={choose} close={() => setOpen(false)} />
        </PopupGuard>
      )}
    </>
  );
}
