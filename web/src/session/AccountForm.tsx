import { type FormEvent, useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { useProblem } from "../ui/problem.ts";
import { Field } from "../ui/Field.tsx";

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly displayName?: string;
}

/** Name and password of a new account: of the first administrator, or of somebody who was invited. */
export function AccountForm({
  submit,
  submitText,
}: {
  readonly submit: (account: NewAccount) => Promise<void>;
  readonly submitText: string;
}) {
  const { t } = useTranslation();
  const problemOf = useProblem();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    const displayName = text("displayName");
    setBusy(true);
    setProblem(undefined);
    try {
      await submit({
        username: text("username"),
        password: String(fields.get("password") ?? ""),
        ...(displayName === "" ? {} : { displayName }),
      });
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submitted}>
      <Field label={t("signIn.username")} hint={t("setup.usernameHint")}>
        <input
          className="input"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={64}
          pattern="[A-Za-z0-9._\-]+"
          autoFocus
        />
      </Field>
      <Field label={t("setup.displayName")}>
        <input className="input" name="displayName" autoComplete="name" maxLength={128} />
      </Field>
      <Field label={t("signIn.password")} hint={t("setup.passwordHint")}>
        <input
          className="input"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={256}
        />
      </Field>
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button className="button main" type="submit" disabled={busy}>
        {submitText}
      </button>
    </form>
  );
}
