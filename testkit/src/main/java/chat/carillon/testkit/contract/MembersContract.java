package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.carillon.core.log.Member;
import chat.carillon.core.store.AccountStore.AccountChange;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.core.store.ConversationStore.Marker.ReceivedUpTo;
import chat.carillon.core.store.MemberStore;
import chat.carillon.core.store.MemberStore.Mark;
import chat.carillon.core.store.MemberStore.Sought;
import chat.carillon.core.store.MemberStore.Tally;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.RoleChanged;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [MemberStore] promises about the members of a conversation as a crowd.
interface MembersContract {
    StoreWorld world();

    private MemberStore members() {
        return world().store().members();
    }

    private void called(String user, String displayName) {
        world().user(user);
        world().store().accounts().update(new UserId(user), new AccountChange(displayName, null, null));
    }

    private List<String> found(ConversationId group, @Nullable String text, @Nullable Role role) {
        return members().find(group, new Sought(text, role), null, 100).stream()
                .map(member -> member.user().value())
                .toList();
    }

    @Test
    default void members_are_found_by_how_their_names_begin() {
        called("grace", "Rear Admiral Hopper");
        called("hopkins", "Mary");
        called("bob", "Bob the Ämter");
        called("x_y", "percent% and under_score");
        ConversationId group = world().group("ann", "grace", "hopkins", "bob", "x_y");

        assertThat(found(group, "hop", null)).containsExactly("grace", "hopkins");
        assertThat(found(group, "HOPP", null)).containsExactly("grace");
        assertThat(found(group, "admiral h", null)).containsExactly("grace");
        assertThat(found(group, "opper", null)).isEmpty();
        assertThat(found(group, "ämt", null)).containsExactly("bob");
        assertThat(found(group, "percent%", null)).containsExactly("x_y");
        assertThat(found(group, "%", null)).isEmpty();
        assertThat(found(group, "x_", null)).containsExactly("x_y");
        assertThat(found(group, "xay", null)).isEmpty();
        assertThat(found(group, "\u0000", null)).isEmpty();
        assertThat(found(new ConversationId("none"), "hop", null)).isEmpty();
    }

    @Test
    default void members_are_found_by_role_and_who_left_is_none() {
        ConversationId group = world().group("ann", "bob", "cat", "dan");
        world().append(group, "ann", new RoleChanged(new UserId("cat"), Role.MODERATOR));
        world().append(group, "dan", new MembersLeft(world().users("dan")));

        assertThat(found(group, null, Role.OWNER)).containsExactly("ann");
        assertThat(found(group, null, Role.MODERATOR)).containsExactly("cat");
        assertThat(found(group, "c", Role.MEMBER)).isEmpty();
        assertThat(found(group, "d", null)).isEmpty();
        assertThat(found(group, null, null)).containsExactly("ann", "bob", "cat");
    }

    @Test
    default void members_that_are_sought_come_in_pages() {
        ConversationId group = world().group("ann", "zoe");
        world().append(group, "ann", new chat.carillon.model.EntryBody.MembersJoined(world().crowd("user", 25)));
        var sought = new Sought("user", null);
        List<Member> first = members().find(group, sought, null, 10);
        List<Member> second = members().find(group, sought, first.getLast().user(), 10);
        List<Member> third = members().find(group, sought, second.getLast().user(), 10);

        assertThat(first).hasSize(10);
        assertThat(second).hasSize(10).doesNotContainAnyElementsOf(first);
        assertThat(third).hasSize(5);
        assertThat(first).isSortedAccordingTo(java.util.Comparator.comparing(Member::user));
    }

    @Test
    default void counts_who_has_come_how_far() {
        ConversationId group = world().group("ann", "bob", "cat", "dan", "eve");
        for (int i = 0; i < 8; i++) {
            world().post(group, "ann", "message " + i);
        }
        world().append(group, "eve", new MembersLeft(world().users("eve")));
        var phone = new DeviceId("phone");
        world().store()
                .conversations()
                .mark(List.of(
                        new ReceivedUpTo(group, new UserId("bob"), phone, 9),
                        new ReadUpTo(group, new UserId("bob"), 5),
                        new ReadUpTo(group, new UserId("cat"), 7)));

        // Ann has read what she wrote; Dan joined with seq 2 and has read nothing since.
        assertThat(members().tally(group, List.of(3L, 10L, 7L, 6L)))
                .isEqualTo(new Tally(
                        4, List.of(new Mark(10, 1, 1), new Mark(7, 3, 2), new Mark(6, 3, 2), new Mark(3, 3, 3))));
        assertThat(members().tally(new ConversationId("none"), List.of(1L)))
                .isEqualTo(new Tally(0, List.of(new Mark(1, 0, 0))));
        assertThat(members()
                        .tally(group, LongStream.rangeClosed(1, 16).boxed().toList())
                        .marks())
                .hasSize(MemberStore.MAX_TALLIED_SEQS);
        assertThatThrownBy(() -> members()
                        .tally(group, LongStream.rangeClosed(1, 17).boxed().toList()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void knows_who_shares_a_conversation() {
        world().group("ann", "bob");
        ConversationId other = world().group("ann", "cat", "bob");
        world().append(other, "cat", new MembersLeft(world().users("cat")));
        world().user("dan");

        assertThat(members().sharing(new UserId("ann"), world().users("bob", "cat", "dan", "eve")))
                .containsExactly(new UserId("bob"));
        assertThat(members().sharing(new UserId("cat"), world().users("ann"))).isEmpty();
        assertThat(members().sharing(new UserId("ann"), List.of())).isEmpty();
    }
}
