package chat.carillon.client.sync;

import static chat.carillon.client.sync.Scenes.C1;
import static chat.carillon.client.sync.Scenes.C2;
import static chat.carillon.client.sync.Scenes.entries;
import static chat.carillon.client.sync.Scenes.entry;
import static chat.carillon.client.sync.Scenes.summary;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyncEngineTest {
    private static final String EPOCH = "e1";

    private final SyncEngine engine = new SyncEngine(SyncBounds.DEFAULT, new SyncCursors(EPOCH, Map.of(C1, 98L)));

    private static SyncCommand deliver(long seq) {
        return new SyncCommand.Deliver(entry(C1, seq));
    }

    private static SyncCommand request(int number, long afterSeq) {
        return new SyncCommand.Request("sync " + number, Map.of(C1, afterSeq));
    }

    private static ServerFrame.Entries page(int number, List<Entry> entries, long headSeq, boolean more) {
        return new ServerFrame.Entries("sync " + number, C1, entries, headSeq, more);
    }

    private void open(long headSeq) {
        assertThat(engine.welcome(EPOCH, List.of(summary(C1, headSeq)))).hasSize(headSeq == 98 ? 0 : 1);
    }

    @Test
    void fetches_what_came_while_the_device_was_away() {
        assertThat(engine.welcome(EPOCH, List.of(summary(C1, 101)))).containsExactly(request(1, 98));
        assertThat(engine.behind()).isTrue();

        assertThat(engine.entries(page(1, entries(C1, 99, 101), 101, false)))
                .containsExactly(deliver(99), deliver(100), deliver(101));
        assertThat(engine.behind()).isFalse();
    }

    @Test
    void asks_on_while_there_is_more() {
        open(101);

        assertThat(engine.entries(page(1, entries(C1, 99, 100), 101, true)))
                .containsExactly(deliver(99), deliver(100), request(2, 100));
    }

    @Test
    void delivers_the_next_entry_at_once_and_a_known_one_never_again() {
        open(98);

        assertThat(engine.live(entry(C1, 99))).containsExactly(deliver(99));
        assertThat(engine.live(entry(C1, 99))).isEmpty();
        assertThat(engine.live(entry(C1, 12))).isEmpty();
    }

    @Test
    void holds_an_entry_beyond_a_gap_until_the_gap_is_closed() {
        open(98);

        assertThat(engine.live(entry(C1, 101))).containsExactly(request(1, 98));
        assertThat(engine.live(entry(C1, 99))).containsExactly(deliver(99));
        assertThat(engine.entries(page(1, entries(C1, 99, 100), 100, false)))
                .containsExactly(deliver(100), deliver(101));
        assertThat(engine.behind()).isFalse();
    }

    @Test
    void looks_again_when_an_entry_of_its_own_does_not_come_live() {
        open(98);

        assertThat(engine.sent(C1, 101)).containsExactly(new SyncCommand.CheckLater(C1, 0));
        assertThat(engine.sent(C1, 101)).isEmpty();
        assertThat(engine.check(C1)).containsExactly(request(1, 98));
    }

    @Test
    void looks_no_further_when_the_entry_of_its_own_has_come() {
        open(98);

        assertThat(engine.sent(C1, 99)).hasSize(1);
        assertThat(engine.live(entry(C1, 99))).containsExactly(deliver(99));
        assertThat(engine.check(C1)).isEmpty();
    }

    @Test
    void begins_a_conversation_without_a_cursor_at_its_head() {
        assertThat(engine.welcome(EPOCH, List.of(summary(C1, 98), summary(C2, 40))))
                .isEmpty();
        assertThat(engine.live(entry(C2, 41))).containsExactly(new SyncCommand.Deliver(entry(C2, 41)));
    }

    @Test
    void starts_where_it_is_told_to_and_ignores_the_answer_to_the_cursor_before() {
        open(101);

        assertThat(engine.start(C1, 0)).isEmpty();
        assertThat(engine.entries(page(1, entries(C1, 99, 101), 101, false))).containsExactly(request(2, 0));
        assertThat(engine.entries(page(2, entries(C1, 1, 2), 101, true)))
                .containsExactly(deliver(1), deliver(2), request(3, 2));
    }

    @Test
    void says_so_when_the_store_was_restored_from_a_backup() {
        assertThat(engine.welcome("e2", List.of(summary(C1, 50)))).containsExactly(new SyncCommand.Reset(C1, 50, 1));
        assertThat(engine.live(entry(C1, 51))).containsExactly(deliver(51));
    }

    @Test
    void passes_a_reset_on_and_goes_on_from_there() {
        open(40_000);

        assertThat(engine.reset(new ServerFrame.Reset("sync 1", C1, EPOCH, 40_000, 1)))
                .containsExactly(new SyncCommand.Reset(C1, 40_000, 1));
        assertThat(engine.live(entry(C1, 40_001))).containsExactly(deliver(40_001));
    }

    @Test
    void says_so_when_the_server_shows_a_log_from_later_on() {
        open(101);

        assertThat(engine.entries(page(1, entries(C1, 100, 101), 101, false)))
                .containsExactly(new SyncCommand.Reset(C1, 99, 100), deliver(100), deliver(101));
    }

    @Test
    void gives_a_gap_up_aloud_when_the_server_does_not_know_of_it() {
        open(98);
        assertThat(engine.live(entry(C1, 101))).hasSize(1);
        List<SyncCommand> last = List.of();
        for (int number = 1; number <= 5; number++) {
            last = engine.entries(page(number, List.of(), 98, false));
            var _ = engine.check(C1);
        }

        assertThat(last).containsExactly(new SyncCommand.Reset(C1, 100, 101), deliver(101));
        assertThat(engine.behind()).isFalse();
    }

    @Test
    void tries_again_what_was_refused_for_the_moment() {
        open(101);

        assertThat(engine.refused("sync 1", ErrorCode.RATE_LIMITED)).containsExactly(new SyncCommand.CheckLater(C1, 0));
        assertThat(engine.check(C1)).containsExactly(request(2, 98));
        assertThat(engine.refused("sync 2", ErrorCode.UNAVAILABLE)).containsExactly(new SyncCommand.CheckLater(C1, 1));
    }

    @Test
    void forgets_a_conversation_that_is_not_the_users_any_more() {
        assertThat(engine.welcome(EPOCH, List.of(summary(C2, 7)))).containsExactly(request(1, 98));

        assertThat(engine.refused("sync 1", ErrorCode.NO_SUCH_CONVERSATION)).containsExactly(new SyncCommand.Ended(C1));
        assertThat(engine.behind()).isFalse();
    }

    @Test
    void skips_nothing_when_a_welcome_did_not_know_yet_that_the_user_is_a_member() {
        assertThat(engine.welcome(EPOCH, List.of())).containsExactly(request(1, 98));
        assertThat(engine.entries(page(1, entries(C1, 99, 99), 99, false)))
                .containsExactly(deliver(99), new SyncCommand.Ended(C1));

        assertThat(engine.joined(summary(C1, 101))).containsExactly(request(2, 99));
        assertThat(engine.entries(page(2, entries(C1, 100, 101), 101, false)))
                .containsExactly(deliver(100), deliver(101));
    }

    @Test
    void skips_nothing_when_a_live_entry_comes_before_the_notice_that_the_user_is_a_member() {
        engine.welcome(EPOCH, List.of());
        engine.entries(page(1, entries(C1, 99, 99), 99, false));

        assertThat(engine.live(entry(C1, 101))).containsExactly(request(2, 99));
        assertThat(engine.entries(page(2, entries(C1, 100, 100), 101, false)))
                .containsExactly(deliver(100), deliver(101));
    }

    @Test
    void shows_the_last_entries_of_a_conversation_that_the_user_has_left() {
        assertThat(engine.welcome(EPOCH, List.of())).containsExactly(request(1, 98));

        assertThat(engine.entries(page(1, entries(C1, 99, 100), 100, false)))
                .containsExactly(deliver(99), deliver(100), new SyncCommand.Ended(C1));
        assertThat(engine.welcome(EPOCH, List.of())).isEmpty();
    }

    @Test
    void syncs_when_it_is_told_that_it_lags() {
        open(98);

        assertThat(engine.lagging(List.of(C1, C2))).containsExactly(request(1, 98));
        assertThat(engine.lagging(List.of(C1))).isEmpty();
        assertThat(engine.entries(page(1, List.of(), 98, false))).containsExactly(request(2, 98));
    }

    @Test
    void drops_live_entries_while_nobody_takes_them_and_fetches_them_afterwards() {
        open(98);
        engine.pause();

        assertThat(engine.live(entry(C1, 99))).isEmpty();
        assertThat(engine.live(entry(C1, 100))).isEmpty();
        assertThat(engine.resume()).containsExactly(request(1, 98));
    }

    @Test
    void expects_no_answers_of_a_connection_that_is_gone() {
        open(101);
        engine.disconnected();

        assertThat(engine.behind()).isFalse();
        assertThat(engine.entries(page(1, entries(C1, 99, 101), 101, false))).isEmpty();
        assertThat(engine.welcome(EPOCH, List.of(summary(C1, 101)))).containsExactly(request(2, 98));
    }

    @Test
    void asks_for_no_more_conversations_at_a_time_than_it_may() {
        var bounds = new SyncBounds(10, 5, 2);
        var many = new SyncEngine(bounds, SyncCursors.NONE);
        List<SyncCommand> commands = new ArrayList<>();
        IntStream.range(0, 10).mapToObj(i -> new ConversationId("x" + i)).forEach(id -> {
            commands.addAll(many.start(id, 0));
        });
        assertThat(commands).isEmpty();

        commands.addAll(many.welcome(
                EPOCH,
                IntStream.range(0, 10)
                        .mapToObj(i -> summary(new ConversationId("x" + i), 3))
                        .toList()));

        assertThat(commands).hasSize(3);
        assertThat(commands.stream()
                        .mapToInt(command ->
                                ((SyncCommand.Request) command).cursors().size())
                        .sum())
                .isEqualTo(5);
    }
}
