import * as Ariakit from "@ariakit/react";
import { Fragment, type RefObject } from "react";
import type { MenuEntries } from "./Menu.tsx";
import { portalPlace } from "./portal-place.ts";

export function MenuPopup({
  label,
  entries,
  anchor,
  close,
}: {
  readonly label: string;
  readonly entries: MenuEntries;
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly close: () => void;
}) {
  const menu = Ariakit.useMenuStore({
    open: true,
    setOpen: (open) => {
      if (!open) {
        close();
      }
    },
  });
  return (
    <Ariakit.Menu
      store={menu}
      className="menu"
      gutter={4}
      portal
      portalElement={portalPlace}
      preserveTabOrder={false}
      autoFocusOnShow
      getAnchorRect={() => anchor.current?.getBoundingClientRect() ?? null}
      finalFocus={anchor}
      // The button closes it by itself.
      hideOnInteractOutside={(event) => !(event.target instanceof Node && anchor.current?.contains(event.target))}
      aria-label={label}
    >
      {entries
        .filter((group) => group.length > 0)
        .map((group, at) => (
          <Fragment key={at}>
            {at > 0 && <Ariakit.MenuSeparator className="menu-line" />}
            {group.map(({ text, icon, danger = false, act }) => (
              <Ariakit.MenuItem key={text} className={`menu-item ${danger ? "danger" : ""}`} onClick={act}>
                {icon}
                <span>{text}</span>
              </Ariakit.MenuItem>
            ))}
          </Fragment>
        ))}
    </Ariakit.Menu>
  );
}
