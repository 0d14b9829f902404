import { useView } from "@carillon/client/react";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { conversationPath } from "../chat/paths.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";

/** Goes to the first message of a day. */
export function DateDialog({ conversation, close }: { readonly conversation: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const { http } = useView();
  const problemOf = useProblem();
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState<string>();
  const today = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  const max = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const date = String(new FormData(event.currentTarget).get("date"));
    try {
      const at = new Date(`${date}T00:00:00`).getTime();
      const { anchor, messages } = await http.messages(conversation, { at, limit: 1 });
      const seq = anchor ?? messages.at(-1)?.seq;
      if (seq === undefined) {
        setProblem(t("conversation.nothingThen"));
        return;
      }
      close();
      navigate(conversationPath(conversation, seq));
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <Dialog title={t("conversation.jumpToDate")} close={close}>
      <form onSubmit={submitted}>
        <Field label={t("conversation.date")}>
          <input className="input" type="date" name="date" required max={max} defaultValue={max} />
        </Field>
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <div className="actions">
          <button type="submit" className="button main">
            {t("conversation.jump")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
