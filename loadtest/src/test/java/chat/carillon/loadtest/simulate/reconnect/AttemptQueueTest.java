package chat.carillon.loadtest.simulate.reconnect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttemptQueueTest {
    private record Attempt(long time, int client) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void gives_attempts_in_the_order_of_a_priority_queue(long seed) {
        var random = new SplittableRandom(seed);
        var queue = new AttemptQueue(500);
        var model = new PriorityQueue<>(Comparator.comparingLong(Attempt::time).thenComparingInt(Attempt::client));
        for (int client = 0; client < 500; client++) {
            long time = random.nextLong(100);
            queue.add(time, client);
            model.add(new Attempt(time, client));
        }
        while (!model.isEmpty()) {
            Attempt next = model.remove();
            assertThat(new Attempt(queue.time(), queue.client())).isEqualTo(next);
            if (random.nextInt(3) > 0) {
                long later = next.time() + random.nextLong(50);
                queue.postpone(later);
                model.add(new Attempt(later, next.client()));
            } else {
                queue.remove();
            }
        }
        assertThat(queue.isEmpty()).isTrue();
    }
}
