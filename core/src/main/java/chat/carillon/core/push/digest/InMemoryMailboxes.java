package chat.carillon.core.push.digest;

import chat.carillon.model.UserId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// [MailboxStore] in memory, the reference model. Thread-safe: guarded by this object's lock.
public final class InMemoryMailboxes implements MailboxStore {
    private final Map<UserId, Mailbox> kept = new TreeMap<>();

    @Override
    public synchronized Optional<Mailbox> find(UserId user) {
        return Optional.ofNullable(kept.get(user));
    }

    @Override
    public synchronized boolean write(Mailbox next) {
        Mailbox found = kept.get(next.user());
        if ((found == null ? 0 : found.version()) != next.version()) {
            return false;
        }
        kept.put(next.user(), next.written(found == null ? 0 : found.attendedAtMillis()));
        return true;
    }

    @Override
    public synchronized boolean anyOpen() {
        return kept.values().stream().anyMatch(Mailbox::isOpen);
    }

    @Override
    public synchronized void attended(Collection<UserId> users, long atMillis) {
        for (UserId user : users) {
            kept.computeIfPresent(user, (_, mailbox) -> mailbox.wanted() ? mailbox.attendedAt(atMillis) : mailbox);
        }
    }

    @Override
    public List<Mailbox> away(long awaySinceMillis, long nowMillis, int limit) {
        return open(
                mailbox -> mailbox.turn().state() != Mailbox.State.DUE
                        && mailbox.attendedAtMillis() <= awaySinceMillis
                        && mailbox.turn().lookAtMillis() <= nowMillis,
                mailbox -> mailbox.turn().lookAtMillis(),
                limit);
    }

    @Override
    public List<Mailbox> due(long nowMillis, int limit) {
        return open(
                mailbox -> mailbox.turn().state() == Mailbox.State.DUE
                        && mailbox.turn().dueAtMillis() <= nowMillis,
                mailbox -> mailbox.turn().dueAtMillis(),
                limit);
    }

    private synchronized List<Mailbox> open(Predicate<Mailbox> wanted, ToLongFunction<Mailbox> order, int limit) {
        return kept.values().stream()
                .filter(Mailbox::isOpen)
                .filter(wanted)
                .sorted(Comparator.comparingLong(order).thenComparing(Mailbox::user))
                .limit(limit)
                .toList();
    }
}
