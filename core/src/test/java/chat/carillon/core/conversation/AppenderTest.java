package chat.carillon.core.conversation;

import static chat.carillon.core.testing.Sample.C;
import static chat.carillon.core.testing.Sample.wanted;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.testing.HandTime;
import chat.carillon.core.testing.LogOnlyStore;
import chat.carillon.core.testing.Sample;
import chat.carillon.core.testing.ScriptedLog;
import chat.carillon.core.testing.SmallLimits;
import chat.carillon.core.testing.Tasks;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AppenderTest {
    private static final int LANES = 3;

    private final ScriptedLog log = new ScriptedLog();
    private final LogOnlyStore store = new LogOnlyStore(log, LANES);
    private final List<Tasks> executors = new ArrayList<>();
    private final AppendListener listener = new AppendListener() {
        @Override
        public void appended(Entry entry, Conversation.Head head) {}

        @Override
        public void alreadyDurable(ConversationId conversation, long seq) {}
    };
    private final Appender appender =
            new Appender(store, listener, SmallLimits.with(Map.of("maxQueuedAppends", 2)), lane -> {
                assertThat(lane).isEqualTo(executors.size());
                executors.add(new Tasks());
                return executors.getLast();
            });

    @Test
    void has_as_many_lanes_as_the_store_makes_progress_at_a_time() {
        assertThat(executors).hasSize(LANES);
    }

    @Test
    void a_conversation_always_takes_the_same_lane() {
        for (int i = 0; i < 40; i++) {
            var conversation = new ConversationId("c" + i % 20);
            var _ = appender.append(wanted(conversation, "k" + i));
        }

        assertThat(executors).allSatisfy(lane -> assertThat(lane.waiting()).isEqualTo(1));
        assertThat(appender.queued()).isEqualTo(LANES * 2);
        executors.forEach(Tasks::runAll);
        assertThat(appender.queued()).isZero();
        assertThat(log.batches.stream().map(batch -> batch.getFirst().conversation()))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_store_that_refuses_is_not_asked() {
        store.refuse("the disk is full");

        assertThat(appender.append(wanted("k")))
                .isCompletedWithValue(new AppendResult.Refused(ErrorCode.UNAVAILABLE, "the disk is full"));
        assertThat(appender.queued()).isZero();
    }

    @Test
    void many_members_are_changed_a_thousand_at_a_time() {
        var conversations = new Conversations(store, appender, listener, new HandTime());
        List<UserId> users =
                IntStream.range(0, 1_500).mapToObj(i -> new UserId("u" + i)).toList();

        CompletableFuture<List<AppendResult>> results = conversations.changeMembers(
                C, Sample.ANN, Authority.ADMINISTRATOR, users, EntryBody.MembersJoined::new);
        executors.forEach(Tasks::runAll);

        assertThat(results.join()).hasSize(2);
        assertThat(log.batches.getFirst())
                .extracting(NewEntry::body)
                .containsExactly(
                        new EntryBody.MembersJoined(users.subList(0, 1_000)),
                        new EntryBody.MembersJoined(users.subList(1_000, 1_500)));
    }
}
