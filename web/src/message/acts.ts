import type { ShownMessage } from "@carillon/client";

/** What can be done with a message where it is shown. Each does nothing where it makes no sense. */
export interface MessageActs {
  readonly react: (message: ShownMessage, emoji: string) => void;
  readonly reply: (message: ShownMessage) => void;
  readonly edit: (message: ShownMessage | undefined) => void;
  readonly remove: (message: ShownMessage) => void;
  readonly retry: (message: ShownMessage) => void;
  readonly discard: (message: ShownMessage) => void;
  /** Shows who has read it. */
  readonly readers: (message: ShownMessage) => void;
  /** Opens the thread of a message; absent where this is one. */
  readonly thread?: (message: ShownMessage | undefined) => void;
  /** Goes to another message of the conversation. */
  readonly jump: (seq: number) => void;
  readonly compose: () => void;
  /** Whether messages of others may be taken back. */
  readonly moderates: boolean;
}
