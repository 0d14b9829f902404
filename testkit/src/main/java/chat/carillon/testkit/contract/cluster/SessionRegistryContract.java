package chat.carillon.testkit.contract.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.registry.SessionRegistry.Registration;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a [SessionRegistry] promises.
public abstract class SessionRegistryContract {
    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final UserId EVE = new UserId("eve");
    private static final String NODE_1 = "n1#1";
    private static final String NODE_2 = "n2#1";
    private static final Duration WITHIN = Duration.ofSeconds(20);

    /// The registry as this node sees it; all nodes of one test share what is registered. The node lives until the
    /// end of the test.
    protected abstract SessionRegistry connect(String node);

    private static Registration session(UserId user, String node, int number) {
        return new Registration(
                user, new DeviceId("device" + number), new SessionId(node + "." + number), node, 1_000L + number);
    }

    /// Waits for the answer: from then on others find it.
    private static void register(SessionRegistry registry, Registration registration) {
        registry.register(registration)
                .orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void awaitSessions(SessionRegistry registry, UserId user, Registration... expected) {
        await().atMost(WITHIN)
                .untilAsserted(() -> assertThat(registry.find(List.of(user)).getOrDefault(user, List.of()))
                        .containsExactlyInAnyOrder(expected));
    }

    @Test
    void finds_the_sessions_of_a_user_on_every_node() {
        SessionRegistry first = connect(NODE_1);
        SessionRegistry second = connect(NODE_2);
        register(first, session(ANN, NODE_1, 1));
        register(first, session(ANN, NODE_1, 2));
        register(second, session(ANN, NODE_2, 1));

        for (SessionRegistry registry : List.of(first, second)) {
            assertThat(registry.find(List.of(ANN)).getOrDefault(ANN, List.of()))
                    .containsExactlyInAnyOrder(
                            session(ANN, NODE_1, 1), session(ANN, NODE_1, 2), session(ANN, NODE_2, 1));
        }
    }

    @Test
    void finds_many_users_at_once_and_leaves_out_who_is_not_connected() {
        SessionRegistry registry = connect(NODE_1);
        register(registry, session(ANN, NODE_1, 1));
        register(registry, session(BOB, NODE_1, 2));
        awaitSessions(registry, ANN, session(ANN, NODE_1, 1));
        awaitSessions(registry, BOB, session(BOB, NODE_1, 2));

        Map<UserId, List<Registration>> found = registry.find(List.of(ANN, BOB, EVE));

        assertThat(found).containsOnlyKeys(ANN, BOB);
        assertThat(registry.find(List.of())).isEmpty();
    }

    @Test
    void registering_twice_is_registering_once() {
        SessionRegistry registry = connect(NODE_1);
        register(registry, session(ANN, NODE_1, 1));
        register(registry, session(ANN, NODE_1, 1));

        awaitSessions(registry, ANN, session(ANN, NODE_1, 1));
    }

    @Test
    void forgets_a_session_that_ended_and_no_other() {
        SessionRegistry registry = connect(NODE_1);
        register(registry, session(ANN, NODE_1, 1));
        register(registry, session(ANN, NODE_1, 2));
        awaitSessions(registry, ANN, session(ANN, NODE_1, 1), session(ANN, NODE_1, 2));

        registry.unregister(session(ANN, NODE_1, 1));
        registry.unregister(session(ANN, NODE_1, 1));

        awaitSessions(registry, ANN, session(ANN, NODE_1, 2));
    }

    @Test
    void forgets_a_user_with_the_last_session() {
        SessionRegistry registry = connect(NODE_1);
        register(registry, session(ANN, NODE_1, 1));
        awaitSessions(registry, ANN, session(ANN, NODE_1, 1));

        registry.unregister(session(ANN, NODE_1, 1));

        await().atMost(WITHIN).until(() -> registry.find(List.of(ANN)).isEmpty());
    }

    @Test
    void ending_what_was_never_registered_changes_nothing() {
        SessionRegistry registry = connect(NODE_1);
        register(registry, session(ANN, NODE_1, 1));

        registry.unregister(session(ANN, NODE_1, 2));
        registry.unregister(session(BOB, NODE_1, 1));

        awaitSessions(registry, ANN, session(ANN, NODE_1, 1));
    }

    /// Its former life may still be registered: it is another node.
    @Test
    void a_node_that_restarts_takes_nothing_from_its_former_life() {
        SessionRegistry former = connect("n1#1");
        SessionRegistry present = connect("n1#2");
        register(former, session(ANN, "n1#1", 1));
        register(present, session(ANN, "n1#2", 1));
        awaitSessions(present, ANN, session(ANN, "n1#1", 1), session(ANN, "n1#2", 1));

        present.unregister(session(ANN, "n1#2", 1));

        awaitSessions(present, ANN, session(ANN, "n1#1", 1));
    }
}
