import { useConversation, useView } from "@carillon/client/react";
import { useState } from "react";
import { useConversationTitle, useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { useProblem } from "../ui/problem.ts";
import { PeoplePicker } from "./PeoplePicker.tsx";

export function AddMembers({ conversation, close }: { readonly conversation: string; readonly close: () => void }) {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const name = useConversationTitle(useConversation(conversation));
  const problemOf = useProblem();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [problem, setProblem] = useState<string>();

  async function add() {
    try {
      await view.http.addMembers(conversation, chosen);
      close();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <Dialog title={t("members.addTitle", { name })} close={close}>
      <PeoplePicker chosen={chosen} choose={setChosen} exclude={[self]} />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="button" className="button main" disabled={chosen.length === 0} onClick={() => void add()}>
          {t("members.add")}
        </button>
      </div>
    </Dialog>
  );
}
