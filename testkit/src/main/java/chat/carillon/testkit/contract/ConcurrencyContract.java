package chat.carillon.testkit.contract;

import static chat.carillon.testkit.contract.StoreWorld.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.AppendResult.Appended;
import chat.carillon.core.log.AppendResult.Duplicate;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What a store promises to callers who come at the same time.
interface ConcurrencyContract {
    int THREADS = 16;

    StoreWorld world();

    private static <T> List<T> together(List<Callable<T>> calls) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var results = new ArrayList<T>();
            for (Future<T> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a call failed", e);
        }
    }

    @Test
    default void concurrent_batches_leave_no_hole_and_no_duplicate() {
        ConversationId one = world().channel("ann", "bob");
        ConversationId two = world().channel("bob", "ann");
        List<Callable<List<AppendResult>>> calls = IntStream.range(0, 200)
                .mapToObj(i -> (Callable<List<AppendResult>>) () -> world().append(
                                world().entry(i % 2 == 0 ? one : two, "ann", text("first of " + i)),
                                world().entry(i % 2 == 0 ? two : one, "bob", text("second of " + i)),
                                world().entry(i % 2 == 0 ? one : two, "ann", text("third of " + i))))
                .toList();

        List<List<AppendResult>> results = together(calls);

        for (ConversationId conversation : List.of(one, two)) {
            List<Entry> log = world().log(conversation);
            assertThat(log)
                    .extracting(Entry::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 302).boxed().toList());
            assertThat(log)
                    .extracting(Entry::ordinal)
                    .startsWith(0L, 0L, 1L, 2L, 3L)
                    .endsWith(300L);
            assertThat(results.stream()
                            .flatMap(List::stream)
                            .map(result -> ((Appended) result).entry())
                            .filter(entry -> entry.conversation().equals(conversation)))
                    .containsExactlyInAnyOrderElementsOf(log.subList(2, log.size()));
        }
    }

    @Test
    default void the_same_write_from_many_threads_is_one_entry() {
        ConversationId general = world().channel("ann");
        NewEntry same = world().entry(general, "ann", new ClientMessageId("k"), text("hi"));

        List<AppendResult> results = together(IntStream.range(0, 50)
                .mapToObj(i -> (Callable<AppendResult>) () -> world().result(same))
                .toList());

        assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Duplicate.class::isInstance).hasSize(49);
        assertThat(world().log(general)).hasSize(2);
    }

    @Test
    default void a_direct_conversation_made_by_both_at_once_is_one() {
        world().users("ann", "bob");
        List<Callable<CreateResult>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            NewConversation wanted = i % 2 == 0
                    ? world().wanted(ConversationKind.DIRECT, null, "ann", "bob")
                    : world().wanted(ConversationKind.DIRECT, null, "bob", "ann");
            calls.add(() -> world().store().conversations().create(wanted));
        }

        List<CreateResult> results = together(calls);

        assertThat(results).filteredOn(CreateResult.Created.class::isInstance).hasSize(1);
        assertThat(results.stream().map(ConcurrencyContract::id).distinct()).hasSize(1);
    }

    private static ConversationId id(CreateResult result) {
        return switch (result) {
            case CreateResult.Created created -> created.conversation().id();
            case CreateResult.Existing existing -> existing.conversation().id();
            case CreateResult.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    @Test
    default void markers_set_at_once_end_at_the_furthest() {
        ConversationId general = world().channel("ann", "bob");
        for (int i = 0; i < 50; i++) {
            world().post(general, "ann", "text");
        }
        var bob = new UserId("bob");

        together(LongStream.rangeClosed(1, 52)
                .mapToObj(seq -> (Callable<Boolean>) () -> {
                    world().store().conversations().mark(List.of(new ReadUpTo(general, bob, seq)));
                    return true;
                })
                .toList());

        assertThat(world().member(general, "bob").readSeq()).isEqualTo(52);
        assertThat(world().member(general, "bob").readOrdinal()).isEqualTo(50);
    }

    @Test
    default void one_secret_is_given_to_all_who_ask_at_once() {
        List<byte[]> secrets = together(IntStream.range(0, 30)
                .mapToObj(i ->
                        (Callable<byte[]>) () -> world().store().accounts().secret("key", new byte[] {(byte) i}))
                .toList());

        assertThat(secrets.stream().map(secret -> secret[0]).distinct()).hasSize(1);
    }
}
