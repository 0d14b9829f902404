import { useAnnouncement } from "@carillon/client/react";
import { Megaphone, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { IconButton } from "../ui/IconButton.tsx";
import { Name } from "./Name.tsx";

/** What those who run the server tell everybody, until it is put away. */
export function AnnouncementBar() {
  const { t } = useTranslation();
  const announcement = useAnnouncement();
  const [gone, setGone] = useState<string>();
  return (
    <div className="announcements" role="status">
      {announcement !== undefined && announcement.id !== gone && (
        <div className="announcement">
          <Megaphone size={18} aria-hidden />
          <p className="grow foreign">
            <b>
              <Name user={announcement.by} />
            </b>
            : {announcement.text}
          </p>
          <IconButton small label={t("close")} onClick={() => setGone(announcement.id)}>
            <X size={17} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
