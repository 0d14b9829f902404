package chat.carillon.core.store.memory;

import chat.carillon.core.people.AuditLog;
import chat.carillon.core.people.InMemoryAuditLog;
import chat.carillon.core.people.InMemoryProfiles;
import chat.carillon.core.people.ProfileStore;
import chat.carillon.core.push.digest.InMemoryMailboxes;
import chat.carillon.core.push.digest.MailboxStore;
import chat.carillon.core.registry.InMemoryNodeDirectory;
import chat.carillon.core.registry.NodeDirectory;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.DeviceStore;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.core.store.LogStore;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.time.Time;
import chat.carillon.protocol.Limits;
import java.util.Optional;

/// A store that forgets everything when its process ends, and is never unavailable.
public final class InMemoryStore implements Store {
    private final String epoch;
    private final MemoryLog log;
    private final MemoryConversations conversations;
    private final MemoryMembers members;
    private final MemoryHistory history;
    private final MemoryAccounts accounts;
    private final MemoryDevices devices;
    private final MemoryPush push;
    private final MailboxStore mailboxes = new InMemoryMailboxes();
    private final ProfileStore profiles = new InMemoryProfiles();
    private final AuditLog audit = new InMemoryAuditLog();
    private final NodeDirectory nodes;

    /// @param epoch any name of this store's life
    public InMemoryStore(String epoch, Time time, Limits limits) {
        var state = new MemoryState();
        this.epoch = epoch;
        log = new MemoryLog(state, time, limits);
        conversations = new MemoryConversations(state, time, limits);
        members = new MemoryMembers(state);
        history = new MemoryHistory(state);
        accounts = new MemoryAccounts(state, time);
        devices = new MemoryDevices(state, time);
        push = new MemoryPush(state, time);
        nodes = new InMemoryNodeDirectory(time);
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public NodeDirectory nodes() {
        return nodes;
    }

    @Override
    public LogStore log() {
        return log;
    }

    @Override
    public ConversationStore conversations() {
        return conversations;
    }

    @Override
    public MemberStore members() {
        return members;
    }

    @Override
    public HistoryStore history() {
        return history;
    }

    @Override
    public AccountStore accounts() {
        return accounts;
    }

    @Override
    public DeviceStore devices() {
        return devices;
    }

    @Override
    public PushStore push() {
        return push;
    }

    @Override
    public MailboxStore mailboxes() {
        return mailboxes;
    }

    @Override
    public ProfileStore profiles() {
        return profiles;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public int appendConcurrency() {
        return 1;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public void probe() {}

    @Override
    public void close() {}
}
