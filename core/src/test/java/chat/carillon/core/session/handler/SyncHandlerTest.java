package chat.carillon.core.session.handler;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.conversation.Reading;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.AccountStore;
import chat.carillon.core.store.memory.InMemoryStore;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.LogOnlyStore;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncHandlerTest {
    private static final ConversationId STRANGE = new ConversationId("strange");

    private final HandTime time = new HandTime();
    private final OpenSession ann = new OpenSession(ANN, SmallLimits.with(Map.of("maxPendingRequests", 1)), time);
    private final FakeConnection connection = ann.connection();
    private final InMemoryStore store = new InMemoryStore("epoch", time, ann.limits());
    private final SyncHandler handler = handler(new Reading(store, ann.limits()));

    private SyncHandler handler(Reading reading) {
        return new SyncHandler(reading, "epoch", ann.limits(), ann.blocking());
    }

    private void create() {
        var settings = Conversation.Settings.of(ConversationKind.GROUP);
        store.accounts().create(new AccountStore.Account(ANN, "Ann", false, false, 0), null);
        store.conversations()
                .create(new NewConversation(C, ConversationKind.GROUP, null, null, settings, ANN, List.of(), 0));
    }

    private void sync(SyncHandler by, String ref, ConversationId... conversations) {
        var cursors = new LinkedHashMap<ConversationId, Long>();
        for (ConversationId conversation : conversations) {
            cursors.put(conversation, 0L);
        }
        by.handle(ann.session(), new ClientFrame.Sync(ref, "epoch", cursors, 0));
    }

    @Test
    void every_cursor_is_answered_in_the_order_asked_for() {
        create();
        sync(handler, "r", STRANGE, C);
        assertThat(connection.sent).isEmpty();
        ann.blocking().runAll();

        assertThat(connection.sent).hasSize(2);
        assertThat(connection.sent.get(0))
                .isEqualTo(new ServerFrame.Failure("r", ErrorCode.NO_SUCH_CONVERSATION, "conversation: strange", null));
        assertThat(connection.sent.get(1)).isInstanceOfSatisfying(ServerFrame.Entries.class, page -> {
            assertThat(page.ref()).isEqualTo("r");
            assertThat(page.entries()).extracting(Entry::seq).containsExactly(1L);
            assertThat(page.headSeq()).isEqualTo(1);
            assertThat(page.more()).isFalse();
        });
    }

    @Test
    void a_cursor_of_another_epoch_is_reset() {
        create();
        handler.handle(ann.session(), new ClientFrame.Sync("r", "older", Map.of(C, 1L), 0));
        ann.blocking().runAll();

        assertThat(connection.sent).containsExactly(new ServerFrame.Reset("r", C, "epoch", 1, 1));
    }

    @Test
    void a_defect_is_told_and_counted_down() {
        SyncHandler broken = handler(new Reading(new LogOnlyStore(new ScriptedLog(), 1), ann.limits()));
        sync(broken, "r1", C);
        ann.blocking().runAll();
        sync(broken, "r2", C);
        ann.blocking().runAll();

        assertThat(connection.errors()).containsExactly(ErrorCode.INTERNAL, ErrorCode.INTERNAL);
    }

    @Test
    void syncs_that_wait_are_bounded() {
        create();
        sync(handler, "r1", C);
        sync(handler, "r2", C);
        ann.blocking().runAll();
        sync(handler, "r3", C);
        ann.blocking().runAll();

        assertThat(connection.sent(ServerFrame.Entries.class))
                .extracting(ServerFrame.Entries::ref)
                .containsExactly("r1", "r3");
        assertThat(connection.errors()).containsExactly(ErrorCode.OVERLOADED);
    }

    @Test
    void a_socket_that_takes_nothing_is_given_no_pages() {
        create();
        connection.writable = false;
        sync(handler, "r", C);
        ann.blocking().runAll();
        assertThat(connection.sent).isEmpty();

        connection.writable = true;
        sync(handler, "r", C);
        ann.blocking().runAll();
        assertThat(connection.sent).hasSize(1);
    }
}
