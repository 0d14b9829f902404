import { useView } from "@carillon/client/react";
import { useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";

/** Makes a link with which one person makes one account. It is shown here and never again. */
export function InvitationLink({ made }: { readonly made?: () => void }) {
  const { t } = useTranslation();
  const view = useView();
  const toast = useToast();
  const problemOf = useProblem();
  const [link, setLink] = useState<string>();

  async function make() {
    try {
      const { invitation } = await view.http.invite();
      setLink(`${location.origin}/invite#${invitation}`);
      made?.();
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <div className="stack">
      <p>{t("settings.inviteAbout")}</p>
      {link !== undefined && (
        <>
          <Field label={t("settings.inviteLink")}>
            <input className="input" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          </Field>
          <button
            type="button"
            className="button"
            onClick={() => void navigator.clipboard?.writeText(link).then(() => toast(t("copied")))}
          >
            {t("settings.copy")}
          </button>
        </>
      )}
      <button type="button" className="button main" onClick={() => void make()}>
        {t("settings.invite")}
      </button>
    </div>
  );
}
