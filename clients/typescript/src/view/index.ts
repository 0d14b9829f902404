/** What a page shows: timelines, lists, people, and how they change. */
export { ChatView, type UnreadTotals, type ViewOptions } from "./chat-view.ts";
export type { Observed, Schedule } from "./observed.ts";
export type { PresenceView } from "./people.ts";
export { type MemberProgress, progressOf, readBy, type ReceiptsView } from "./receipts.ts";
export type { Notice, NoticeBody, ShownMessage, TimelineView } from "./shown.ts";
export type { Timeline } from "./timeline.ts";
export type { ConnectionView } from "./view-listener.ts";
