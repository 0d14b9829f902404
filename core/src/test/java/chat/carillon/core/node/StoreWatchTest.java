package chat.carillon.core.node;

import static chat.carillon.core.testing.Sample.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.LogOnlyStore;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.Tasks;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreWatchTest {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final LogOnlyStore store = new LogOnlyStore(new ScriptedLog(), 1);
    private final OpenSession open = new OpenSession(ANN, Limits.DEFAULT, time);
    private final StoreWatch watch = new StoreWatch(store, open.sessions(), time, blocking);

    private void pass(Duration by) {
        time.advance(by);
        blocking.runAll();
        open.run();
    }

    private List<ServerFrame> told() {
        return open.connection().sent;
    }

    @Test
    void tells_everybody_once_that_the_store_refuses_and_once_that_it_does_not_any_more() {
        watch.start();
        pass(LOOK);
        assertThat(told()).isEmpty();

        store.refuse("the disk is full");
        pass(LOOK);
        pass(LOOK);
        assertThat(told()).containsExactly(new ServerFrame.Degraded("store"));
        assertThat(store.probes).isEqualTo(2);

        store.heal();
        pass(LOOK);
        pass(LOOK);
        assertThat(told()).containsExactly(new ServerFrame.Degraded("store"), new ServerFrame.Recovered());
        assertThat(store.probes).isEqualTo(3);
    }

    @Test
    void a_store_that_takes_writes_is_not_probed() {
        watch.start();
        pass(Duration.ofMinutes(1));

        assertThat(store.probes).isZero();
    }

    @Test
    void tries_once_at_a_time() {
        watch.start();
        store.refuse("the disk is full");
        time.advance(Duration.ofMinutes(1));

        assertThat(blocking.waiting()).isEqualTo(1);
    }

    @Test
    void stops() {
        watch.start();
        watch.stop();
        pass(LOOK);

        assertThat(time.waiting()).isZero();
    }
}
