import { useConversation, useView } from "@carillon/client/react";
import { LogOut } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useLocation } from "wouter";
import { useChatSession } from "../chat/ChatProvider.tsx";
import { mayRename, mayRule } from "../chat/may.ts";
import { plainName, useConversationTitle, useUserName } from "../chat/names.ts";
import { useSettings } from "../chat/use-settings.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Question } from "../ui/Dialog.tsx";
import { Field } from "../ui/Field.tsx";
import { useProblem } from "../ui/problem.ts";
import { useToast } from "../ui/toast.tsx";
import { ConversationWishes } from "./ConversationWishes.tsx";
import { Rules } from "./Rules.tsx";

/** What a conversation is called and about, what its members may, and what the user wants to be told of it. */
export function DetailsPanel({ id }: { readonly id: string }) {
  const { administrator } = useChatSession();
  const summary = useConversation(id);
  const settings = useSettings(id);

  if (summary === undefined) {
    return null;
  }
  const { kind, name, topic } = summary;
  const named = `${name ?? ""} ${topic ?? ""}`;
  return (
    <div className="panel-body">
      {mayRename(summary, administrator) ? (
        <NameForm key={named} id={id} name={name} topic={topic} />
      ) : (
        kind !== "direct" && <Named name={name} topic={topic} />
      )}
      <ConversationWishes id={id} kind={kind} />
      {settings !== undefined && kind !== "direct" && (
        <Rules
          key={JSON.stringify(settings)}
          id={id}
          settings={settings}
          owner={mayRule(summary, administrator)}
          kind={kind}
        />
      )}
      {summary.kind !== "direct" && <Leave id={id} />}
    </div>
  );
}

interface Named {
  readonly name: string | undefined;
  readonly topic: string | undefined;
}

function Named({ name, topic }: Named) {
  const { t } = useTranslation();
  const facts = [
    [t("details.name"), plainName(name ?? "")],
    [t("details.topic"), plainName(topic ?? "")],
  ].filter(([, text]) => text !== "");
  return (
    <dl className="facts">
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="foreign">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function NameForm({ id, name = "", topic = "" }: Named & { readonly id: string }) {
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
