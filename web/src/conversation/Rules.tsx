import type { ConversationKind, ConversationSettings, Role, SettingsChange } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { Archive, ArchiveRestore } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Question } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

const ROLES: readonly (readonly [Role, "everyMember" | "moderators" | "owners"])[] = [
  ["member", "everyMember"],
  ["moderator", "moderators"],
  ["owner", "owners"],
];

/** Who may write, add people and join, and whether anybody may; owners change it. */
export function Rules({
  id,
  settings,
  owner,
  kind,
}: {
  readonly id: string;
  readonly settings: ConversationSettings;
  readonly owner: boolean;
  readonly kind: ConversationKind;
}) {
  const { t } = useTranslation();
  const view = useView();
  const toast = useToast();
  const problemOf = useProblem();
  const [now, setNow] = useState(settings);

  async function change(next: SettingsChange) {
    try {
      await view.http.changeSettings(id, next);
      setNow({ ...now, ...next });
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <section className="stack">
      <h2>{t("details.rules")}</h2>
      {(["post", "invite"] as const).map((what) => (
        <Field key={what} label={t(`details.${what}`)}>
          <select
            className="input"
            value={now[what]}
            disabled={!owner}
            onChange={(event) => void change({ [what]: event.target.value as Role })}
          >
            {ROLES.map(([role, text]) => (
              <option key={role} value={role}>
                {t(`details.${text}`)}
              </option>
            ))}
          </select>
        </Field>
      ))}
      {kind === "channel" && (
        <Field label={t("details.join")}>
          <select
            className="input"
            value={now.join}
            disabled={!owner}
            onChange={(event) => void change({ join: event.target.value === "open" ? "open" : "invited" })}
          >
            <option value="open">{t("details.open")}</option>
            <option value="invited">{t("details.invited")}</option>
          </select>
        </Field>
      )}
      {owner && <ArchiveButton archived={now.archived} change={(archived) => void change({ archived })} />}
    </section>
  );
}

function ArchiveButton({
  archived,
  change,
}: {
  readonly archived: boolean;
  readonly change: (archived: boolean) => void;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  if (archived) {
    return (
      <button type="button" className="button" onClick={() => change(false)}>
        <ArchiveRestore size={17} aria-hidden />
        {t("details.unarchive")}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking(true)}>
        <Archive size={17} aria-hidden />
        {t("details.archive")}
      </button>
      {asking && (
        <Question
          title={t("details.archiveQuestion")}
          about={t("details.archiveAbout")}
          yes={t("details.archive")}
          answer={(sure) => {
            setAsking(false);
            if (sure) {
              change(true);
            }
          }}
        />
      )}
    </>
  );
}
