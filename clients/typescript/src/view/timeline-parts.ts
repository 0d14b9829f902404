import type { Conversation } from "../conversation.ts";
import type { UserId } from "../protocol/entry.ts";
import type { Pulse } from "./observed.ts";
import type { Pages } from "./pages.ts";
import type { Page } from "./window.ts";
import type { Writing } from "./writing.ts";

/** What a timeline is made of. */
export interface TimelineParts {
  readonly conversation: Conversation;
  readonly writing: Writing;
  readonly pages: Pages;
  /** What is kept of it on the device, up to where the client is; undefined: nothing that could be shown. */
  readonly kept: () => Promise<Page | undefined>;
  /** Keeps the newest page of history, for the time without a connection. */
  readonly keep: (page: Page, untilSeq: number) => void;
  /** How far the client is. */
  readonly cursor: () => number;
  /** Whether what comes is new, and not made up for. */
  readonly live: () => boolean;
  readonly self: () => UserId | undefined;
  readonly pulse: Pulse;
  readonly maxShown: number;
  readonly pageSize: number;
  /** The user has seen everything up to here. */
  readonly markRead: (seq: number) => void;
}
