package chat.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import chat.carillon.client.CarillonClient;
import chat.carillon.client.http.CarillonHttp;
import chat.carillon.client.net.CarillonException;
import chat.carillon.client.net.ClientResources;
import chat.carillon.client.net.ServerAddress;
import chat.carillon.client.notification.ConversationWish;
import chat.carillon.client.notification.Notifications;
import chat.carillon.client.notification.PushTarget;
import chat.carillon.client.notification.RegisteredDevice;
import chat.carillon.client.session.ClientListener;
import chat.carillon.client.session.ClientState;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.NotificationLevel;
import chat.carillon.protocol.QuietHours;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the Java SDK and the command line say of notifications, and what devices of one user tell each other, against a
/// real server, which all tests share: each has users of its own.
class SdkNotificationIT {
    private static final AtomicInteger TESTS = new AtomicInteger();

    /// The receiver's public key and secret of RFC 8291, appendix A.
    private static final PushTarget.Keys KEYS = new PushTarget.Keys(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg");

    @TempDir
    private static Path folder;

    private static CarillonProcesses carillon;
    private static ClientResources resources;
    private static CarillonHttp operator;

    private final UserId anna = new UserId("anna" + TESTS.incrementAndGet());
    private final UserId ben = new UserId("ben" + TESTS.get());
    private String annasToken;
    private Notifications annas;

    @BeforeAll
    static void start() throws Exception {
        carillon = new CarillonProcesses(
                folder, "push.vapid.subject=mailto:operator@example.org", "limits.maxSessionsPerUser=2");
        resources = ClientResources.create();
        operator =
                http(Files.readString(carillon.data().resolve("operator.token")).strip());
    }

    @AfterAll
    static void stop() {
        resources.close();
        carillon.close();
    }

    @BeforeEach
    void makeUsers() {
        for (UserId user : List.of(anna, ben)) {
            var _ = operator.createUser(user.value(), CarillonProcesses.PASSWORD, user.value());
        }
        annasToken = operator.createToken(anna, "test").token();
        annas = http(annasToken).notifications();
    }

    private static CarillonHttp http(String token) {
        return new CarillonHttp(ServerAddress.of(carillon.url()), () -> token, resources);
    }

    private static CarillonClient client(UserId user, String device, ClientListener listener) {
        CarillonClient client = CarillonClient.builder(carillon.url())
                .token(operator.createToken(user, device).token())
                .device(device)
                .listener(listener)
                .resources(resources)
                .build();
        client.connect(CarillonProcesses.PATIENCE);
        return client;
    }

    private ConversationId channel(String name) {
        return operator.createConversation(ConversationKind.CHANNEL, name, null, List.of(anna, ben))
                .id();
    }

    private static void assertRefused(Runnable call, ErrorCode code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CarillonException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void devices_are_registered_listed_and_removed() {
        var laptop = new DeviceId("laptop/1 of 2".replace(' ', '_'));
        var phone = new DeviceId("phone");
        assertThat(annas.offer().kinds()).containsExactlyInAnyOrder("unifiedpush", "webpush");
        assertThat(annas.offer().vapidKey())
                .hasValueSatisfying(key -> assertThat(key).hasSize(87));
        URI endpoint = URI.create("https://push.example.org/anna");

        annas.register(laptop, new PushTarget.WebPush(endpoint, KEYS), "Firefox on Linux");
        annas.register(phone, new PushTarget.UnifiedPush(URI.create("https://ntfy.example.org/up1"), null), "");
        assertThat(annas.devices())
                .extracting(RegisteredDevice::device, RegisteredDevice::kind, RegisteredDevice::label)
                .containsExactlyInAnyOrder(
                        tuple(laptop, "webpush", "Firefox on Linux"), tuple(phone, "unifiedpush", ""));
        assertThat(annas.devices()).allMatch(device -> device.registeredAtMillis() > 0);

        annas.remove(laptop);
        assertThat(annas.devices()).extracting(RegisteredDevice::device).containsExactly(phone);
        assertRefused(() -> annas.remove(laptop), ErrorCode.NO_SUCH_DEVICE);
        assertRefused(() -> annas.register(laptop, new PushTarget.Fcm("token"), ""), ErrorCode.INVALID_FIELD);
        int more = annas.offer().maxDevices();
        for (int i = 1; i < more; i++) {
            annas.register(
                    new DeviceId("d" + i), new PushTarget.WebPush(URI.create(endpoint + "/" + i), KEYS), "device " + i);
        }
        assertRefused(
                () -> annas.register(laptop, new PushTarget.WebPush(endpoint, KEYS), ""), ErrorCode.TOO_MANY_DEVICES);
    }

    @Test
    void what_is_wanted_is_kept_and_one_change_leaves_the_rest() {
        ConversationId ops = channel("ops");
        QuietHours night = QuietHours.parse("22:00", "07:00", "Europe/Vienna");
        Instant later = Instant.ofEpochMilli(4_000_000_000_000L);
        assertThat(annas.wishes().level(ConversationKind.CHANNEL)).isEqualTo(NotificationLevel.MENTIONS);
        assertThat(annas.wish(ops)).isEqualTo(ConversationWish.NONE);

        var _ = annas.change(wishes -> wishes.level(ConversationKind.CHANNEL, NotificationLevel.ALL));
        var _ = annas.change(wishes -> wishes.quietHours(night).showContent(false));
        var _ = annas.change(wishes -> wishes.snoozedUntil(later));
        var _ = annas.change(ops, wish -> wish.level(NotificationLevel.NONE));
        var _ = annas.change(ops, wish -> wish.mutedUntil(Instant.MAX));

        var wishes = annas.wishes();
        assertThat(wishes.channel()).isEqualTo(NotificationLevel.ALL);
        assertThat(wishes.quietHours()).isEqualTo(night);
        assertThat(wishes.showContent()).isFalse();
        assertThat(wishes.snoozedUntilMillis()).isEqualTo(later.toEpochMilli());
        var wish = new ConversationWish(NotificationLevel.NONE, ConversationWish.FOREVER);
        assertThat(wishes.conversations()).isEqualTo(Map.of(ops, wish));
        assertThat(annas.wish(ops)).isEqualTo(wish);
        assertThat(wishes.level(ops, ConversationKind.CHANNEL)).isEqualTo(NotificationLevel.NONE);

        annas.set(ops, ConversationWish.NONE);
        assertThat(annas.wishes().conversations()).isEmpty();
        assertRefused(() -> annas.wish(new ConversationId("elsewhere")), ErrorCode.NO_SUCH_CONVERSATION);
    }

    @Test
    void the_command_line_says_the_same() throws Exception {
        ConversationId ops = channel("ops");
        for (List<String> command : List.of(
                List.of("level", "all", "#ops"),
                List.of("mute", "#ops", "2d"),
                List.of("level", "none", "--kind", "group"),
                List.of("snooze", "8h"),
                List.of("quiet", "22:00", "07:00", "--zone", "Europe/Vienna"),
                List.of("content", "off"))) {
            assertThat(notify(command).out()).startsWith("Done.");
        }
        var wishes = annas.wishes();
        assertThat(wishes.conversations().get(ops).level()).isEqualTo(NotificationLevel.ALL);
        assertThat(wishes.conversations().get(ops).mutedAt(Instant.now())).isTrue();
        assertThat(wishes.group()).isEqualTo(NotificationLevel.NONE);
        assertThat(wishes.quietAt(Instant.now())).isTrue();
        assertThat(wishes.quietHours()).isEqualTo(QuietHours.parse("22:00", "07:00", "Europe/Vienna"));
        assertThat(wishes.showContent()).isFalse();
        assertThat(notify(List.of("show")).out())
                .contains("#ops", "all", "Quiet hours: 22:00 to 07:00 (Europe/Vienna)", "sender and text: no");
        assertThat(notify(List.of("forget", "phone")).err()).contains("no device phone");
    }

    private CarillonProcesses.Outcome notify(List<String> command) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("notify"));
        arguments.addAll(command);
        arguments.addAll(List.of("--token", annasToken));
        return carillon.run(arguments.toArray(String[]::new));
    }

