package chat.carillon.testkit;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A store whose appends fail as the test wishes: before anything was written, or after everything
/// was. Callers cannot tell one from the other, which is the point. Thread-safe.
public final class FaultyStore implements Store {
    private final Store delegate;
    private final LogStore log;
    private final AtomicReference<Faults> faults = new AtomicReference<>(() -> Fault.NONE);

    /// What happens to one append.
    public enum Fault {
        NONE,
        /// Nothing is written.
        BEFORE_COMMIT,
        /// Everything is written, but the caller is not told so.
        AFTER_COMMIT
    }

    /// Says what happens to the next append; a seeded random choice makes runs repeatable.
    @FunctionalInterface
    public interface Faults {
        Fault next();
    }

    public FaultyStore(Store delegate) {
        this.delegate = delegate;
        log = new FaultyLog(delegate.log());
    }

    public void faults(Faults next) {
        faults.set(next);
    }

    @Override
    public String epoch() {
        return delegate.epoch();
    }

    @Override
    public LogStore log() {
        return log;
    }

    @Override
    public ConversationStore conversations() {
        return delegate.conversations();
    }

    @Override
    public MemberStore members() {
        return delegate.members();
    }

    @Override
    public ProfileStore profiles() {
        return delegate.profiles();
    }

    @Override
    public AuditLog audit() {
        return delegate.audit();
    }

    @Override
    public HistoryStore history() {
        return delegate.history();
    }

    @Override
    public AccountStore accounts() {
        return delegate.accounts();
    }

    @Override
    public DeviceStore devices() {
        return delegate.devices();
    }

    @Override
    public PushStore push() {
        return delegate.push();
    }

    @Override
    public MailboxStore mailboxes() {
        return delegate.mailboxes();
    }

    @Override
    public NodeDirectory nodes() {
        return delegate.nodes();
    }

    @Override
    public int appendConcurrency() {
        return delegate.appendConcurrency();
    }

    @Override
    public Optional<String> refusal() {
        return delegate.refusal();
    }

    @Override
    public void probe() {
        delegate.probe();
    }

    @Override
    public void close() {
        delegate.close();
    }

    private final class FaultyLog implements LogStore {
        private final LogStore delegate;

        FaultyLog(LogStore delegate) {
            this.delegate = delegate;
        }

        @Override
        public List<AppendResult> append(List<NewEntry> batch) {
            Fault fault = faults.get().next();
            if (fault == Fault.BEFORE_COMMIT) {
                throw new StoreUnavailableException("a fault of the test, before the commit", null);
            }
            List<AppendResult> results = delegate.append(batch);
            if (fault == Fault.AFTER_COMMIT) {
                throw new StoreUnavailableException("a fault of the test, after the commit", null);
            }
            return results;
        }

        @Override
        public List<Entry> read(ConversationId conversation, long afterSeq, long untilSeq, int limit, int maxBytes) {
            return delegate.read(conversation, afterSeq, untilSeq, limit, maxBytes);
        }

        @Override
        public Map<ConversationId, Conversation.Head> heads(Collection<ConversationId> conversations) {
            return delegate.heads(conversations);
        }

        @Override
        public long nowMillis() {
            return delegate.nowMillis();
        }

        @Override
        public List<Conversation.Head> changedSince(long sinceMillis, int limit) {
            return delegate.changedSince(sinceMillis, limit);
        }
    }
}
