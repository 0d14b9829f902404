import type { ChatView } from "@carillon/client";

/** As long as a message may take; after that one goes there all the same. */
const PATIENCE_MS = 2_000;

/** Waits until the server has told of a conversation that was just made or joined: until then there is none. */
export function whenListed({ conversations }: Pick<ChatView, "conversations">, id: string): Promise<void> {
  return new Promise((resolve) => {
    const end = conversations.subscribe(look);
    const timer = setTimeout(done, PATIENCE_MS);
    look();

    function look(): void {
      if (conversations.get().some((listed) => listed.id === id)) {
        done();
      }
    }

    function done(): void {
      clearTimeout(timer);
      end();
      resolve();
    }
  });
}
