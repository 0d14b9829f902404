/** Hooks over a {@link ChatView}: each gives a value as it is now, and draws anew when it is another one. */
import { createContext, createElement, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { Account } from "../http/answers.ts";
import type { ConversationId, ConversationSummary, UserId } from "../protocol/entry.ts";
import type { Announce, Headcount } from "../protocol/frames.ts";
import type { RefusedMessage } from "../storage/storage.ts";
import type { ChatView, UnreadTotals } from "../view/chat-view.ts";
import type { Observed } from "../view/observed.ts";
import type { PresenceView } from "../view/people.ts";
import type { ReceiptsView } from "../view/receipts.ts";
import type { ShownMessage, TimelineView } from "../view/shown.ts";
import type { Timeline } from "../view/timeline.ts";
import type { ConnectionView } from "../view/view-listener.ts";

const ViewContext = createContext<ChatView | undefined>(undefined);

/** Gives the hooks below it their view. */
export function CarillonProvider(props: { readonly view: ChatView; readonly children?: ReactNode }): ReactNode {
  return createElement(ViewContext.Provider, { value: props.view }, props.children);
}

/** @throws Error outside of a {@link CarillonProvider} */
export function useView(): ChatView {
  const view = useContext(ViewContext);
  if (view === undefined) {
    throw new Error("no CarillonProvider around it");
  }
  return view;
}

/** Any value that can be observed. */
export function useObserved<T>(observed: Observed<T>): T {
  return useSyncExternalStore(observed.subscribe, observed.get, observed.get);
}

export function useConnectionState(): ConnectionView {
  return useObserved(useView().connection);
}

/** Who is logged in; undefined before the first session. */
export function useUser(): UserId | undefined {
  return useObserved(useView().user);
}

/** The latest active first. */
export function useConversations(): readonly ConversationSummary[] {
  return useObserved(useView().conversations);
}

export function useConversation(id: ConversationId): ConversationSummary | undefined {
  return useObserved(useView().conversation(id));
}

/** Of all conversations. */
export function useUnread(): UnreadTotals {
  return useObserved(useView().unread);
}

/** What those who run the server told everybody last; undefined: nothing. */
export function useAnnouncement(): Announce | undefined {
  return useObserved(useView().announcement);
}

/** The messages of a conversation, and what can be done with them. */
export function useTimeline(id: ConversationId): readonly [TimelineView, Timeline] {
  const timeline = useView().timeline(id);
  return [useObserved(timeline), timeline];
}

/** The messages of one thread. @param root seq of the message that it is about */
export function useThread(id: ConversationId, root: number): readonly [TimelineView, Timeline] {
  const timeline = useView().thread(id, root);
  return [useObserved(timeline), timeline];
}

/** The messages of a conversation alone. */
export function useEntries(id: ConversationId): readonly ShownMessage[] {
  return useTimeline(id)[0].messages;
}

/** Messages and edits that the server would not have, until they are sent again or discarded. */
export function useRefused(): readonly RefusedMessage[] {
  return useObserved(useView().refused);
}

/** Others who are typing. */
export function useTyping(id: ConversationId): readonly UserId[] {
  return useObserved(useView().typing(id));
}

/** Watched while it is shown. */
export function usePresence(user: UserId): PresenceView {
  return useObserved(useView().presence(user));
}

/** Watched while it is shown. */
export function useHeadcount(id: ConversationId): Headcount | undefined {
  return useObserved(useView().headcount(id));
}

export function useReceipts(id: ConversationId): ReceiptsView {
  return useObserved(useView().receipts(id));
}

/** Undefined until it is known. */
export function useAccount(user: UserId): Account | undefined {
  return useObserved(useView().account(user));
}
