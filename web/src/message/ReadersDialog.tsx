import { readBy, type ShownMessage } from "@carillon/client";
import { useReceipts } from "@carillon/client/react";
import { Name } from "../chat/Name.tsx";
import { UserAvatar } from "../chat/UserAvatar.tsx";
import { useTranslation } from "../i18n/use-translation.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { readersOf } from "./readers.ts";

/** Who has read a message; of large conversations, how many. */
export function ReadersDialog({ message, close }: { readonly message: ShownMessage; readonly close: () => void }) {
  const { t } = useTranslation();
  const receipts = useReceipts(message.conversation);
  const readers = readersOf(receipts, message);
  // The sender counts as somebody who has read it.
  const known = readBy(receipts, message.seq ?? 0) ?? { members: receipts.members, delivered: 1, read: 1 };
  const others = { members: known.members - 1, delivered: known.delivered - 1, read: known.read - 1 };
  return (
    <Dialog title={t("message.readBy")} close={close}>
      {readers === undefined ? (
        <p>{t("message.readByCount", others)}</p>
      ) : (
        <>
          <People users={readers.read} />
          <People title={t("message.receivedBy")} users={readers.received} />
          <People title={t("message.notReceived")} users={readers.others} />
        </>
      )}
    </Dialog>
  );
}

function People({ title, users }: { readonly title?: string; readonly users: readonly string[] }) {
  if (users.length === 0) {
    return null;
  }
  return (
    <section className="stack">
      {title !== undefined && <h2>{title}</h2>}
      <ul role="list">
        {users.map((user) => (
          <li key={user} className="person">
            <UserAvatar user={user} size={32} />
            <span className="person-name one-line">
              <Name user={user} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
