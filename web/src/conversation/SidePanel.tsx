import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { Panel } from "../chat/paths.ts";
import { usePanel } from "../chat/use-panel.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { DetailsPanel } from "./DetailsPanel.tsx";
import { MembersPanel } from "../people/MembersPanel.tsx";
import { ProfilePanel } from "../people/ProfilePanel.tsx";
import { ThreadPanel } from "./ThreadPanel.tsx";

/** What is open beside a conversation. */
export function SidePanel({
  id,
  panel,
  jump,
}: {
  readonly id: string;
  readonly panel: Panel;
  readonly jump: (seq: number) => void;
}) {
  const { t } = useTranslation();
  switch (panel.kind) {
    case "thread":
      return (
        <PanelFrame title={t("thread.title")}>
          <ThreadPanel key={panel.root} id={id} root={panel.root} at={panel.at} jump={jump} />
        </PanelFrame>
      );
    case "members":
      return (
        <PanelFrame title={t("members.title")}>
          <MembersPanel id={id} />
        </PanelFrame>
      );
    case "details":
      return (
        <PanelFrame title={t("details.title")}>
          <DetailsPanel key={id} id={id} />
        </PanelFrame>
      );
    case "profile":
      return (
        <PanelFrame title={t("profile.title")}>
          <ProfilePanel key={panel.user} user={panel.user} />
        </PanelFrame>
      );
  }
}

function PanelFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [, show] = usePanel();
  return (
    <aside
      className="panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.preventDefault();
          show(undefined);
        }
      }}
    >
      <header className="page-header">
        <h1 className="grow one-line">{title}</h1>
        <IconButton label={t("close")} keys="Esc" onClick={() => show(undefined)}>
          <X size={20} aria-hidden />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}
