import { useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { AccountForm, type NewAccount } from "./AccountForm.tsx";
import { EntryPage } from "./EntryPage.tsx";
import { openHttp, useSession } from "./session.tsx";

/** Makes the first administrator. The secret stands behind `#`, which browsers send to nobody. */
export function SetupPage() {
  const { t } = useTranslation();
  const { signedIn } = useSession();
  const [, navigate] = useLocation();
  const [setupToken] = useState(() => location.hash.slice(1));

  async function submit(account: NewAccount) {
    const login = await openHttp().setUp({ setupToken, ...account });
    signedIn(login, true);
    navigate("/", { replace: true });
  }

  return (
    <EntryPage title={t("setup.title")} about={t("setup.about")}>
      {setupToken === "" ? (
        <p className="problem" role="alert">
          {t("setup.noSecret")}
        </p>
      ) : (
        <AccountForm submit={submit} submitText={t("setup.submit")} />
      )}
    </EntryPage>
  );
}
