import { useEffect, useState } from "react";
import { useUserName } from "../chat/names.ts";
import type { Writing } from "./Composer.tsx";
import { draftOf, keepDraft } from "./drafts.ts";

/** A draft is kept when writing has rested for so long, and when the composer goes. */
const REST_MS = 400;

/** What has become of an edit so far. */
export interface Edit {
  readonly writing: Writing;
  readonly text: string;
}

/** The text of an edit: editing the same message once more is another edit, which begins anew. */
export function textOfEdit(writing: Extract<Writing, { readonly kind: "edit" }>, edit: Edit | undefined): string {
  return edit?.writing === writing ? edit.text : (writing.text ?? writing.message.text ?? "");
}

/** What is being written. A new message is kept as a draft of its place; an edit is not, and does not touch it. */
export function useDraft(place: string, writing: Writing) {
  const user = useUserName();
  const [draft, setDraft] = useState(() => draftOf(user, place));
  const [edit, setEdit] = useState<Edit>();

  useEffect(() => {
    const timer = setTimeout(() => keepDraft(user, place, draft), draft === "" ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
      keepDraft(user, place, draft);
    };
  }, [draft, place, user]);

  if (writing.kind !== "edit") {
    return { text: draft, setText: setDraft };
  }
  return { text: textOfEdit(writing, edit), setText: (text: string) => setEdit({ writing, text }) };
}
