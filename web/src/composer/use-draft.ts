import { useState, useSyncExternalStore } from "react";
import { useUserName } from "../chat/names.ts";
import type { Writing } from "./Composer.tsx";
import { draftOf, keepDraft, watchDrafts } from "./drafts.ts";

/** What has become of an edit so far. */
export interface Edit {
  readonly writing: Writing;
  readonly text: string;
}

/** The text of an edit: editing the same message once more is another edit, which begins anew. */
export function textOfEdit(writing: Extract<Writing, { readonly kind: "edit" }>, edit: Edit | undefined): string {
  return edit?.writing === writing ? edit.text : (writing.message.text ?? "");
}

/**
 * What is being written. A new message is kept as a draft of its place with every key, the same in all tabs; an edit is
 * not, and does not touch it.
 */
export function useDraft(place: string, writing: Writing) {
  const user = useUserName();
  const draft = useSyncExternalStore(watchDrafts, () => draftOf(user, place));
  const [edit, setEdit] = useState<Edit>();
  if (writing.kind !== "edit") {
    return { text: draft, setText: (text: string) => keepDraft(user, place, text) };
  }
  return { text: textOfEdit(writing, edit), setText: (text: string) => setEdit({ writing, text }) };
}
