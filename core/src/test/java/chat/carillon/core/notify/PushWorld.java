package chat.carillon.core.notify;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.push.Notification;
import chat.carillon.core.push.PushDevice;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.plan.Wishes;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.PushStore;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.time.Time;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Nodes that tell absent members, on one store in memory, with a provider that answers as a test says. Everything runs
/// on the test's thread, when the test lets time pass. Ann and Bob have a direct conversation.
final class PushWorld {
    private final HandTime time = new HandTime();
    private final InMemoryStore store = new InMemoryStore("epoch", time, Limits.DEFAULT);
    private final PushSettings settings;
    private final ConversationId direct;
    private final List<String> sent = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<PushTarget> targets = new ArrayList<>();
    private Function<Notification, CompletionStage<PushResult>> provider =
            _ -> CompletableFuture.completedFuture(new PushResult.Accepted("id"));
    private boolean storeAway;
    private int made;

    PushWorld() {
        this(PushSettings.DEFAULT);
    }

    PushWorld(PushSettings settings) {
        this.settings = settings;
        for (String user : List.of("ann", "bob")) {
            store.accounts().create(new Account(new UserId(user), user, false, false, 0), null);
        }
        direct = conversation(ConversationKind.DIRECT, "ann", "bob");
    }

    /// What happens when a node calls the store.
    interface Calls {
        void before();

        void after();
    }

    /// A node of which everything stops at once when it is killed.
    static final class PushNode {
        private boolean dead;
        private Notifying notifying;

        Notifying notifying() {
            return notifying;
        }
    }

    PushNode node() {
        return node(new Calls() {
            @Override
            public void before() {}

            @Override
            public void after() {}
        });
    }

    PushNode node(Calls calls) {
        var node = new PushNode();
        Executor blocking = task -> {
            if (!node.dead) {
                try {
                    task.run();
                } catch (Killed _) {
                    node.dead = true;
                }
            }
        };
        var push = new PushPlanning.Push(calling(node, calls), settings, mortal(node), blocking, new PushCounters());
        node.notifying = new Notifying(push, (target, notification) -> {
            if (node.dead) {
                return new CompletableFuture<>();
            }
            sent.add("%s/%s %d %s %s"
                    .formatted(
                            notification.user(),
                            notification.device(),
                            notification.seq(),
                            notification.act().wireName(),
                            notification.text()));
            notifications.add(notification);
            targets.add(target);
            return provider.apply(notification);
        });
        node.notifying.start();
        return node;
    }

    void kill(PushNode node) {
        node.dead = true;
    }

    boolean isDead(PushNode node) {
        return node.dead;
    }

    /// The process is gone, in the middle of a call.
    static final class Killed extends Error {}

    private Time mortal(PushNode node) {
        return new Time() {
            @Override
            public long wallMillis() {
                return time.wallMillis();
            }

            @Override
            public long monotonicNanos() {
                return time.monotonicNanos();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return time.after(delay, () -> {
                    if (!node.dead) {
                        task.run();
                    }
                });
            }
        };
    }

    private Store calling(PushNode node, Calls calls) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, _) -> {
                    Object port = method.invoke(store);
                    Class<?> type = method.getReturnType();
                    return type.isInterface()
                            ? Proxy.newProxyInstance(
                                    type.getClassLoader(), new Class<?>[] {type}, (_, call, arguments) -> {
                                        if (node.dead) {
                                            throw new Killed();
                                        }
                                        if (storeAway) {
                                            throw new StoreUnavailableException("the test says so", null);
                                        }
                                        calls.before();
                                        try {
                                            return call.invoke(port, arguments);
                                        } catch (InvocationTargetException e) {
                                            throw e.getCause();
                                        } finally {
                                            calls.after();
                                        }
                                    })
                            : port;
                });
    }

    void storeAway(boolean away) {
        storeAway = away;
    }

    void answer(Function<Notification, PushResult> answer) {
        answers(notification -> CompletableFuture.completedFuture(answer.apply(notification)));
    }

    void answers(Function<Notification, CompletionStage<PushResult>> answers) {
        provider = answers;
    }

    void pass(Duration by) {
        time.advance(by);
    }

    ConversationId channel(String owner, String... members) {
        return conversation(ConversationKind.CHANNEL, owner, members);
    }

    private ConversationId conversation(ConversationKind kind, String owner, String... members) {
        var id = new ConversationId("c" + made++);
        var users = List.of(members).stream().map(UserId::new).toList();
        var created = store.conversations()
                .create(new NewConversation(
                        id,
                        kind,
                        kind == ConversationKind.CHANNEL ? "general" : null,
                        null,
                        Conversation.Settings.of(kind),
                        new UserId(owner),
                        users,
                        time.wallMillis()));
        return ((CreateResult.Created) created).conversation().id();
    }

    void register(String user, String device) {
        store.devices()
                .register(
                        new PushDevice(
                                new UserId(user), new DeviceId(device), new PushTarget.Fcm(user + "-" + device), "", 0),
                        10);
    }

    void hideContent(String user) {
        Wishes usual = Wishes.of(new UserId(user));
        store.devices().put(new Wishes(usual.user(), usual.direct(), usual.group(), usual.channel(), null, 0, false));
    }

    List<PushDevice> devices(String user) {
        return store.devices().devicesOf(new UserId(user));
    }

    long post(PushNode node, String sender, String text) {
        return post(node, direct, sender, text);
    }

    long post(PushNode node, ConversationId conversation, String sender, String text) {
        return append(node, conversation, sender, new EntryBody.Posted(text, null, null, List.of()));
    }

    long append(PushNode node, String sender, EntryBody body) {
        return append(node, direct, sender, body);
    }

    private long append(PushNode node, ConversationId conversation, String sender, EntryBody body) {
        var entry = new NewEntry(
                conversation,
                new UserId(sender),
                Authority.MEMBER,
                new ClientMessageId("m" + made++),
                time.wallMillis(),
                body);
        var appended =
                (AppendResult.Appended) store.log().append(List.of(entry)).getFirst();
        node.notifying.appended(appended.entry(), appended.head());
        return appended.entry().seq();
    }

    void ack(String user, String device, long seq) {
        store.conversations()
                .mark(List.of(new Marker.ReceivedUpTo(direct, new UserId(user), new DeviceId(device), seq)));
    }

    void read(PushNode node, String user, long seq) {
        var marker = new Marker.ReadUpTo(direct, new UserId(user), seq);
        store.conversations().mark(List.of(marker));
        node.notifying.written(List.of(marker));
    }

    /// What providers were asked for, in this order.
    List<String> sent() {
        return List.copyOf(sent);
    }

    List<Notification> notifications() {
        return List.copyOf(notifications);
    }

    List<PushTarget> targets() {
        return List.copyOf(targets);
    }

    /// The one decision of a message in the direct conversation.
    PushStore.Recorded recorded(long seq) {
        List<PushStore.Recorded> recorded = store.push().recorded(direct, seq);
        if (recorded.size() != 1) {
            throw new AssertionError("one decision was expected: " + recorded);
        }
        return recorded.getFirst();
    }
}
