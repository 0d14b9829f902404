import { type FormEvent, useState } from "react";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useToast } from "../ui/toast.tsx";
import { useCalls } from "./calls.ts";
import { useWhy } from "./Stale.tsx";
import { useTexts } from "./use-texts.ts";

/** Makes an account for somebody else. */
export function NewAccountDialog({ close }: { readonly close: () => void }) {
  const texts = useTexts();
  const words = texts.accounts;
  const calls = useCalls();
  const toast = useToast();
  const why = useWhy();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const make = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const displayName = text("displayName");
    setBusy(true);
    try {
      const made = await calls.makeAccount({
        username: text("username"),
        password: String(form.get("password")),
        ...(displayName === "" ? {} : { displayName }),
        ...(form.has("administrator") ? { administrator: true } : {}),
      });
      toast(words.nowThere(made.user));
      close();
    } catch (error) {
      setProblem(why(error));
      setBusy(false);
    }
  };

  return (
    <Dialog title={words.makeTitle} close={close}>
      <form className="operator-form" onSubmit={(event) => void make(event)}>
        <Field label={words.username} hint={words.usernameHint}>
          <input
            className="input"
            name="username"
            required
            maxLength={64}
            pattern="[A-Za-z0-9._\-]+"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
        <Field label={words.displayName}>
          <input className="input" name="displayName" maxLength={128} autoComplete="off" />
        </Field>
        <Field label={words.password} hint={words.passwordHint}>
          <input className="input" name="password" type="password" required minLength={8} autoComplete="new-password" />
        </Field>
        <label className="choice">
          <input type="checkbox" name="administrator" />
          <span>
            {words.asAdministrator}
            <span className="hint operator-line">{words.asAdministratorHint}</span>
          </span>
        </label>
        {problem !== "" && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="button" className="button" onClick={close}>
            {texts.cancel}
          </button>
          <button type="submit" className="button main" disabled={busy}>
            {words.makeYes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
