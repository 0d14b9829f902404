import { storageName } from "../session/forget.ts";

const keyOf = (user: string) => `${storageName(user)}:last`;

/** The conversation that was open last in this browser. */
export function lastConversation(user: string): string | undefined {
  return localStorage.getItem(keyOf(user)) ?? undefined;
}

export function rememberConversation(user: string, id: string): void {
  localStorage.setItem(keyOf(user), id);
}
