package chat.carillon.core.notify.digest;

import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.push.Confirmation;
import chat.carillon.core.push.Digest;
import chat.carillon.core.push.DigestSender;
import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.digest.Mailbox;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.time.Time;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Nodes that mail digests, on one store in memory, with a mail server that answers as a test says. Everything runs on
/// the test's thread, when the test lets time pass. Ann and Bob have a direct conversation; Bob wants digests.
final class DigestWorld {
    static final Duration AWAY = Duration.ofHours(8);
    static final Duration PERIOD = Duration.ofHours(24);

    private final HandTime time = new HandTime();
    private final InMemoryStore store = new InMemoryStore("epoch", time, Limits.DEFAULT);
    private final ConversationId direct;
    private final List<Digest> mails = new ArrayList<>();
    private final Set<UserId> attending = new HashSet<>();
    private DigestSettings settings = new DigestSettings(AWAY, PERIOD, 60, true);
    private Function<Digest, PushResult> server = _ -> new PushResult.Accepted("id");
    private final Map<UserId, Integer> readable = new HashMap<>();
    private int made;

    DigestWorld() {
        for (String user : List.of("abe", "ann", "bob")) {
            store.accounts().create(new Account(new UserId(user), "The " + user, false, false, 0), null);
        }
        direct = conversation(ConversationKind.DIRECT, null, "bob");
        wants("bob");
        time.advance(Duration.ofSeconds(1));
    }

    private ConversationId conversation(ConversationKind kind, @Nullable String name, String member) {
        var wanted = new NewConversation(
                new ConversationId(kind.wireName()),
                kind,
                name,
                null,
                Conversation.Settings.of(kind),
                new UserId("ann"),
                List.of(new UserId(member)),
                time.wallMillis());
        return ((CreateResult.Created) store.conversations().create(wanted))
                .conversation()
                .id();
    }

    /// Of Ann and Bob.
    ConversationId channel() {
        return conversation(ConversationKind.CHANNEL, "general", "bob");
    }

    /// Of Ann and Abe.
    ConversationId groupWithAbe() {
        return conversation(ConversationKind.GROUP, null, "abe");
    }

    /// Wants digests from now on.
    void wants(String user) {
        store.mailboxes()
                .change(
                        new UserId(user),
                        mailbox -> mailbox.at(user + "@example.org")
                                .wanting(true, time.wallMillis())
                                .confirmed(time.wallMillis()));
    }

    /// What the user wants to be told of can be read so often; then it ends in a defect.
    void spoil(String user, int after) {
        readable.put(new UserId(user), after);
    }

    private void read(Object user) {
        Integer left = readable.computeIfPresent((UserId) user, (_, times) -> times - 1);
        if (left != null && left < 0) {
            throw new IllegalStateException("the test says so");
        }
    }

    /// The process is gone, in the middle of a call.
    static final class Killed extends Error {}

    /// What happens around each call of a node to the store.
    interface Calls {
        void before();

        void after();
    }

    private static final Calls NOTHING = new Calls() {
        @Override
        public void before() {}

        @Override
        public void after() {}
    };

    /// A node of which everything stops at once when it is killed.
    static final class DigestNode {
        private boolean dead;
        private Digesting digesting;

        void kill() {
            dead = true;
        }

        boolean isDead() {
            return dead;
        }

        DigestCounters counters() {
            return digesting.counters();
        }
    }

    void settings(DigestSettings other) {
        settings = other;
    }

    DigestNode node() {
        return node(NOTHING);
    }

    DigestNode node(Calls calls) {
        var node = new DigestNode();
        Executor blocking = task -> {
            if (!node.dead) {
                try {
                    task.run();
                } catch (Killed _) {
                    node.dead = true;
                }
            }
        };
        var ground = new Digesting.Ground(calling(node, calls), mortal(node), blocking, new DigestCounters());
        var links = new Digesting.Links(
                mailbox -> URI.create("https://chat.example.org/u/" + mailbox.user()),
                URI.create("https://chat.example.org"));
        node.digesting = new Digesting(
                ground,
                settings,
                new DigestSender() {
                    @Override
                    public CompletionStage<PushResult> send(Digest digest) {
                        mails.add(digest);
                        return CompletableFuture.completedFuture(server.apply(digest));
                    }

                    @Override
                    public CompletionStage<PushResult> ask(Confirmation confirmation) {
                        throw new AssertionError("nobody asks here");
                    }
                },
                links,
                () -> attending);
        node.digesting.start();
        return node;
    }

    private Time mortal(DigestNode node) {
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

    private Store calling(DigestNode node, Calls calls) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, _) -> {
                    Object port = method.invoke(store);
                    Class<?> type = method.getReturnType();
                    return Proxy.newProxyInstance(
                            type.getClassLoader(), new Class<?>[] {type}, (_, call, arguments) -> {
                                if (node.dead) {
                                    throw new Killed();
                                }
                                calls.before();
                                if (call.getName().equals("wishes")) {
                                    read(arguments[0]);
                                }
                                try {
                                    return call.invoke(port, arguments);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                } finally {
                                    calls.after();
                                }
                            });
                });
    }

    void answer(Function<Digest, PushResult> answer) {
        server = answer;
    }

    void pass(Duration by) {
        time.advance(by);
    }

    void comes(String user) {
        attending.add(new UserId(user));
    }

    void goes(String user) {
        attending.remove(new UserId(user));
    }

    long post(String text) {
        return post(direct, text);
    }

    long post(ConversationId conversation, String text) {
        return append(conversation, new EntryBody.Posted(text, null, null, List.of()));
    }

    void delete(long seq) {
        append(direct, new EntryBody.Deleted(seq));
    }

    private long append(ConversationId conversation, EntryBody body) {
        var entry = new NewEntry(
                conversation,
                new UserId("ann"),
                Authority.MEMBER,
                new ClientMessageId("m" + made++),
                time.wallMillis(),
                body);
        store.log().append(List.of(entry));
        return store.log().heads(List.of(conversation)).get(conversation).headSeq();
    }

    void read(long seq) {
        store.conversations().mark(List.of(new Marker.ReadUpTo(direct, new UserId("bob"), seq)));
    }

    void unsubscribes() {
        store.mailboxes().change(new UserId("bob"), mailbox -> mailbox.wanting(false, time.wallMillis()));
    }

    Mailbox mailbox() {
        return mailbox("bob");
    }

    Mailbox mailbox(String user) {
        return store.mailboxes().find(new UserId(user)).orElseThrow();
    }

    /// What the mail server was given.
    List<Digest> mails() {
        return List.copyOf(mails);
    }
}
