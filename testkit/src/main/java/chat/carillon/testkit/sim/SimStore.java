package chat.carillon.testkit.sim;

import chat.carillon.core.log.CreateResult;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One node's way to the database. Every call takes time before and after its effect, during which
/// anything else may happen, the node's death included; it may fail before its effect, or after it.
public final class SimStore implements Store {
    private static final long LATEST_MILLIS = 6_000;

    private final SimDatabase database;
    private final Life life;
    private final LogStore log;
    private final ConversationStore conversations;
    private final MemberStore members;
    private final HistoryStore history;
    private final AccountStore accounts;
    private final DeviceStore devices;
    private final PushStore push;
    private final MailboxStore mailboxes;
    private final ProfileStore profiles;
    private final AuditLog audit;
    private final NodeDirectory nodes;
    private boolean cutOff;
    private long reachableSinceNanos;
    private @Nullable String refusal;

    SimStore(SimDatabase database, Life life) {
        this.database = database;
        this.life = life;
        Store content = database.content();
        log = port(LogStore.class, content.log());
        conversations = port(ConversationStore.class, content.conversations());
        members = port(MemberStore.class, content.members());
        history = port(HistoryStore.class, content.history());
        accounts = port(AccountStore.class, content.accounts());
        devices = port(DeviceStore.class, content.devices());
        push = port(PushStore.class, content.push());
        mailboxes = port(MailboxStore.class, content.mailboxes());
        profiles = port(ProfileStore.class, content.profiles());
        audit = port(AuditLog.class, content.audit());
        nodes = port(NodeDirectory.class, content.nodes());
    }

    private <T> T port(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> call(target, method, arguments)));
    }

    /// Cuts this node off from the database, or ends that.
    public void setCutOff(boolean cut) {
        if (cutOff && !cut) {
            reachableSinceNanos = database.scheduler().nowNanos() + SimDatabase.SETTLING.toNanos();
        }
        cutOff = cut;
    }

    /// Since when this node can reach the database at all times; [Long#MAX_VALUE] if it cannot now.
    public long reachableSinceNanos() {
        return cutOff ? Long.MAX_VALUE : Math.max(reachableSinceNanos, database.soundSinceNanos());
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        SimDatabase.Faults faults = database.faults();
        travel(method, faults);
        if (unreachable() || happens(faults.failBefore())) {
            throw failed(method, "before");
        }
        Object result = effect(target, method, arguments);
        travel(method, faults);
        if (unreachable() || happens(faults.failAfter())) {
            throw failed(method, "after");
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object effect(Object target, Method method, @Nullable Object[] arguments) throws Throwable {
        if (target instanceof LogStore content && method.getName().equals("append")) {
            return database.append(content, (List<NewEntry>) Objects.requireNonNull(arguments[0]));
        }
        if (hidden(method.getName())) {
            return List.of();
        }
        if (method.getName().equals("changedSince") && database.sabotage() == Sabotage.STORE_TELLS_OF_THE_LATEST_ONLY) {
            arguments[0] = Math.max(
                    (long) Objects.requireNonNull(arguments[0]),
                    database.content().log().nowMillis() - LATEST_MILLIS);
        }
        try {
            Object result = method.invoke(target, arguments);
            return result instanceof CreateResult made ? database.created(made) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private boolean hidden(String method) {
        return method.equals("changedSince") && database.sabotage() == Sabotage.STORE_HIDES_CHANGES
                || method.equals("joinedSince") && database.sabotage() == Sabotage.STORE_HIDES_MEMBERSHIPS
                || method.equals("renew") && database.sabotage() == Sabotage.NODES_DO_NOT_KNOW_EACH_OTHER;
    }

    private void travel(Method method, SimDatabase.Faults faults) {
        SimScheduler scheduler = database.scheduler();
        if (!Thread.currentThread().isVirtual()) {
            throw new Violation("%s was called where nothing may block".formatted(method));
        }
        scheduler.pause(life, happens(faults.slow()) ? scheduler.chance().upTo(faults.maxDelay()) : scheduler.hop());
    }

    private StoreUnavailableException failed(Method method, String when) {
        if (unreachable() || happens(0.5)) {
            refusal = "the database cannot be reached";
        }
        return new StoreUnavailableException(method.getName() + " failed " + when + " its effect", null);
    }

    private boolean unreachable() {
        return cutOff || database.faults().unreachable();
    }

    private boolean happens(double probability) {
        return probability > 0 && database.scheduler().chance().happens(probability);
    }

    @Override
    public String epoch() {
        return database.content().epoch();
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
    public ProfileStore profiles() {
        return profiles;
    }

    @Override
    public AuditLog audit() {
        return audit;
    }

    @Override
    public MailboxStore mailboxes() {
        return mailboxes;
    }

    @Override
    public NodeDirectory nodes() {
        return nodes;
    }

    @Override
    public int appendConcurrency() {
        return database.appendConcurrency();
    }

    @Override
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    @Override
    public void probe() {
        database.scheduler().pause(life, database.scheduler().hop());
        if (unreachable()) {
            throw new StoreUnavailableException("still unreachable", null);
        }
        refusal = null;
    }

    @Override
    public void close() {}
}
