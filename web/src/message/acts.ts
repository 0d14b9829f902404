import type { ShownMessage } from "@carillon/client";

/** Whether its text can be another one, or none. */
export function canEdit(message: ShownMessage): boolean {
  return message.seq !== undefined && message.deletedAt === undefined;
}

/**
 * The message that "edit the last one" means.
 *
 * @param threads whether messages of threads are shown, as they are in a thread
 */
export function lastToEdit(
  messages: readonly ShownMessage[],
  self: string,
  threads: boolean,
): ShownMessage | undefined {
  return messages.findLast(
    (message) => message.sender === self && canEdit(message) && (threads || message.thread === undefined),
  );
}

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
