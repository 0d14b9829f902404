import * as Ariakit from "@ariakit/react";
import type { RefObject } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { portalPlace } from "../ui/portal-place.ts";
import { EmojiPicker } from "./EmojiPicker.tsx";

export function EmojiPopup({
  anchor,
  choose,
  close,
}: {
  readonly anchor: RefObject<HTMLButtonElement | null>;
  readonly choose: (emoji: string) => void;
  readonly close: () => void;
}) {
  const { t } = useTranslation();
  const popover = Ariakit.usePopoverStore({
    placement: "top-end",
    open: true,
    setOpen: (open) => {
      if (!open) {
        close();
      }
    },
  });
  return (
    <Ariakit.Popover
      store={popover}
      portal
      portalElement={portalPlace}
      preserveTabOrder={false}
      gutter={6}
      className="emoji-popover"
      getAnchorRect={() => anchor.current?.getBoundingClientRect() ?? null}
      finalFocus={anchor}
      hideOnInteractOutside={(event) => !(event.target instanceof Node && anchor.current?.contains(event.target))}
      aria-label={t("emoji.title")}
    >
      <EmojiPicker
        choose={(emoji) => {
          close();
          choose(emoji);
        }}
      />
    </Ariakit.Popover>
  );
}
