import type { OpenInvitation } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { useCallback, useEffect, useState } from "react";
import { Name } from "../chat/Name.tsx";
import { dateOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { InvitationLink } from "./InvitationLink.tsx";

/** Invitations that are out, and new ones. */
export function InvitationSettings() {
  const { t } = useTranslation();
  const { http } = useView();
  const toast = useToast();
  const problemOf = useProblem();
  const [open, setOpen] = useState<readonly OpenInvitation[]>([]);
  const load = useCallback(() => {
    http.invitations().then(setOpen, (error: unknown) => toast(problemOf(error)));
  }, [http, problemOf, toast]);
  useEffect(load, [load]);

  async function withdraw(id: string) {
    try {
      await http.withdrawInvitation(id);
    } catch (error) {
      toast(problemOf(error));
    }
    load();
  }

  return (
    <>
      <InvitationLink made={load} />
      {open.length > 0 && (
        <>
          <h3>{t("settings.openInvitations")}</h3>
          <ul className="settings-list" role="list">
            {open.map(({ id, createdAt, expiresAt, by }) => (
              <li key={id}>
                <span className="grow">
                  <Name user={by} />, {t("settings.signedInAt", { when: dateOf(createdAt), until: dateOf(expiresAt) })}
                </span>
                <button type="button" className="button" onClick={() => void withdraw(id)}>
                  {t("settings.withdraw")}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
