package chat.carillon.core.session;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.BOB;
import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.head;
import static chat.carillon.core.testing.Sample.membership;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.fanout.Position;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Membership;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.ScriptedMembers;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ConversationSummary;
import chat.carillon.protocol.Limits;
import chat.carillon.protocol.ServerFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Duration RETRY = Duration.ofMillis(100);

    private final ScriptedMembers store = new ScriptedMembers();
    private final HandTime time = new HandTime();
    private final Tasks blocking = new Tasks();
    private final FakeConnection connection = new FakeConnection();
    private final Sessions sessions = new Sessions("n#1", Limits.DEFAULT, time);
    private final Local local = new Local();
    private final Arrivals arrivals = new Arrivals(sessions, store, local, time, blocking);
    private final Session session = sessions.create(connection, OpenSession.SilentHandlers.with(_ -> {}));

    /// Knows when users left, as feeds do.
    private static final class Local implements Arrivals.LocalConversations {
        final List<ConversationId> opened = new ArrayList<>();
        final List<Long> heads = new ArrayList<>();
        final Map<UserId, Long> leftSeqs = new HashMap<>();

        @Override
        public void open(Collection<ConversationId> conversations) {
            opened.addAll(conversations);
        }

        @Override
        public boolean mayHaveLeft(ConversationId conversation, UserId user, long afterSeq) {
            return leftSeqs.getOrDefault(user, 0L) > afterSeq;
        }

        @Override
        public void onHead(ConversationId conversation, long headSeq) {
            heads.add(headSeq);
        }
    }

    private void open() {
        session.opening();
        sessions.add(ANN, session);
        session.opened(new Identities.Identity(ANN, Authority.MEMBER, "t"), new DeviceId("phone"));
    }

    private List<ConversationSummary> attachAll(Membership... memberships) {
        return arrivals.attachAll(session, ANN, List.of(memberships));
    }

    private void run() {
        while (blocking.waiting() + connection.loop.waiting() > 0) {
            blocking.runAll();
            connection.loop.runAll();
        }
    }

    private void pass(Duration by) {
        run();
        time.advance(by);
        run();
    }

    private List<ServerFrame.Joined> joined() {
        return connection.sent(ServerFrame.Joined.class);
    }

    @Test
    void a_session_is_attached_where_its_user_is_certainly_a_member() {
        connection.open.put(C, new Position(12, 9, 5));

        List<ConversationSummary> summaries = attachAll(membership(ANN, 4, head(10, 5)));

        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.headSeq()).isEqualTo(12);
            assertThat(summary.unread()).isEqualTo(5);
        });
        assertThat(connection.attached).containsExactly(C);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void loading_opens_the_conversations_on_this_node() {
        store.memberships.put(ANN, List.of(membership(ANN, 4, head(10, 5))));

        var loaded = arrivals.load(ANN);
        blocking.runAll();

        assertThat(loaded).isCompletedWithValue(store.memberships.get(ANN));
        assertThat(local.opened).containsExactly(C);
    }

    @Test
    void whoever_left_while_it_was_looked_up_is_not_attached() {
        open();
        connection.open.put(C, new Position(12, 12, 11));
        local.leftSeqs.put(ANN, 11L);
        Membership before = membership(ANN, 4, head(10, 5));

        assertThat(attachAll(before)).isEmpty();
        assertThat(connection.attached).isEmpty();

        pass(RETRY);
        assertThat(store.lookups).hasSize(1);
        assertThat(connection.attached).isEmpty();
        assertThat(connection.sent).isEmpty();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void whoever_left_and_came_back_while_it_was_looked_up_is_attached_after_another_look() {
        open();
        connection.open.put(C, new Position(12, 12, 12));
        local.leftSeqs.put(ANN, 11L);
        store.memberships.put(ANN, List.of(membership(ANN, 12, head(12, 12))));

        assertThat(attachAll(membership(ANN, 4, head(10, 5)))).isEmpty();
        pass(RETRY);

        assertThat(joined())
                .singleElement()
                .satisfies(frame -> assertThat(frame.conversation().headSeq()).isEqualTo(12));
        assertThat(connection.attached).containsExactly(C);
    }

    @Test
    void nobody_is_attached_before_the_entry_by_which_it_joined() {
        open();
        store.memberships.put(ANN, List.of(membership(ANN, 10, head(10, 10))));
        connection.open.put(C, new Position(8, 8, 5));

        assertThat(attachAll(membership(ANN, 10, head(10, 10)))).isEmpty();
        assertThat(connection.attached).isEmpty();
        assertThat(local.heads).containsExactly(10L);

        connection.open.put(C, new Position(10, 10, 10));
        pass(RETRY);
        assertThat(joined()).hasSize(1);
        assertThat(connection.attached).containsExactly(C);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void a_conversation_that_is_not_open_any_more_is_looked_up_again() {
        open();
        store.memberships.put(ANN, List.of(membership(ANN, 4, head(10, 5))));

        assertThat(attachAll(membership(ANN, 4, head(10, 5)))).isEmpty();
        pass(RETRY);
        assertThat(joined()).isEmpty();

        connection.open.put(C, new Position(10, 10, 5));
        pass(RETRY);
        assertThat(joined()).hasSize(1);
    }

    @Test
    void whoever_joins_is_attached_and_told() {
        open();
        connection.open.put(C, new Position(10, 10, 10));
        store.memberships.put(ANN, List.of(membership(ANN, 10, head(10, 10))));

        arrivals.joined(C, List.of(BOB, ANN));
        run();

        assertThat(joined()).hasSize(1);
        assertThat(connection.attached).containsExactly(C);
    }

    @Test
    void whoever_joins_while_its_session_opens_is_attached_once_it_is_open() {
        session.opening();
        sessions.add(ANN, session);
        arrivals.joined(C, List.of(ANN));
        run();
        assertThat(store.lookups).isEmpty();

        connection.open.put(C, new Position(10, 10, 10));
        store.memberships.put(ANN, List.of(membership(ANN, 10, head(10, 10))));
        session.opened(new Identities.Identity(ANN, Authority.MEMBER, "t"), new DeviceId("phone"));
        run();

        assertThat(joined()).hasSize(1);
    }

    @Test
    void what_a_session_is_attached_to_is_not_told_again() {
        open();
        connection.open.put(C, new Position(10, 10, 10));
        connection.attached.add(C);
        store.memberships.put(ANN, List.of(membership(ANN, 10, head(10, 10))));

        arrivals.joined(C, List.of(ANN));
        pass(RETRY);

        assertThat(joined()).isEmpty();
        assertThat(store.lookups).hasSize(1);
    }

    @Test
    void whoever_comes_back_before_its_session_was_given_the_entry_by_which_it_left_is_attached_after_it() {
        open();
        connection.open.put(C, new Position(9, 9, 5));
        connection.attached.add(C);
        store.memberships.put(ANN, List.of(membership(ANN, 11, head(11, 11))));
        arrivals.joined(C, List.of(ANN));
        run();
        assertThat(joined()).isEmpty();

        // The gateway comes to the entry by which the user left, and detaches it.
        connection.detach(C);
        connection.open.put(C, new Position(11, 11, 11));
        pass(RETRY);

        assertThat(joined()).hasSize(1);
        assertThat(connection.attached).containsExactly(C);
    }

    @Test
    void one_lookup_runs_at_a_time_and_one_more_if_something_happened_meanwhile() {
        open();
        for (int i = 0; i < 10; i++) {
            arrivals.joined(C, List.of(ANN));
        }
        connection.loop.runAll();
        assertThat(blocking.waiting()).isEqualTo(1);
        run();

        assertThat(store.lookups).hasSize(2);
    }

    @Test
    void a_lookup_that_fails_is_tried_again_and_costs_no_session() {
        open();
        connection.open.put(C, new Position(10, 10, 10));
        store.memberships.put(ANN, List.of(membership(ANN, 10, head(10, 10))));
        store.unavailable = true;
        arrivals.joined(C, List.of(ANN));
        run();
        arrivals.joined(C, List.of(ANN));
        run();
        assertThat(time.waiting()).isEqualTo(1);

        store.unavailable = false;
        pass(Duration.ofSeconds(2));

        assertThat(joined()).hasSize(1);
        assertThat(connection.closed).isNull();
    }

    @Test
    void nothing_is_looked_up_for_a_session_that_has_ended() {
        open();
        arrivals.joined(C, List.of(ANN));
        connection.loop.runAll();
        session.closed();
        run();
        pass(Duration.ofSeconds(5));

        assertThat(store.lookups).hasSize(1);
        assertThat(connection.sent).isEmpty();
    }
}
