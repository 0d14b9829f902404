import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { useId, useState } from "react";
import { useDialogs } from "../app/dialog-state.tsx";
import { useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { isMuted, type WishesByConversation } from "../notify/wishes.ts";
import { storageName } from "../session/forget.ts";
import { IconButton } from "../ui/IconButton.tsx";
import type { Section } from "./order.ts";
import { SidebarRow } from "./SidebarRow.tsx";

const TITLES = { channel: "channels", group: "groups", direct: "direct", archived: "archived" } as const;

/** One kind of conversations; folded, it shows those with something unread or not sent, and the one that is open. */
export function SidebarSection({
  section,
  here,
  wishes,
  unsent,
}: {
  readonly section: Section;
  readonly here: string | undefined;
  readonly wishes: WishesByConversation;
  /** Conversations where a message of the user was refused. */
  readonly unsent: ReadonlySet<string>;
}) {
  const { t } = useTranslation();
  const { open } = useDialogs();
  const [folded, setFolded] = useFolded(section.kind);
  const id = useId();
  const title = t(`sidebar.${TITLES[section.kind]}`);
  const shown = folded
    ? section.conversations.filter(({ id: of, unread }) => unread > 0 || of === here || unsent.has(of))
    : section.conversations;

  if ((section.kind === "group" || section.kind === "archived") && section.conversations.length === 0) {
    return null;
  }
  return (
    <section>
      <div className="section-header">
        <h2 className="grow">
          <button type="button" aria-expanded={!folded} aria-controls={id} onClick={() => setFolded(!folded)}>
            {folded ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
            {title}
          </button>
        </h2>
        {section.kind !== "archived" && (
          <IconButton
            small
            label={t("sidebar.add", { section: title })}
            onClick={() => open({ kind: section.kind === "channel" ? "newChannel" : "people" })}
          >
            <Plus size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      <ul id={id} role="list">
        {shown.map((summary) => (
          <SidebarRow
            key={summary.id}
            summary={summary}
            here={summary.id === here}
            muted={isMuted(wishes.get(summary.id))}
            unsent={unsent.has(summary.id)}
          />
        ))}
      </ul>
    </section>
  );
}

function useFolded(kind: string): readonly [boolean, (folded: boolean) => void] {
  const usually = kind === "archived";
  const key = `${storageName(useUserName())}:folded:${kind}`;
  const [folded, setFolded] = useState(() => (localStorage.getItem(key) !== null) !== usually);
  return [
    folded,
    (next) => {
      if (next !== usually) {
        localStorage.setItem(key, "1");
      } else {
        localStorage.removeItem(key);
      }
      setFolded(next);
    },
  ];
}
