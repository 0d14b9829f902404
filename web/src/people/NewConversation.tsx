import { useState } from "react";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { PeoplePicker } from "./PeoplePicker.tsx";
import { useWriteTo } from "./use-write-to.ts";

/** Chooses whom to write to: one person, or several in a group. */
export function NewConversation({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState("");
  const writeTo = useWriteTo();
  return (
    <Dialog title={t("people.title")} close={close}>
      <p className="conversation-line">{t("people.hint")}</p>
      <PeoplePicker chosen={chosen} choose={setChosen} exclude={[]} />
      {chosen.length > 1 && (
        <Field label={t("people.groupName")}>
          <input className="input" value={name} maxLength={128} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      <div className="actions">
        <button
          type="button"
          className="button main"
          disabled={chosen.length === 0}
          onClick={() => {
            close();
            writeTo(chosen, name.trim());
          }}
        >
          {chosen.length > 1 ? t("people.startGroup", { count: chosen.length + 1 }) : t("people.start")}
        </button>
      </div>
    </Dialog>
  );
}
