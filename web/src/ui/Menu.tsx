import { type ButtonHTMLAttributes, lazy, type ReactNode, useRef, useState } from "react";
import { PopupGuard } from "./Guard.tsx";

const MenuPopup = lazy(async () => ({ default: (await import("./MenuPopup.tsx")).MenuPopup }));

export interface MenuEntry {
  readonly text: string;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly act: () => void;
}

/** What a menu offers; groups are set apart by lines. */
export type MenuEntries = readonly (readonly MenuEntry[])[];

/** A button that opens a menu, whose machinery is loaded when the first one opens. */
export function Menu({
  label,
  entries,
  children,
  ...button
}: ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly label: string;
  readonly entries: () => MenuEntries;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        type="button"
        aria-label={label}
        {...button}
        ref={anchor}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <PopupGuard>
          <MenuPopup label={label} entries={entries()} anchor={anchor} close={() => setOpen(false)} />
        </PopupGuard>
      )}
    </>
  );
}
