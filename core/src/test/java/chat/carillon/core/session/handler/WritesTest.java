package chat.carillon.core.session.handler;

import static chat.carillon.core.testing.Sample.ANN;
import static chat.carillon.core.testing.Sample.C;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.conversation.AppendListener;
import chat.carillon.core.conversation.Appender;
import chat.carillon.core.conversation.Conversations;
import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.testing.FakeConnection;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.LogOnlyStore;
import chat.carillon.core.testing.OpenSession;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.protocol.ClientFrame;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.ServerFrame;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The handlers of everything that appends an entry.
class WritesTest {
    private static final ClientMessageId KEY = new ClientMessageId("k");

    private final ScriptedLog log = new ScriptedLog();
    private final LogOnlyStore store = new LogOnlyStore(log, 1);
    private final HandTime time = new HandTime();
    private final Tasks lane = new Tasks();
    private final OpenSession ann = new OpenSession(ANN, SmallLimits.with(Map.of("maxPendingRequests", 2)), time);
    private final FakeConnection connection = ann.connection();
    private final Conversations conversations = conversations();

    private Conversations conversations() {
        var nobody = new AppendListener() {
            @Override
            public void appended(Entry entry, Conversation.Head head) {}

            @Override
            public void alreadyDurable(ConversationId conversation, long seq) {}
        };
        return new Conversations(store, new Appender(store, nobody, ann.limits(), _ -> lane), nobody, time);
    }

    private EntryBody written() {
        lane.runAll();
        return log.batches.getLast().getLast().body();
    }

    private void send(String ref) {
        new SendHandler(conversations)
                .handle(ann.session(), new ClientFrame.Send(ref, C, KEY, "text", null, 3L, List.of()));
    }

    @Test
    void a_message_is_appended_as_its_sender_and_answered_once_it_is_durable() {
        send("r1");
        assertThat(connection.sent).isEmpty();
        lane.runAll();

        var body = new EntryBody.Posted("text", null, 3L, List.of());
        assertThat(log.batches.getFirst())
                .containsExactly(new NewEntry(C, ANN, Authority.MEMBER, KEY, time.wallMillis(), body));
        assertThat(connection.sent).containsExactly(new ServerFrame.Sent("r1", C, 1, time.wallMillis()));
    }

    @Test
    void every_kind_of_write_becomes_its_entry() {
        new EditHandler(conversations).handle(ann.session(), new ClientFrame.Edit("r", C, KEY, 5, "new"));
        assertThat(written()).isEqualTo(new EntryBody.Edited(5, "new"));
        new DeleteHandler(conversations).handle(ann.session(), new ClientFrame.Delete("r", C, KEY, 5));
        assertThat(written()).isEqualTo(new EntryBody.Deleted(5));
        new ReactHandler(conversations).handle(ann.session(), new ClientFrame.React("r", C, KEY, 5, "+"));
        assertThat(written()).isEqualTo(new EntryBody.ReactionAdded(5, "+"));
        new UnreactHandler(conversations).handle(ann.session(), new ClientFrame.Unreact("r", C, null, 5, "+"));
        assertThat(written()).isEqualTo(new EntryBody.ReactionRemoved(5, "+"));
        assertThat(connection.sent(ServerFrame.Sent.class)).hasSize(4);
    }

    @Test
    void a_repeated_write_is_answered_like_the_first_one() {
        log.outcome(_ -> List.of(new AppendResult.Duplicate(7, 1_234)));
        send("r1");
        lane.runAll();

        assertThat(connection.sent).containsExactly(new ServerFrame.Sent("r1", C, 7, 1_234));
    }

    @Test
    void a_refusal_is_told_with_its_reason() {
        log.outcome(_ -> List.of(new AppendResult.Refused(ErrorCode.FORBIDDEN, "why")));
        send("r1");
        lane.runAll();

        assertThat(connection.sent).containsExactly(new ServerFrame.Failure("r1", ErrorCode.FORBIDDEN, "why", null));
    }

    @Test
    void an_unknown_outcome_is_told_as_one_that_may_be_tried_again() {
        send("r1");
        log.unavailable = true;
        lane.runAll();
        log.unavailable = false;
        log.outcome(_ -> {
            throw new IllegalStateException("defect");
        });
        send("r2");
        lane.runAll();

        assertThat(connection.errors()).containsExactly(ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL);
    }

    @Test
    void a_store_that_refuses_is_told_at_once() {
        store.refuse("the disk is full");
        send("r1");

        assertThat(connection.errors()).containsExactly(ErrorCode.UNAVAILABLE);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void writes_that_wait_are_bounded_and_counted_down() {
        send("r1");
        send("r2");
        send("r3");
        assertThat(connection.errors()).containsExactly(ErrorCode.OVERLOADED);
        lane.runAll();
        log.unavailable = true;
        send("r4");
        send("r5");
        lane.runAll();
        log.unavailable = false;
        send("r6");
        lane.runAll();

        assertThat(connection.sent(ServerFrame.Sent.class))
                .extracting(ServerFrame.Sent::ref)
                .containsExactly("r1", "r2", "r6");
    }
}
