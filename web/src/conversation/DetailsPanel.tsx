import type { Membership } from "@carillon/client";
import { useConversation, useView } from "@carillon/client/react";
import { LogOut } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useConversationTitle, useUserName } from "../chat/names.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Question } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { ConversationWishes } from "./ConversationWishes.tsx";
import { Rules } from "./Rules.tsx";

/** What a conversation is called and about, what its members may, and what the user wants to be told of it. */
export function DetailsPanel({ id }: { readonly id: string }) {
  const view = useView();
  const summary = useConversation(id);
  const [membership, setMembership] = useState<Membership>();
  const named = `${summary?.name ?? ""} ${summary?.topic ?? ""}`;
  const ruled = `${summary?.post ?? ""} ${summary?.archived ?? false}`;

  useEffect(() => {
    const stop = new AbortController();
    view.http.conversation(id, { signal: stop.signal }).then(setMembership, () => {});
    return () => stop.abort();
  }, [named, ruled, id, view]);

  if (summary === undefined) {
    return null;
  }
  return (
    <div className="panel-body">
      {summary.kind !== "direct" && <NameForm key={named} id={id} name={summary.name} topic={summary.topic} />}
      <ConversationWishes id={id} kind={summary.kind} />
      {membership !== undefined && summary.kind !== "direct" && (
        <Rules
          key={JSON.stringify(membership.settings)}
          id={id}
          settings={membership.settings}
          owner={summary.role === "owner"}
          kind={summary.kind}
        />
      )}
      {summary.kind !== "direct" && <Leave id={id} />}
    </div>
  );
}

function NameForm({
  id,
  name = "",
  topic = "",
}: {
  readonly id: string;
  readonly name: string | undefined;
  readonly topic: string | undefined;
}) {
  const { t } = useTranslation();
  const view = useView();
  const toast = useToast();
  const problemOf = useProblem();

  async function submitted(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (field: string) => String(fields.get(field) ?? "").trim();
    try {
      await view.http.changeConversation(id, { name: text("name"), topic: text("topic") });
      toast(t("saved"));
    } catch (error) {
      toast(problemOf(error));
    }
  }

  return (
    <form className="stack" onSubmit={submitted}>
      <Field label={t("details.name")}>
        <input className="input" name="name" defaultValue={name} maxLength={128} />
      </Field>
      <Field label={t("details.topic")}>
        <textarea className="input" name="topic" defaultValue={topic} maxLength={1024} rows={3} />
      </Field>
      <button type="submit" className="button">
        {t("save")}
      </button>
    </form>
  );
}

function Leave({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();
  const title = useConversationTitle(useConversation(id));
  const [, navigate] = useLocation();
  const toast = useToast();
  const problemOf = useProblem();
  const [asking, setAsking] = useState(false);

  async function answered(sure: boolean) {
    setAsking(false);
    if (sure) {
      try {
        await view.http.removeMember(id, self);
        navigate("/");
      } catch (error) {
        toast(problemOf(error));
      }
    }
  }

  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        <LogOut size={17} aria-hidden />
        {t("details.leave")}
      </button>
      {asking && (
        <Question
          title={t("details.leaveQuestion", { name: title })}
          about={t("details.leaveAbout")}
          yes={t("details.leave")}
          answer={(sure) => void answered(sure)}
        />
      )}
    </>
  );
}
