package chat.carillon.backend.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.AppendResult.Appended;
import chat.carillon.core.log.AppendResult.Duplicate;
import chat.carillon.core.log.AppendResult.Refused;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.AccountStore.Account;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import chat.carillon.protocol.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What two nodes see that use one database.
class TwoNodesTest {
    private PostgresStore one;
    private PostgresStore other;

    @BeforeEach
    void open() {
        PostgresOptions options = PostgresOptions.of(TestDatabase.create());
        one = PostgresStore.open(options, Limits.DEFAULT);
        other = PostgresStore.open(options, Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }

    /// A lane of one node: batches one after the other, over two conversations.
    private static Callable<List<AppendResult>> lane(String name, Chat first, Chat second) {
        return () -> {
            var results = new ArrayList<AppendResult>();
            for (int i = 0; i < 40; i++) {
                var batch = new ArrayList<NewEntry>();
                for (int j = 0; j < 5; j++) {
                    String key = "%s-%d-%d".formatted(name, i, j);
                    batch.add((i + j) % 2 == 0 ? first.entry(key + "a", key) : second.entry(key + "b", key));
                }
                results.addAll(first.store().log().append(batch));
            }
            return results;
        };
    }

    @Test
    void appends_of_both_make_one_order_without_hole_and_what_was_answered_is_there() throws Exception {
        Chat first = Chat.in(one, "first");
        Chat second = Chat.in(one, "second");

        List<List<AppendResult>> results = together(List.of(
                lane("a", first, second),
                lane("b", second.through(other), first.through(other)),
                lane("c", second, first),
                lane("d", first.through(other), second.through(other))));

        List<Entry> all =
                new ArrayList<>(first.soundLog().subList(1, first.log().size()));
        all.addAll(second.soundLog().subList(1, second.log().size()));
        assertThat(results.stream().flatMap(List::stream).map(result -> ((Appended) result).entry()))
                .hasSize(800)
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(first.through(other).log()).isEqualTo(first.log());
        assertThat(other.log().heads(List.of(first.id()))).isEqualTo(one.log().heads(List.of(first.id())));
    }

    @Test
    void the_same_write_given_to_both_is_one_entry() throws Exception {
        Chat chat = Chat.in(one, "c");
        var calls = new ArrayList<Callable<AppendResult>>();
        for (int i = 0; i < 50; i++) {
            Chat through = chat.through(i % 2 == 0 ? one : other);
            calls.add(() -> through.append("same", "hello"));
        }

        List<AppendResult> results = together(calls);

        assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(49);
        assertThat(chat.soundLog()).hasSize(2);
    }

    @Test
    void the_same_key_for_two_conversations_is_taken_once() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "key-" + round;
            Chat first = Chat.in(one, "first");
            Chat second = Chat.in(other, "second");

            List<AppendResult> results =
                    together(List.of(() -> first.append(key, "hello"), () -> second.append(key, "hello")));

            assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(Refused.class::isInstance).hasSize(1);
        }
    }

    @Test
    void a_direct_conversation_made_on_both_is_one() throws Exception {
        var bob = new UserId("bob");
        one.accounts().create(new Account(Chat.ANN, "Ann", false, false, 0), null);
        one.accounts().create(new Account(bob, "Bob", false, false, 0), null);
        var calls = new ArrayList<Callable<CreateResult>>();
        for (int i = 0; i < 20; i++) {
            PostgresStore store = i % 2 == 0 ? one : other;
            var wanted = new NewConversation(
                    new ConversationId("direct-" + i),
                    ConversationKind.DIRECT,
                    null,
                    null,
                    Settings.of(ConversationKind.DIRECT),
                    i % 3 == 0 ? Chat.ANN : bob,
                    List.of(i % 3 == 0 ? bob : Chat.ANN),
                    0);
            calls.add(() -> store.conversations().create(wanted));
        }

        List<CreateResult> results = together(calls);

        assertThat(results).filteredOn(CreateResult.Created.class::isInstance).hasSize(1);
        assertThat(results.stream().map(TwoNodesTest::id).distinct()).hasSize(1);
    }

    private static ConversationId id(CreateResult result) {
        return switch (result) {
            case CreateResult.Created created -> created.conversation().id();
            case CreateResult.Existing existing -> existing.conversation().id();
            case CreateResult.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    @Test
    void markers_on_one_are_not_set_back_by_appends_on_the_other() throws Exception {
        Chat chat = Chat.in(one, "c");
        for (int i = 0; i < 20; i++) {
            chat.post("text " + i);
        }
        var calls = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 60; i++) {
            String text = "more " + i;
            calls.add(() -> {
                long seq = chat.post(text);
                other.conversations().mark(List.of(new ReadUpTo(chat.id(), Chat.ANN, seq)));
                long readSeq = one.conversations()
                        .member(chat.id(), Chat.ANN)
                        .orElseThrow()
                        .readSeq();
                return readSeq >= seq;
            });
        }

        assertThat(together(calls)).containsOnly(true);
    }

    @Test
    void a_change_on_one_is_known_to_the_other_by_the_databases_time() {
        Chat chat = Chat.in(one, "c");
        long since = other.log().nowMillis();

        chat.post("hello");

        assertThat(other.log().changedSince(since, 10))
                .extracting(head -> head.conversation())
                .containsExactly(chat.id());
        assertThat(other.log().changedSince(other.log().nowMillis() + 1_000, 10))
                .isEmpty();
    }

    @Test
    void both_have_one_epoch_and_find_what_the_other_wrote() {
        Chat.in(one, "c").post("hello world");

        assertThat(other.epoch()).isEqualTo(one.epoch());
        assertThat(Chat.in(other, "c").search("world")).containsExactly("hello world");
    }
}
