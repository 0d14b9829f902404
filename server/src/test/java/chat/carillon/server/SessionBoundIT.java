package chat.carillon.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user with more sessions than one may have.
class SessionBoundIT {
    @TempDir
    private Path folder;

    @Test
    void the_oldest_session_of_a_user_with_too_many_ends_for_good_and_no_other() {
        try (var server = TestServer.start(folder, "limits.maxSessionsPerUser=2")) {
            var tokens = server.users("ada", "bob");
            int port = server.server().port();
            try (var bob = new TestSocket(port);
                    var first = new TestSocket(port);
                    var second = new TestSocket(port);
                    var third = new TestSocket(port);
                    var fourth = new TestSocket(port)) {
                bob.hello(tokens.getLast(), "d1");
                first.hello(tokens.getFirst(), "d1");
                second.hello(tokens.getFirst(), "d2");
                third.hello(tokens.getFirst(), "d3");
                assertThat(first.awaitClose()).isEqualTo(4507);

                fourth.hello(tokens.getFirst(), "d3");
                assertThat(third.awaitClose()).isEqualTo(4507);

                for (TestSocket staying : new TestSocket[] {bob, second, fourth}) {
                    staying.send("{\"op\":\"ping\"}");
                    staying.await("\"pong\"");
                }
                await().untilAsserted(() ->
                        assertThat(server.metric("carillon_sessions")).isEqualTo(3));
            }
        }
    }
}
