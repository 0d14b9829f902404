import { useView } from "@carillon/client/react";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { conversationPath } from "../chat/paths.ts";
import { whenListed } from "../chat/when-listed.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";

export function NewChannel({ close }: { readonly close: () => void }) {
  const { t } = useTranslation();
  const view = useView();
  const [, navigate] = useLocation();
  const problemOf = useProblem();
  const [problem, setProblem] = useState<string>();

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    const topic = text("topic");
    try {
      const { id } = await view.http.makeConversation({
        kind: "channel",
        name: text("name").replace(/^#/, ""),
        ...(topic === "" ? {} : { topic }),
        ...(fields.get("private") === null ? {} : { settings: { join: "invited" } }),
      });
      await whenListed(view, id);
      close();
      navigate(conversationPath(id));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <Dialog title={t("channels.createTitle")} close={close}>
      <form className="stack" onSubmit={submitted}>
        <Field label={t("channels.name")}>
          <input className="input" name="name" required maxLength={128} autoFocus />
        </Field>
        <Field label={t("channels.topic")}>
          <input className="input" name="topic" maxLength={1024} placeholder={t("channels.topicHint")} />
        </Field>
        <label className="choice">
          <input type="checkbox" name="private" />
          <span>
            {t("channels.private")}
            <br />
            <span className="hint">{t("channels.privateHint")}</span>
          </span>
        </label>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="submit" className="button main">
            {t("channels.submit")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
