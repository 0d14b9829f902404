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
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Nodes that tell absent members, on one store in memory, with a provider that answers as a test says. Everything runs
/// on the test's thread, when the test lets time pass. Ann and Bob have a direct conversation.
final class PushWorld {
    static final PushResult ACCEPTED = new PushResult.Accepted("id");

    private final HandTime time = new HandTime();
    private final InMemoryStore store = new InMemoryStore("epoch", time, Limits.DEFAULT);
    private final PushSettings settings;
    private final ConversationId direct;
    private final List<PushNode> nodes = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Notification> notifications = new ArrayList<>();
    private final List<PushTarget> targets = new ArrayList<>();
    private Provider provider = (_, _) -> CompletableFuture.completedFuture(ACCEPTED);
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

    PushNode node() {
        return node(PushNode.Calls.NONE);
    }

    PushNode node(PushNode.Calls calls) {
        var node = new PushNode(time, store, calls);
        nodes.add(node);
        node.start(settings, (target, notification, ours) -> {
            sent.add("%s/%s %d %s %s"
                    .formatted(
                            notification.user(),
                            notification.device(),
                            notification.seq(),
                            notification.act().wireName(),
                            notification.text()));
            notifications.add(notification);
            targets.add(target);
            return provider.ask(notification, ours);
        });
        return node;
    }

    /// No node can reach the store.
    void storeAway(boolean away) {
        nodes.forEach(node -> node.cutOff(away));
    }

    /// Stands for the services that wake devices.
    @FunctionalInterface
    interface Provider {
        CompletionStage<PushResult> ask(Notification notification, BooleanSupplier ours);
    }

    void answer(Function<Notification, PushResult> answer) {
        answers((notification, _) -> CompletableFuture.completedFuture(answer.apply(notification)));
    }

    /// All are accepted, after this time.
    void answerAfter(Duration delay) {
        answers((_, _) -> {
            var answer = new CompletableFuture<PushResult>();
            var _ = time.after(delay, () -> answer.complete(ACCEPTED));
            return answer;
        });
    }

    void answers(Provider answers) {
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
        register(user, device, new PushTarget.Fcm(user + "-" + device));
    }

    void register(String user, String device, PushTarget target) {
        store.devices().register(new PushDevice(new UserId(user), new DeviceId(device), target, "", 0), 10);
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
        node.notifying().appended(appended.entry(), appended.head());
        return appended.entry().seq();
    }

    void ack(String user, String device, long seq) {
        store.conversations()
                .mark(List.of(new Marker.ReceivedUpTo(direct, new UserId(user), new DeviceId(device), seq)));
    }

    void read(PushNode node, String user, long seq) {
        var marker = new Marker.ReadUpTo(direct, new UserId(user), seq);
        store.conversations().mark(List.of(marker));
        node.notifying().written(List.of(marker));
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
