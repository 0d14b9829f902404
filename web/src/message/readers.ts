import type { ReceiptsView, ShownMessage } from "@carillon/client";

/** The members besides the sender, by how far they are. */
export interface Readers {
  readonly read: readonly string[];
  readonly received: readonly string[];
  readonly others: readonly string[];
}

/** Who has read a message; undefined where only numbers are known, as of large conversations. */
export function readersOf({ of }: ReceiptsView, { seq = Infinity, sender }: ShownMessage): Readers | undefined {
  if (of === undefined) {
    return undefined;
  }
  const members = [...of].filter(([user]) => user !== sender);
  const those = (hold: (received: number, read: number) => boolean) =>
    members.filter(([, { deliveredSeq, readSeq }]) => hold(deliveredSeq, readSeq)).map(([user]) => user);
  return {
    read: those((_, read) => read >= seq),
    received: those((received, read) => read < seq && received >= seq),
    others: those((received, read) => read < seq && received < seq),
  };
}
