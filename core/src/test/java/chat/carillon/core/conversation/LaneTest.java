package chat.carillon.core.conversation;

import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.StoreUnavailableException;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int MAX_QUEUED = 5;
    private static final int MAX_BATCH = 3;

    private final ScriptedLog log = new ScriptedLog();
    private final Tasks executor = new Tasks();
    private final List<String> told = new ArrayList<>();
    private boolean listenerIsBroken;

    private final AppendListener listener = new AppendListener() {
        @Override
        public void appended(Entry entry, Conversation.Head head) {
            if (listenerIsBroken) {
                throw new IllegalStateException("defect");
            }
            told.add("appended " + entry.seq());
        }

        @Override
        public void alreadyDurable(ConversationId conversation, long seq) {
            told.add("durable " + conversation + "/" + seq);
        }
    };

    private final AppendCounters counters = new AppendCounters();

    private final Lane lane = new Lane(log, listener, counters, executor, MAX_QUEUED, MAX_BATCH);

    private List<CompletableFuture<AppendResult>> append(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> lane.append(wanted("k" + i)))
                .toList();
    }

    private static long seq(CompletableFuture<AppendResult> result) {
        return ((AppendResult.Appended) result.join()).entry().seq();
    }

    @Test
    void alone_an_entry_is_committed_at_once() {
        CompletableFuture<AppendResult> result = lane.append(wanted("k"));
        assertThat(result).isNotDone();
        executor.runOne();

        assertThat(seq(result)).isEqualTo(1);
        assertThat(told).containsExactly("appended 1");
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void what_comes_during_a_commit_is_the_next_batch() {
        var later = new ArrayList<CompletableFuture<AppendResult>>();
        append(0, 1);
        log.duringAppend(() -> {
            if (later.isEmpty()) {
                later.addAll(append(1, 4));
            }
        });
        executor.runAll();

        assertThat(log.batches).extracting(List::size).containsExactly(1, 3);
        assertThat(later).extracting(LaneTest::seq).containsExactly(2L, 3L, 4L);
    }

    @Test
    void a_commit_carries_no_more_than_it_may() {
        append(0, 5);
        executor.runAll();

        assertThat(log.batches).extracting(List::size).containsExactly(3, 2);
        assertThat(log.batches.stream().flatMap(List::stream).map(NewEntry::clientMessageId))
                .extracting(String::valueOf)
                .containsExactly("k0", "k1", "k2", "k3", "k4");
    }

    @Test
    void commits_are_counted_with_what_they_carry() {
        append(0, 5);
        executor.runAll();

        assertThat(counters.commits()).isEqualTo(2);
        assertThat(counters.writes()).isEqualTo(5);
    }

    @Test
    void one_drain_runs_at_a_time() {
        append(0, 2);
        assertThat(executor.waiting()).isEqualTo(1);
        log.duringAppend(() -> {
            append(2, 4);
            assertThat(executor.waiting()).isZero();
            log.duringAppend(() -> {});
        });
        executor.runOne();
        assertThat(executor.waiting()).isEqualTo(1);
        executor.runAll();

        append(4, 5);
        assertThat(executor.waiting()).isEqualTo(1);
    }

    @Test
    void a_full_lane_refuses_at_once() {
        append(0, 5);

        assertThat(lane.queued()).isEqualTo(MAX_QUEUED);
        assertThat(lane.append(wanted("k5")).join())
                .isInstanceOfSatisfying(
                        AppendResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
        assertThat(lane.queued()).isEqualTo(MAX_QUEUED);
        executor.runAll();
        assertThat(lane.queued()).isZero();
        assertThat(log.batches.stream().mapToInt(List::size).sum()).isEqualTo(5);
    }

    @Test
    void a_commit_of_unknown_outcome_fails_all_of_its_batch_and_no_other() {
        List<CompletableFuture<AppendResult>> results = append(0, 4);
        log.unavailable = true;
        executor.runOne();
        log.unavailable = false;
        executor.runAll();

        assertThat(results.subList(0, 3))
                .allSatisfy(result -> assertThat(result)
                        .isCompletedExceptionally()
                        .failsWithin(java.time.Duration.ZERO)
                        .withThrowableThat()
                        .withCauseInstanceOf(StoreUnavailableException.class));
        assertThat(seq(results.get(3))).isEqualTo(1);
        assertThat(told).containsExactly("appended 1");
    }

    @Test
    void a_defect_of_the_store_does_not_stop_the_lane() {
        log.outcome(_ -> {
            throw new IllegalStateException("defect");
        });
        CompletableFuture<AppendResult> failed = lane.append(wanted("k0"));
        executor.runAll();
        log.outcome(batch -> List.of(new AppendResult.Duplicate(4, 1_000)));
        CompletableFuture<AppendResult> next = lane.append(wanted("k1"));
        executor.runAll();

        assertThat(failed).isCompletedExceptionally();
        assertThat(next).isCompletedWithValue(new AppendResult.Duplicate(4, 1_000));
    }

    @Test
    void a_defect_of_the_listener_does_not_stop_the_lane() {
        listenerIsBroken = true;
        List<CompletableFuture<AppendResult>> results = append(0, 2);
        executor.runAll();
        listenerIsBroken = false;
        results = List.of(results.get(0), results.get(1), lane.append(wanted("k2")));
        executor.runAll();

        assertThat(results).extracting(LaneTest::seq).containsExactly(1L, 2L, 3L);
        assertThat(told).containsExactly("appended 3");
    }

    @Test
    void what_was_durable_already_is_told_of_as_such_and_a_refusal_is_not() {
        log.outcome(batch ->
                List.of(new AppendResult.Duplicate(4, 1_000), new AppendResult.Refused(ErrorCode.FORBIDDEN, "no")));
        List<CompletableFuture<AppendResult>> results = append(0, 2);
        executor.runAll();

        assertThat(results.get(0)).isCompletedWithValue(new AppendResult.Duplicate(4, 1_000));
        assertThat(results.get(1)).isCompletedWithValue(new AppendResult.Refused(ErrorCode.FORBIDDEN, "no"));
        assertThat(told).containsExactly("durable " + C + "/4");
    }

    @Test
    void senders_are_answered_before_anybody_else_is_told() {
        var order = new ArrayList<String>();
        List<CompletableFuture<AppendResult>> results = append(0, 2);
        for (CompletableFuture<AppendResult> result : results) {
            var _ = result.thenRun(() -> order.add("answered with " + told.size() + " told"));
        }
        executor.runAll();

        assertThat(order).containsExactly("answered with 0 told", "answered with 0 told");
    }
}
