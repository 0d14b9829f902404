import type { PresenceStatus } from "@carillon/client";
import { Activity, ChevronDown, Keyboard, LogOut, Settings, UserPlus } from "lucide-react";
import { useLocation } from "wouter";
import { useDialogs } from "../app/dialog-state.tsx";
import { useChatSession } from "../chat/ChatProvider.tsx";
import { useDisplayName } from "../chat/names.ts";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { chooseSeenAs, useSeenAs } from "../presence/seen-as.ts";
import { Menu } from "../ui/Menu.tsx";

const SEEN_AS: readonly (readonly [PresenceStatus, "online" | "away" | "invisible"])[] = [
  ["online", "online"],
  ["away", "away"],
  ["offline", "invisible"],
];

/** The user's own name, and what concerns the user and no conversation. */
export function UserMenu() {
  const { t } = useTranslation();
  const { user, administrator } = useChatSession();
  const name = useDisplayName(user);
  const [, navigate] = useLocation();
  const { open } = useDialogs();
  const chosen = useSeenAs(user);

  const icon = (Icon: typeof Settings) => <Icon size={17} aria-hidden />;
  const entries = () => [
    SEEN_AS.map(([status, key]) => ({
      text: `${t("sidebar.seenAs")} ${t(`presence.${key}`)}${chosen === status ? " ✓" : ""}`,
      icon: <span className={`seen-as ${status}`} aria-hidden />,
      act: () => chooseSeenAs(user, status),
    })),
    [
      { text: t("sidebar.settings"), icon: icon(Settings), act: () => navigate("/settings") },
      { text: t("sidebar.shortcuts"), icon: icon(Keyboard), act: () => open({ kind: "shortcuts" as const }) },
    ],
    administrator
      ? [
          { text: t("sidebar.invite"), icon: icon(UserPlus), act: () => open({ kind: "invite" as const }) },
          { text: t("sidebar.operator"), icon: icon(Activity), act: () => navigate("/operator") },
        ]
      : [],
    [{ text: t("sidebar.signOut"), icon: icon(LogOut), danger: true, act: () => open({ kind: "signOut" as const }) }],
  ];

  return (
    <Menu label={`${name}: ${t("sidebar.menu")}`} entries={entries} className="user-button grow">
      <UserAvatar user={user} size={30} present />
      <bdi className="one-line grow">{name}</bdi>
      <ChevronDown size={16} aria-hidden />
    </Menu>
  );
}
