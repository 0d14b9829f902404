import { useUserName } from "../chat/names.ts";
import { openPanel } from "../chat/use-panel.ts";
import type { MentionPart } from "./mention-parts.ts";

/** `@name` in a text: leads to the profile. */
export function Mention({ mention }: { readonly mention: MentionPart }) {
  const self = useUserName();
  const meansSelf = mention.everybody || mention.name === self;
  if (mention.everybody) {
    return <span className="mention self">{mention.text}</span>;
  }
  return (
    <button
      type="button"
      className={`mention ${meansSelf ? "self" : ""}`}
      onClick={() => openPanel({ kind: "profile", user: mention.name })}
    >
      {mention.text}
    </button>
  );
}