    @Test
    void devices_of_one_user_see_at_once_what_the_other_has_read() {
        ConversationId ops = channel("ops");
        try (CarillonClient phone = client(anna, "phone", ClientListener.NONE);
                CarillonClient laptop = client(anna, "laptop", ClientListener.NONE);
                CarillonClient bens = client(ben, "bens", ClientListener.NONE)) {
            for (int i = 1; i <= 3; i++) {
                bens.conversation(ops).sendAndWait("@%s, number %d".formatted(anna, i), CarillonProcesses.PATIENCE);
            }
            awaitUnread(laptop, ops, 3);
            long head = laptop.conversation(ops).summary().orElseThrow().headSeq();
            phone.conversation(ops).markRead(head - 1);
            awaitUnread(laptop, ops, 1);
            phone.conversation(ops).markRead(head);
            awaitUnread(laptop, ops, 0);
            bens.conversation(ops).sendAndWait("@%s, number 4".formatted(anna), CarillonProcesses.PATIENCE);
            awaitUnread(laptop, ops, 1);
            phone.conversation(ops).sendAndWait("here I am", CarillonProcesses.PATIENCE);
            awaitUnread(laptop, ops, 0);
        }
    }

    /// All of them mean the user.
    private static void awaitUnread(CarillonClient client, ConversationId conversation, long messages) {
        await().atMost(CarillonProcesses.PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.conversation(conversation).summary())
                        .hasValueSatisfying(summary -> assertThat(summary)
                                .returns(messages, ConversationSummary::unread)
                                .returns(messages, ConversationSummary::mentions)));
    }

    @Test
    void the_oldest_session_of_too_many_hears_why_it_ended() throws Exception {
        var ended = new CompletableFuture<CarillonException>();
        ClientListener listener = new ClientListener() {
            @Override
            public void closed(CarillonException reason) {
                ended.complete(reason);
            }
        };
        try (CarillonClient first = client(anna, "first", listener);
                CarillonClient second = client(anna, "second", ClientListener.NONE);
                CarillonClient third = client(anna, "third", ClientListener.NONE)) {
            CarillonException reason = ended.get(CarillonProcesses.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reason.code()).isEqualTo(ErrorCode.TOO_MANY_SESSIONS);
            assertThat(reason.closeCode()).contains(CloseCode.TOO_MANY_SESSIONS);
            assertThat(first.state()).isEqualTo(ClientState.CLOSED);
            assertThat(second.state().online()).isTrue();
            assertThat(third.state().online()).isTrue();
        }
    }
}
