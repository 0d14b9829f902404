import { useConversations, useRefused, useUnread } from "@carillon/client/react";
import { CircleAlert, Hash, Plus, Search } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Link, useLocation } from "wouter";
import { useDialogs } from "../app/dialog-state.tsx";
import { useNarrow } from "../app/narrow.ts";
import { keyName } from "../app/shortcuts.ts";
import { ConnectionBar } from "../chat/ConnectionBar.tsx";
import { conversationIn, conversationPath } from "../chat/paths.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useWishes } from "../notify/wishes.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { showBadge } from "../notify/badge.ts";
import { sections } from "./order.ts";
import { SidebarSection } from "./SidebarSection.tsx";
import { UserMenu } from "./UserMenu.tsx";
import "./sidebar.css";

/** All conversations of the user, and the ways to others. */
export function Sidebar() {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const { open } = useDialogs();
  const conversations = useConversations();
  const unread = useUnread();
  const wishes = useWishes();
  const refused = useRefused();
  const unsent = useMemo(() => new Set(refused.map(({ write }) => write.conversation)), [refused]);
  const shown = useMemo(() => sections(conversations), [conversations]);
  const here = conversationIn(path);
  // Where there is room for one pane, the page and what it says of the connection are out of view.
  const alone = useNarrow() && path === "/";

  useEffect(() => showBadge(unread.mentions, unread.conversations), [unread]);

  return (
    <nav className="sidebar" aria-label={t("sidebar.label")}>
      <header className="sidebar-header">
        <UserMenu />
        <IconButton label={t("sidebar.newDirect")} onClick={() => open({ kind: "people" })}>
          <Plus size={20} aria-hidden />
        </IconButton>
      </header>
      {alone && <ConnectionBar />}
      <div className="sidebar-tools">
        <button type="button" className="sidebar-tool" onClick={() => open({ kind: "switcher" })}>
          <Search size={16} aria-hidden />
          <span className="grow">{t("sidebar.jump")}</span>
          <kbd>{keyName("mod+K")}</kbd>
        </button>
        <button type="button" className="sidebar-tool" onClick={() => navigate("/search")}>
          <Search size={16} aria-hidden />
          <span className="grow">{t("sidebar.search")}</span>
        </button>
        <button type="button" className="sidebar-tool" onClick={() => open({ kind: "channels" })}>
          <Hash size={16} aria-hidden />
          <span className="grow">{t("sidebar.browse")}</span>
        </button>
      </div>
      <div className="sidebar-list">
        {shown.map((section) => (
          <SidebarSection key={section.kind} section={section} here={here} wishes={wishes} unsent={unsent} />
        ))}
        {[...unsent]
          .filter((id) => !conversations.some((summary) => summary.id === id))
          .map((id) => (
            <Link key={id} href={conversationPath(id)} className="row" aria-current={id === here ? "page" : undefined}>
              <CircleAlert className="row-unsent" size={15} aria-hidden />
              {t("sidebar.unsent")}
            </Link>
          ))}
        {conversations.length === 0 && <p className="sidebar-empty">{t("sidebar.empty")}</p>}
      </div>
    </nav>
  );
}
