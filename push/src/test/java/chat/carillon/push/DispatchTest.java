package chat.carillon.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.push.PushResult;
import chat.carillon.core.push.PushTarget;
import chat.carillon.core.push.PushTarget.Kind;
import chat.carillon.push.ProviderQueue.Bounds;
import chat.carillon.testkit.ManualTime;
import chat.carillon.testkit.push.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DispatchTest {
    private static final PushResult ACCEPTED = new PushResult.Accepted(null);
    private static final PushTarget FCM = new PushTarget.Fcm("token");
    private static final PushTarget WEBHOOK = new PushTarget.Webhook();

    private final ManualTime time = new ManualTime();
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger at = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /// Answers when it is let.
    private PushResult slowly() {
        most.accumulateAndGet(at.incrementAndGet(), Math::max);
        try {
            assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            at.decrementAndGet();
        }
        return ACCEPTED;
    }

    private Dispatch slowFcm(Bounds bounds) {
        return new Dispatch(Providers.NONE.withFcm((_, _) -> slowly()).withWebhook((_, _) -> ACCEPTED), time, bounds);
    }

    private static PushResult get(CompletionStage<PushResult> result) throws Exception {
        return result.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_slow_provider_holds_up_neither_the_caller_nor_other_providers() throws Exception {
        try (Dispatch dispatch = slowFcm(new Bounds(2, 10))) {
            CompletionStage<PushResult> slow = dispatch.send(FCM, Sample.mention(), () -> true);

            assertThat(get(dispatch.send(WEBHOOK, Sample.mention(), () -> true)))
                    .isEqualTo(ACCEPTED);
            assertThat(slow.toCompletableFuture()).isNotDone();
            open.countDown();
            assertThat(get(slow)).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void attempts_at_a_time_and_in_waiting_are_bounded() throws Exception {
        try (Dispatch dispatch = slowFcm(new Bounds(3, 5))) {
            List<CompletableFuture<PushResult>> results = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                results.add(dispatch.send(FCM, Sample.mention(), () -> true).toCompletableFuture());
            }

            assertThat(results.subList(8, 10))
                    .allSatisfy(result ->
                            assertThat(result).isCompletedWithValueMatching(PushResult.Retry.class::isInstance));
            Awaitility.await().until(() -> at.get() == 3);
            open.countDown();
            for (var result : results.subList(0, 8)) {
                assertThat(get(result)).isEqualTo(ACCEPTED);
            }
            assertThat(most).hasValue(3);
        }
    }

    @Test
    void what_waited_too_long_is_to_be_tried_again() throws Exception {
        try (Dispatch dispatch = slowFcm(new Bounds(1, 5))) {
            CompletionStage<PushResult> first = dispatch.send(FCM, Sample.mention(), () -> true);
            Awaitility.await().until(() -> at.get() == 1);
            CompletionStage<PushResult> second = dispatch.send(FCM, Sample.mention(), () -> true);

            time.advance(ProviderQueue.MAX_WAIT.plusSeconds(1));
            open.countDown();

            assertThat(get(first)).isEqualTo(ACCEPTED);
            assertThat(get(second)).isInstanceOf(PushResult.Retry.class);
        }
    }

    @Test
    void what_is_another_nodes_when_its_turn_comes_is_not_begun() throws Exception {
        var ours = new AtomicBoolean(true);
        try (Dispatch dispatch = slowFcm(new Bounds(1, 5))) {
            CompletionStage<PushResult> first = dispatch.send(FCM, Sample.mention(), ours::get);
            Awaitility.await().until(() -> at.get() == 1);
            CompletionStage<PushResult> second = dispatch.send(FCM, Sample.mention(), ours::get);

            ours.set(false);
            open.countDown();

            assertThat(get(first)).as("was begun").isEqualTo(ACCEPTED);
            assertThat(get(second)).isEqualTo(new PushResult.Retry(null, "another node may have it"));
            assertThat(at).hasValue(0);
        }
    }

    @Test
    void a_node_that_stops_gives_back_what_waits() throws Exception {
        Dispatch dispatch = slowFcm(new Bounds(1, 5));
        CompletionStage<PushResult> first = dispatch.send(FCM, Sample.mention(), () -> true);
        Awaitility.await().until(() -> at.get() == 1);
        CompletionStage<PushResult> second = dispatch.send(FCM, Sample.mention(), () -> true);

        dispatch.close();

        assertThat(get(second)).isInstanceOf(PushResult.Retry.class);
        assertThat(get(dispatch.send(FCM, Sample.mention(), () -> true))).isInstanceOf(PushResult.Retry.class);
        open.countDown();
        assertThat(get(first)).isEqualTo(ACCEPTED);
    }

    @Test
    void a_provider_that_breaks_is_a_result_and_breaks_nothing_else() throws Exception {
        var calls = new AtomicInteger();
        Provider<PushTarget.Fcm> breaking = (_, _) -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
            }
            return ACCEPTED;
        };
        try (Dispatch dispatch = new Dispatch(Providers.NONE.withFcm(breaking), time, new Bounds(1, 5))) {
            assertThat(get(dispatch.send(FCM, Sample.mention(), () -> true))).isInstanceOf(PushResult.Retry.class);
            assertThat(get(dispatch.send(FCM, Sample.mention(), () -> true))).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void what_is_not_set_up_says_so() throws Exception {
        try (Dispatch dispatch = new Dispatch(Providers.NONE.withWebhook((_, _) -> ACCEPTED), time)) {
            assertThat(dispatch.kinds()).containsExactly(Kind.WEBHOOK);
            assertThat(get(dispatch.send(FCM, Sample.mention(), () -> true))).isInstanceOf(PushResult.Rejected.class);
        }
    }
}
