import type { ShownMessage } from "@carillon/client";
import { useView } from "@carillon/client/react";
import { useEffect, useReducer } from "react";
import { plainName, useUserName } from "../chat/names.ts";
import { listOf, numberOf } from "../i18n/format.ts";
import { useTranslation } from "../i18n/use-translation.tsx";
import { ReactButton } from "./ReactButton.tsx";

const MAX_NAMES = 12;

/** The emoji on a message; pressing one puts one's own there, or takes it off. */
export function Reactions({
  message,
  react,
}: {
  readonly message: ShownMessage;
  readonly react: (message: ShownMessage, emoji: string) => void;
}) {
  const { t } = useTranslation();
  const view = useView();
  const self = useUserName();

  // Names that are not known yet are shown once they are.
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  const named = message.reactions.flatMap(({ users }) => users.slice(0, MAX_NAMES)).join(" ");
  useEffect(() => {
    const users = new Set(named.split(" ").filter((user) => user !== ""));
    const leave = [...users].map((user) => view.account(user).subscribe(drawAgain));
    return () => leave.forEach((each) => each());
  }, [named, view]);

  function namesOf(users: readonly string[], count: number): string {
    const names = users
      .slice(0, MAX_NAMES)
      .map((user) => (user === self ? t("message.youAnd") : plainName(view.account(user).get()?.displayName ?? user)));
    const more = count - names.length;
    return more > 0 ? `${names.join(", ")} ${t("conversation.andMore", { count: more })}` : listOf(names);
  }

  return (
    <div className="reactions">
      {message.reactions.map(({ emoji, count, mine, users }) => {
        const text = t("message.reactedWith", { names: namesOf(users, count), emoji });
        return (
          <button
            key={emoji}
            type="button"
            className="reaction"
            aria-pressed={mine}
            aria-label={text}
            title={text}
            onClick={() => react(message, emoji)}
          >
            <span className="reaction-emoji foreign">{emoji}</span>
            <span>{numberOf(count)}</span>
          </button>
        );
      })}
      <ReactButton className="reaction add" react={(emoji) => react(message, emoji)} size={15} />
    </div>
  );
}
