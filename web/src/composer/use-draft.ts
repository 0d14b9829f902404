import { useEffect, useState } from "react";
import { useUserName } from "../chat/names.ts";
import type { Writing } from "./Composer.tsx";
import { draftOf, keepDraft } from "./drafts.ts";

/** A draft is kept when writing has rested for so long, and when the composer goes. */
const REST_MS = 400;

/** What is being written. A new message is kept as a draft of its place; an edit is not, and does not touch it. */
export function useDraft(place: string, writing: Writing) {
  const user = useUserName();
  const [draft, setDraft] = useState(() => draftOf(user, place));
  const edited = writing.kind === "edit" ? writing.message : undefined;
  const [edit, setEdit] = useState({ key: "", text: "" });

  useEffect(() => {
    const timer = setTimeout(() => keepDraft(user, place, draft), draft === "" ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      keepDraft(user, place, draft);
    };
  }, [draft, place, user]);

  if (edited === undefined) {
    return { text: draft, setText: setDraft };
  }
  const text = edit.key === edited.key ? edit.text : (edited.text ?? "");
  return { text, setText: (next: string) => setEdit({ key: edited.key, text: next }) };
}
