package chat.carillon.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import chat.carillon.client.net.Backoff;
import chat.carillon.loadtest.simulate.reconnect.Policy;
import chat.carillon.loadtest.simulate.reconnect.ReconnectOptions;
import chat.carillon.loadtest.simulate.reconnect.ReconnectResult;
import chat.carillon.loadtest.simulate.reconnect.ReconnectSimulation;
import chat.carillon.protocol.Limits;
import chat.carillon.server.admission.Admission;
import chat.carillon.server.admission.Bookings;
import chat.carillon.server.config.ServerConfig;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `simulate reconnect` has the server's admission once more, as a model. Here both are asked the same.
class AdmissionModelTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void who_is_turned_away_is_told_the_same_moment(long seed) {
        var random = new SplittableRandom(seed);
        var shipped = new Bookings();
        var model = new chat.carillon.loadtest.simulate.reconnect.Bookings();
        long now = 0;
        for (int i = 0; i < 100_000; i++) {
            now += random.nextInt(1_000) == 0 ? random.nextLong(60 * SECOND) : random.nextLong(SECOND / 500);
            double perSecond = random.nextDouble(1, 3_000);
            double chance = random.nextDouble();

            assertThat(model.book(perSecond, now, chance)).isEqualTo(shipped.book(perSecond, now, chance));
        }
    }

    /// The same storm with the server's own admission, whose rate stands still: an event is an attempt or a session
    /// that has opened.
    private static final class Storm {
        private final SplittableRandom random = new SplittableRandom(1);
        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final ReconnectOptions.Server server;
        private final Admission admission;
        private double freeAtNanos;
        private long lastOpenedNanos;
        private int refused;
        private int attempts;

        private record Event(long nanos, Backoff backoff, boolean opened) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                return Long.compare(nanos, other.nanos);
            }
        }

        Storm(ReconnectOptions options) {
            server = options.server();
            int rate = (int) (server.acceptPerSecond() / (1 + server.refusalShare()));
            admission = new Admission(
                    Limits.DEFAULT,
                    new ServerConfig.Admission(rate, rate, rate),
                    Integer.MAX_VALUE,
                    () -> 0,
                    () -> true,
                    0);
            for (int i = 0; i < options.clients(); i++) {
                var backoff = new Backoff(random);
                events.add(new Event(backoff.next().toNanos(), backoff, false));
            }
        }

        void run() {
            while (!events.isEmpty()) {
                Event event = events.remove();
                if (event.opened()) {
                    admission.openingEnded(0);
                    lastOpenedNanos = event.nanos();
                } else if (event.nanos() < server.outage().toNanos()) {
                    again(event);
                } else {
                    attempt(event);
                }
            }
        }

        private void attempt(Event event) {
            // Each from an address of its own.
            long waitMillis = admission.admit(Integer.toString(attempts++), event.nanos());
            if (waitMillis == 0) {
                admission.openingBegan();
                events.add(new Event(work(event.nanos(), 1), event.backoff(), true));
            } else {
                refused++;
                work(event.nanos(), server.refusalShare());
                event.backoff().serverNamedSecond(Duration.ofSeconds(Math.max(1, waitMillis / 1_000)));
                again(event);
            }
        }

        private void again(Event event) {
            events.add(new Event(event.nanos() + event.backoff().next().toNanos(), event.backoff(), false));
        }

        private long work(long nowNanos, double sessions) {
            freeAtNanos = Math.max(freeAtNanos, (double) nowNanos) + sessions * SECOND / server.acceptPerSecond();
            return (long) freeAtNanos;
        }
    }

    @ParameterizedTest
    @CsvSource({"20000, 1000, 5", "50000, 1000, 5", "5000, 200, 2", "20000, 4000, 10"})
    void a_storm_is_over_as_soon_and_with_as_many_refusals(int clients, double acceptPerSecond, int outageSeconds) {
        var options = ReconnectOptions.of(
                clients, ReconnectOptions.Server.of(acceptPerSecond, Duration.ofSeconds(outageSeconds)));
        var shipped = new Storm(options);
        shipped.run();

        ReconnectResult model = ReconnectSimulation.run(options, Policy.CARILLON);

        assertThat(model.backAfter(1)).isPresent();
        assertThat((double) model.backAfter(1).orElseThrow().toNanos())
                .isCloseTo((double) shipped.lastOpenedNanos, withinPercentage(5));
        assertThat((double) model.refused()).isCloseTo((double) shipped.refused, withinPercentage(10));
    }
}
