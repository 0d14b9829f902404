package chat.carillon.core.node;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.bus.BusRecord;
import chat.carillon.core.registry.RegistryUnavailableException;
import chat.carillon.core.registry.SessionRegistry;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.DeviceId;
import chat.carillon.model.SessionId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.CloseCode;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SessionBoundTest {
    private static final int MAX_SESSIONS = 2;

    private final HandTime time = new HandTime();
    private final RecordingBus bus = new RecordingBus();
    private final Tasks blocking = new Tasks();
    private final Others registry = new Others();
    private final OpenSession ann = new OpenSession(ANN, Limits.DEFAULT, time);
    private final SessionBound bound = new SessionBound(
            MAX_SESSIONS,
            new Node.Ground(new InMemoryStore("e", time, Limits.DEFAULT), bus, registry, time),
            ann.sessions(),
            blocking);

    /// Knows what the test has it know.
    private static final class Others implements SessionRegistry {
        final Map<UserId, List<Registration>> known = new HashMap<>();
        final List<Collection<UserId>> asked = new ArrayList<>();
        boolean unavailable;

        @Override
        public CompletableFuture<Void> register(Registration registration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unregister(Registration registration) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<UserId, List<Registration>> find(Collection<UserId> users) {
            asked.add(List.copyOf(users));
            if (unavailable) {
                throw new RegistryUnavailableException("the test says so", null);
            }
            return known;
        }

        void knows(UserId user, String session, String device, long sinceMillis) {
            known.computeIfAbsent(user, _ -> new ArrayList<>())
                    .add(new Registration(user, new DeviceId(device), new SessionId(session), "n#1", sinceMillis));
        }
    }

    private void arrives() {
        bound.opened(ann.session());
        time.advance(SessionBound.GATHER);
        blocking.runAll();
    }

    @Test
    void the_oldest_of_too_many_end_wherever_they_are() {
        registry.knows(ANN, "two#1.1", "tablet", 20);
        registry.knows(ANN, ann.session().id().value(), "phone", 10);
        registry.knows(ANN, "two#1.7", "laptop", 30);
        registry.knows(ANN, "two#1.5", "desk", 15);

        arrives();

        assertThat(ann.connection().closed).isEqualTo(CloseCode.TOO_MANY_SESSIONS);
        assertThat(bus.told)
                .containsExactly(
                        new BusRecord.Displaced(ANN, List.of(ann.session().id(), new SessionId("two#1.5"))));
    }

    @Test
    void those_whose_device_has_a_newer_one_end_first() {
        registry.knows(ANN, "two#1.1", "old", 1);
        registry.knows(ANN, "two#1.2", "phone", 2);
        registry.knows(ANN, "two#1.3", "phone", 3);

        arrives();

        assertThat(bus.told).containsExactly(new BusRecord.Displaced(ANN, List.of(new SessionId("two#1.2"))));
    }

    @Test
    void as_many_as_may_be_stay() {
        registry.knows(ANN, "two#1.1", "old", 1);
        registry.knows(ANN, "two#1.2", "phone", 2);

        arrives();

        assertThat(ann.connection().closed).isNull();
        assertThat(bus.told).isEmpty();
    }

    @Test
    void those_who_arrive_within_a_second_are_asked_after_together_and_once() {
        var bob = new OpenSession(BOB, Limits.DEFAULT, time);
        bound.opened(ann.session());
        bound.opened(ann.session());
        bound.opened(bob.session());
        arrives();

        assertThat(registry.asked).containsExactly(List.of(ANN, BOB));
    }

    @Test
    void a_registry_that_cannot_say_ends_nobody_and_the_next_arrival_asks_again() {
        registry.unavailable = true;
        arrives();
        registry.unavailable = false;
        registry.knows(ANN, "two#1.1", "a", 1);
        registry.knows(ANN, "two#1.2", "b", 2);
        registry.knows(ANN, "two#1.3", "c", 3);
        assertThat(bus.told).isEmpty();

        arrives();

        assertThat(bus.told).hasSize(1);
    }

    @Test
    void a_lone_node_asks_nobody() {
        bus.reachesOthers = false;
        arrives();

        assertThat(registry.asked).isEmpty();
    }
}
