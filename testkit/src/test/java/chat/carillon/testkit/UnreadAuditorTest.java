package chat.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.audit.UnreadAuditor;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.Store;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadAuditorTest {
    private static final ConversationId C = new ConversationId("c");
    private static final List<UserId> USERS = List.of(new UserId("ann"), new UserId("bob"), new UserId("cat"));

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int LOOKS = 3;

    private final ManualTime time = new ManualTime();
    private final Store store = new InMemoryStore("epoch", time, Limits.DEFAULT);

    /// By how much the marker of the user is wrong.
    private final Map<UserId, Long> wrongBy = new HashMap<>();

    private final UnreadAuditor auditor = new UnreadAuditor(TamperedStore.of(store, wrongBy), time, Runnable::run, 1);

    @BeforeEach
    void fill() {
        USERS.forEach(user -> store.accounts().create(new Account(user, user.value(), false, false, 0), null));
        store.conversations()
                .create(new NewConversation(
                        C,
                        ConversationKind.GROUP,
                        null,
                        null,
                        Settings.of(ConversationKind.GROUP),
                        USERS.getFirst(),
                        USERS,
                        0));
        store.log()
                .append(List.of(new NewEntry(
                        C,
                        USERS.getFirst(),
                        Authority.MEMBER,
                        null,
                        0,
                        new EntryBody.Posted("hello @bob", null, null, List.of()))));
    }

    private void ticks(int number) {
        for (int i = 0; i < number; i++) {
            time.advance(TICK);
        }
    }

    @Test
    void looks_at_every_user_in_turn_at_its_rate() {
        auditor.start();
        ticks(3);
        assertThat(auditor.audited()).isEqualTo(3);
        // One tick finds the end of the users.
        ticks(4);
        assertThat(auditor.audited()).isEqualTo(6);
        assertThat(auditor.drifted()).isZero();
    }

    @Test
    void what_differs_again_and_again_has_drifted_until_it_is_mended() {
        wrongBy.put(new UserId("bob"), 1L);
        auditor.start();
        ticks(2 + LOOKS - 2);
        assertThat(auditor.drifted()).isZero();
        ticks(1);
        assertThat(auditor.drifted()).isEqualTo(1);

        wrongBy.clear();
        ticks(1);
        assertThat(auditor.drifted()).isZero();
    }

    @Test
    void what_was_so_for_a_moment_only_is_no_drift() {
        wrongBy.put(new UserId("bob"), 1L);
        auditor.start();
        ticks(2);
        wrongBy.clear();
        ticks(10);

        assertThat(auditor.drifted()).isZero();
    }

    @Test
    void one_that_cannot_be_looked_at_any_more_keeps_nobody_else_from_it() {
        wrongBy.put(new UserId("ann"), 1L);
        auditor.start();
        ticks(1);
        wrongBy.put(new UserId("ann"), TamperedStore.BROKEN);
        ticks(2);

        assertThat(auditor.audited()).isEqualTo(3);
    }

    @Test
    void looks_at_nobody_where_it_is_turned_off_or_stopped() {
        var off = new UnreadAuditor(store, time, Runnable::run, 0);
        off.start();
        auditor.start();
        auditor.stop();
        ticks(3);

        assertThat(off.audited()).isZero();
        assertThat(auditor.audited()).isLessThanOrEqualTo(1);
    }
}
