import { CarillonError } from "@carillon/client";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useProblem } from "../ui/problem.ts";
import { Field } from "../ui/Field.tsx";
import { browserName } from "./browser-name.ts";
import { EntryPage } from "./EntryPage.tsx";
import { openHttp, useSession } from "./session.tsx";

export function SignInPage() {
  const { t } = useTranslation();
  const { signedIn } = useSession();
  const [path, navigate] = useLocation();
  const problemOf = useProblem();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      const login = await openHttp().logIn({
        username: String(fields.get("username")).trim(),
        password: String(fields.get("password")),
        label: browserName(navigator.userAgent),
      });
      if (path === "/login") {
        navigate("/", { replace: true });
      }
      signedIn(login, fields.get("remember") !== null);
    } catch (error) {
      const wrong = error instanceof CarillonError && error.code === "unauthenticated";
      setProblem(wrong ? t("signIn.wrong") : problemOf(error));
      setBusy(false);
    }
  }

  return (
    <EntryPage title={t("signIn.title")} about={t("signIn.server", { host: location.host })}>
      <form onSubmit={submitted}>
        <Field label={t("signIn.username")}>
          <input
            className="input"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={64}
            autoFocus
          />
        </Field>
        <Field label={t("signIn.password")}>
          <input
            className="input"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        </Field>
        <label className="choice">
          <input type="checkbox" name="remember" defaultChecked />
          <span>{t("signIn.remember")}</span>
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <button className="button main" type="submit" disabled={busy}>
          {busy ? t("signIn.busy") : t("signIn.submit")}
        </button>
      </form>
      <p className="entry-about">{t("signIn.invited")}</p>
    </EntryPage>
  );
}
