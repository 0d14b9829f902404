package chat.carillon.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.registry.InMemoryNodeDirectory;
import chat.carillon.core.registry.NodeDirectory.NodeRecord;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.RecordingBus;
import chat.carillon.core.testing.Tasks;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int VERSION = 1;

    private final HandTime time = new HandTime();
    private final InMemoryNodeDirectory directory = new InMemoryNodeDirectory(time);

    /// A node of this store.
    private final class Member {
        final RecordingBus bus = new RecordingBus();
        final Tasks blocking = new Tasks();
        final ClusterWatch watch;

        Member(String name, String brokers) {
            this(name, brokers, VERSION);
        }

        Member(String name, String brokers, int version) {
            bus.reachesOthers = !brokers.equals("none");
            watch = new ClusterWatch(
                    new NodeRecord(name, "main", brokers, version, "127.0.0.1:1", 0), directory, bus, time, blocking);
        }

        Member joined() {
            watch.join();
            watch.start();
            return this;
        }

        /// As long as this goes on, the node lives.
        void pass(Duration by) {
            for (Duration passed = Duration.ZERO; passed.compareTo(by) < 0; passed = passed.plus(RENEWAL)) {
                time.advance(RENEWAL);
                blocking.runAll();
            }
        }
    }

    @Test
    void nodes_with_the_same_broker_learn_of_each_other_and_expect_to_hear_each_other() {
        Member one = new Member("one#1", "main=redis:r").joined();
        Member two = new Member("two#1", "main=redis:r").joined();
        one.pass(RENEWAL);

        assertThat(one.bus.expected).containsExactly("two#1");
        assertThat(two.bus.expected).containsExactly("one#1");
        assertThat(one.watch.others()).extracting(NodeRecord::node).containsExactly("two#1");
    }

    @Test
    void a_node_with_another_broker_or_with_none_is_refused_and_leaves_no_trace() {
        Member one = new Member("one#1", "main=redis:r").joined();

        for (String brokers : new String[] {"main=redis:other", "main=kafka:k", "none"}) {
            assertThatThrownBy(() -> new Member("two#1", brokers).joined())
                    .isInstanceOf(IncompatibleNodesException.class)
                    .hasMessageContaining("one#1")
                    .hasMessageContaining(brokers);
        }
        one.pass(RENEWAL);
        assertThat(one.bus.expected).isEmpty();
    }

    @Test
    void two_nodes_without_a_broker_are_refused_though_they_are_configured_alike() {
        new Member("one#1", "none").joined();

        assertThatThrownBy(() -> new Member("two#1", "none").joined()).isInstanceOf(IncompatibleNodesException.class);
    }

    @Test
    void a_node_that_was_killed_is_forgotten_when_its_lease_ends() {
        Member one = new Member("one#1", "main=redis:r").joined();
        new Member("two#1", "main=redis:r").watch.join();
        one.pass(RENEWAL);
        assertThat(one.bus.expected).containsExactly("two#1");

        one.pass(LEASE);
        assertThat(one.bus.expected).isEmpty();
    }

    @Test
    void a_node_that_stops_makes_room_for_another_configuration_at_once() {
        Member one = new Member("one#1", "main=redis:r").joined();
        one.watch.stop();

        new Member("two#1", "main=kafka:k").joined();
        assertThat(time.waiting()).isPositive();
    }

    @Test
    void a_node_of_another_version_is_let_in_and_waited_for() {
        Member one = new Member("one#1", "main=redis:r").joined();
        new Member("two#1", "main=redis:r", VERSION + 1).joined();
        one.pass(RENEWAL);

        assertThat(one.bus.expected).containsExactly("two#1");
    }
}
