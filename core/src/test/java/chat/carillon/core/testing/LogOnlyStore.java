package chat.carillon.core.testing;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A store of which there are only logs, and which refuses writes when a test says so.
public final class LogOnlyStore implements Store {
    private final LogStore log;
    private final int appendConcurrency;
    private @Nullable String refusal;
    private boolean stillRefuses;

    /// How often [#probe] was called.
    public int probes;

    public LogOnlyStore(LogStore log, int appendConcurrency) {
        this.log = log;
        this.appendConcurrency = appendConcurrency;
    }

    /// Refuses until it is probed after [#heal].
    public void refuse(String why) {
        refusal = why;
        stillRefuses = true;
    }

    public void heal() {
        stillRefuses = false;
    }

    @Override
    public String epoch() {
        return "epoch";
    }

    @Override
    public LogStore log() {
        return log;
    }

    @Override
    public ConversationStore conversations() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MemberStore members() {
        throw new UnsupportedOperationException();
    }

    @Override
    public HistoryStore history() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AccountStore accounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DeviceStore devices() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PushStore push() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProfileStore profiles() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditLog audit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MailboxStore mailboxes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public NodeDirectory nodes() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int appendConcurrency() {
        return appendConcurrency;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public void probe() {
        probes++;
        if (stillRefuses) {
            throw new StoreUnavailableException("still", null);
        }
        refusal = null;
    }

    @Override
    public void close() {}
}
