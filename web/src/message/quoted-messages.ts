import type { ChatView } from "@carillon/client";
import { onIncoming } from "../notify/incoming.ts";
import type { Quoted } from "./quoted.ts";

/** Answers kept, so that rows about one message ask for it once; the oldest goes. */
const MAX_KEPT = 100;

/** Of the user who is signed in. */
let asked: { readonly view: ChatView; readonly answers: Map<string, Promise<Quoted>> } | undefined;

// What changes is forgotten, and asked for anew.
onIncoming((entry) => {
  if (entry.type === "edit" || entry.type === "delete") {
    asked?.answers.delete(keyOf(entry.conversation, entry.target));
  }
});

function keyOf(conversation: string, seq: number): string {
  return `${conversation} ${seq}`;
}

/** A message as the server has it, to be quoted. What fails is asked for again next time. */
export function quotedMessage(view: ChatView, conversation: string, seq: number): Promise<Quoted> {
  if (asked?.view !== view) {
    asked = { view, answers: new Map() };
  }
  const { answers } = asked;
  const key = keyOf(conversation, seq);
  const known = answers.get(key);
  if (known !== undefined) {
    return known;
  }
  const answer = view.http.message(conversation, seq);
  answer.catch(() => answers.delete(key));
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > MAX_KEPT && oldest !== undefined) {
    answers.delete(oldest);
  }
  return answer;
}
