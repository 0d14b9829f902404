import { useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { AccountForm, type NewAccount } from "./AccountForm.tsx";
import { browserName } from "./browser-name.ts";
import { EntryPage } from "./EntryPage.tsx";
import { openHttp, useSession } from "./session.tsx";

/** Makes the account of somebody who was invited: `/invite#ci_…`. */
export function InvitePage() {
  const { t } = useTranslation();
  const { signedIn } = useSession();
  const [, navigate] = useLocation();
  const [invitation] = useState(() => location.hash.slice(1));

  async function submit(account: NewAccount) {
    const http = openHttp();
    await http.register({ ...account, invitation });
    // One way for all: the answer of a registration is a token too, but a sign-in names this browser.
    const login = await http.logIn({
      username: account.username,
      password: account.password,
      label: browserName(navigator.userAgent),
    });
    signedIn(login, true);
    navigate("/", { replace: true });
  }

  return (
    <EntryPage title={t("invite.title")} about={t("invite.about", { host: location.host })}>
      {invitation === "" ? (
        <p className="problem" role="alert">
          {t("invite.noSecret")}
        </p>
      ) : (
        <AccountForm submit={submit} submitText={t("invite.submit")} />
      )}
    </EntryPage>
  );
}
