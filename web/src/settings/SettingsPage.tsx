import { ArrowLeft } from "lucide-react";
import { type ComponentType, useEffect } from "react";
import { Link, useLocation } from "wouter";
import { useChatSession } from "../chat/ChatProvider.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { showTitle } from "../notify/badge.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { AppearanceSettings } from "./AppearanceSettings.tsx";
import { InvitationSettings } from "./InvitationSettings.tsx";
import { NotificationSettings } from "./NotificationSettings.tsx";
import { ProfileSettings } from "./ProfileSettings.tsx";
import { SessionSettings } from "./SessionSettings.tsx";
import "./settings.css";

type Section = "profile" | "appearance" | "notifications" | "sessions" | "invitations";

const SECTIONS: Readonly<Record<Section, ComponentType>> = {
  profile: ProfileSettings,
  appearance: AppearanceSettings,
  notifications: NotificationSettings,
  sessions: SessionSettings,
  invitations: InvitationSettings,
};

export function SettingsPage({ section }: { readonly section: string | undefined }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { administrator } = useChatSession();
  const names = (Object.keys(SECTIONS) as Section[]).filter((name) => name !== "invitations" || administrator);
  const shown = names.find((name) => name === section) ?? "profile";
  const Shown = SECTIONS[shown];
  useEffect(() => showTitle(`${t("settings.title")} — ${t("name")}`), [t]);

  return (
    <>
      <header className="page-header">
        <IconButton className="only-narrow" label={t("back")} onClick={() => navigate("/")}>
          <ArrowLeft size={20} aria-hidden />
        </IconButton>
        <h1>{t("settings.title")}</h1>
      </header>
      <div className="page-body settings">
        <nav className="settings-nav" aria-label={t("settings.title")}>
          {names.map((name) => (
            <Link
              key={name}
              href={`/settings/${name}`}
              className="row"
              aria-current={name === shown ? "page" : undefined}
            >
              {t(`settings.${name}`)}
            </Link>
          ))}
        </nav>
        <div className="settings-body">
          <h2>{t(`settings.${shown}`)}</h2>
          <Shown />
        </div>
      </div>
    </>
  );
}
