package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.audit.UnreadAudit;
import chat.carillon.core.audit.UnreadDrift;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.store.ConversationStore.Marker;
import chat.carillon.core.store.Store;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody;
import chat.carillon.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Unread and mention counts are those of the log, and an audit finds out where they are not.
public interface UnreadContract {
    StoreWorld world();

    /// The world's store, in which the ordinal at a member's read marker is now wrong by so much.
    Store withWrongMarker(ConversationId conversation, UserId user, long by) throws Exception;

    private Optional<UnreadDrift> drift(ConversationId conversation, String user) {
        return new UnreadAudit(world().store()).look(new UserId(user), conversation);
    }

    @Test
    default void unread_counts_are_those_of_the_log_whatever_happened_in_it() {
        ConversationId group = world().group("ann", "bob", "cat");
        long first = world().post(group, "ann", "one for @bob");
        world().append(group, "bob", new EntryBody.ReactionAdded(first, "+1"));
        long second = world().post(group, "ann", "two for @bob and @channel");
        world().append(group, "ann", new EntryBody.Edited(second, "two for nobody"));
        world().append(group, "ann", new EntryBody.Deleted(first));
        world().post(group, "cat", "three");
        world().store().conversations().mark(List.of(new Marker.ReadUpTo(group, new UserId("ann"), second)));

        assertThat(drift(group, "ann")).isEmpty();
        assertThat(drift(group, "bob")).isEmpty();
        assertThat(drift(group, "cat")).isEmpty();
    }

    @Test
    default void unread_counts_are_those_of_the_log_also_for_who_left_and_came_again() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "for @bob");
        world().append(group, "ann", new EntryBody.MembersLeft(List.of(new UserId("bob"))));
        world().post(group, "ann", "for @bob, who does not see it");
        world().append(group, "ann", new EntryBody.MembersJoined(List.of(new UserId("bob"))));
        world().post(group, "ann", "for @bob again");

        assertThat(drift(group, "bob")).isEmpty();
    }

    @Test
    default void unread_counts_are_those_of_the_log_while_others_write() throws InterruptedException {
        ConversationId group = world().group("ann", "bob");
        var done = new AtomicBoolean();
        var found = new ArrayList<UnreadDrift>();
        Thread auditor = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                drift(group, "bob").ifPresent(found::add);
            }
        });
        for (int i = 0; i < 100; i++) {
            long seq = world().post(group, "ann", "number " + i + " for @bob");
            if (i % 10 == 0) {
                world().store().conversations().mark(List.of(new Marker.ReadUpTo(group, new UserId("bob"), seq)));
            }
        }
        done.set(true);
        auditor.join();

        assertThat(found).isEmpty();
    }

    @Test
    default void a_wrong_number_is_found_near_the_head_and_far_behind_it() throws Exception {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "one");
        Store wrong = withWrongMarker(group, new UserId("bob"), 1);

        assertThat(new UnreadAudit(wrong).look(new UserId("bob"), group)).hasValueSatisfying(drift -> {
            assertThat(drift.shownUnread()).isZero();
            assertThat(drift.countedUnread()).isEqualTo(1);
        });
        assertThat(new UnreadAudit(wrong).look(new UserId("ann"), group)).isEmpty();
        world().append(IntStream.range(0, 1_001)
                .mapToObj(_ -> world().entry(group, "ann", StoreWorld.text("more")))
                .toArray(NewEntry[]::new));
        assertThat(new UnreadAudit(wrong).look(new UserId("bob"), group)).hasValueSatisfying(drift -> {
            assertThat(drift.shownUnread()).isEqualTo(1_001);
            assertThat(drift.countedUnread()).isEqualTo(1_002);
        });
    }
}
