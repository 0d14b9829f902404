package chat.carillon.server.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.server.TestServer;
import chat.carillon.server.TestSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is seen as there, over real sockets.
class PresenceIT {
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final String ONLINE = "{\"op\":\"presence\",\"user\":\"bob\",\"status\":\"online\"}";

    @TempDir
    private Path folder;

    private final List<TestSocket> sockets = new ArrayList<>();
    private List<String> tokens = List.of();
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(folder, "limits.maxWatchedUsers=10");
        tokens = server.users("ada", "bob", "eve");
        server.conversation(tokens.getFirst(), "{\"kind\":\"channel\",\"name\":\"All\",\"members\":[\"bob\"]}");
    }

    @AfterEach
    void stop() {
        sockets.forEach(TestSocket::close);
        server.close();
    }

    private TestSocket session(int user, String device) {
        TestSocket socket = TestSocket.session(server, tokens.get(user), device);
        sockets.add(socket);
        return socket;
    }

    private static void watchBob(TestSocket watcher) {
        watcher.send("{\"op\":\"watch\",\"users\":[\"bob\",\"nobody\"]}");
    }

    private static void says(TestSocket user, String status) {
        user.send("{\"op\":\"presence\",\"status\":\"%s\"}".formatted(status));
    }

    @Test
    void who_watches_sees_online_away_invisible_and_online_again() {
        TestSocket ada = session(0, "laptop");
        watchBob(ada);
        assertThat(ada.await("\"presence\"")).contains("\"bob\"", "\"offline\"").doesNotContain("lastSeenAt");
        TestSocket bob = session(1, "phone");
        assertThat(ada.await("\"presence\"")).isEqualTo(ONLINE);
        says(bob, "away");
        assertThat(ada.await("\"presence\"")).contains("\"status\":\"away\"");
        says(bob, "offline");
        assertThat(ada.await("\"presence\"")).contains("\"status\":\"offline\"", "\"lastSeenAt\":");
        session(1, "laptop");
        assertThat(ada.await("\"presence\"")).isEqualTo(ONLINE);
    }

    @Test
    void each_watch_is_answered_with_what_is_so_and_replaces_the_former() {
        TestSocket ada = session(0, "laptop");
        TestSocket bob = session(1, "phone");
        watchBob(ada);
        ada.await(ONLINE);
        watchBob(ada);
        assertThat(ada.await("\"presence\"")).isEqualTo(ONLINE);
        TestSocket laptop = session(0, "phone");
        watchBob(laptop);
        laptop.await("\"presence\"");
        ada.send("{\"op\":\"watch\",\"users\":[]}");
        ada.send("{\"op\":\"ping\"}");
        ada.await("\"pong\"");
        says(bob, "away");
        laptop.await("\"away\"");
        assertThat(ada.taken()).isEmpty();
    }

    @Test
    void who_ends_is_offline_after_the_grace_and_who_comes_back_before_was_never_gone() {
        TestSocket ada = session(0, "laptop");
        TestSocket bob = session(1, "phone");
        watchBob(ada);
        ada.await(ONLINE);
        bob.close();
        await().atMost(WITHIN).until(() -> server.metric("carillon_sessions") == 1);
        TestSocket again = session(1, "phone");
        // The first frame since then; a flicker would come before it.
        says(again, "away");
        assertThat(ada.await("\"presence\"")).contains("\"away\"");
        again.close();
        assertThat(ada.until("\"offline\"")).singleElement().asString().contains("\"lastSeenAt\":");
    }

    @Test
    void a_stranger_learns_nothing_as_of_somebody_who_does_not_exist() {
        session(1, "phone");
        TestSocket eve = session(2, "phone");
        watchBob(eve);
        TestSocket ada = session(0, "laptop");
        watchBob(ada);
        ada.await("\"presence\"");
        eve.send("{\"op\":\"ping\"}");
        eve.await("\"pong\"");
        assertThat(eve.taken()).isEmpty();
    }

    @Test
    void more_users_than_may_be_watched_are_refused() {
        TestSocket ada = session(0, "laptop");
        ada.send("{\"op\":\"watch\",\"users\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"]}");
        assertThat(ada.await("\"error\"")).contains("invalid_field");
    }

    @Test
    void under_strain_presence_waits_and_the_last_of_it_is_told_when_there_is_room_again() {
        TestSocket ada = session(0, "laptop");
        TestSocket bob = session(1, "phone");
        watchBob(ada);
        ada.await(ONLINE);
        server.loopLag(Duration.ofMillis(400));
        await().atMost(WITHIN).until(() -> server.metric("carillon_shedding_level") == 2);
        says(bob, "away");
        says(bob, "online");
        says(bob, "away");
        await().atMost(WITHIN).until(() -> server.metric("carillon_shed_total{kind=\"presence\"}") == 3);
        assertThat(ada.taken()).isEmpty();
        server.loopLag(Duration.ZERO);
        assertThat(ada.await("\"presence\"")).contains("\"away\"");
    }
}
