package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.Membership;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.core.store.ConversationStore.Joined;
import chat.carillon.core.store.ConversationStore.Marker.ReadUpTo;
import chat.carillon.core.store.ConversationStore.Marker.ReceivedUpTo;
import chat.carillon.model.ConversationId;
import chat.carillon.model.DeviceId;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.RoleChanged;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [ConversationStore] promises about who belongs to a conversation and how far each has come.
interface MembershipContract {
    StoreWorld world();

    private ConversationStore conversations() {
        return world().store().conversations();
    }

    private static UserId user(String name) {
        return new UserId(name);
    }

    @Test
    default void one_who_leaves_is_remembered_and_reads_no_further() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "hi");
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        world().post(group, "ann", "gone?");

        Member bob = world().member(group, "bob");
        assertThat(bob).isEqualTo(new Member(group, user("bob"), Role.MEMBER, 2, 4, 2, 0, 2));
        assertThat(bob.visibleUntilSeq()).isEqualTo(4);
        assertThat(bob.visibleAfterSeq(HistoryPolicy.SINCE_JOIN)).isEqualTo(1);
        assertThat(world().find(group).memberCount()).isEqualTo(1);
        assertThat(conversations().members(group, null, 10))
                .extracting(Member::user)
                .containsExactly(user("ann"));
        assertThat(conversations().activeAmong(group, world().users("bob", "ann", "cat")))
                .containsExactly(user("ann"));
        assertThat(conversations().membershipsOf(world().users("bob"))).containsOnly(Map.entry(user("bob"), List.of()));
        assertThat(conversations().member(group, user("cat"))).isEmpty();
        assertThat(conversations().member(new ConversationId("none"), user("ann")))
                .isEmpty();
    }

    @Test
    default void one_who_comes_back_starts_anew() {
        ConversationId group = world().group("ann", "bob");
        world().append(group, "ann", new RoleChanged(user("bob"), Role.MODERATOR));
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        world().post(group, "ann", "hi");
        world().append(group, "ann", new MembersJoined(world().users("bob")));

        assertThat(world().member(group, "bob")).isEqualTo(new Member(group, user("bob"), Role.MEMBER, 6, 0, 6, 1, 6));
        assertThat(world().head(group).membershipSeq()).isEqualTo(6);
    }

    @Test
    default void memberships_are_found_by_when_they_began() {
        ConversationId first = world().group("ann", "bob");
        world().time().advance(Duration.ofSeconds(1));
        long start = world().time().wallMillis();
        ConversationId second = world().group("cat", "bob");
        world().time().advance(Duration.ofSeconds(1));
        world().append(first, "ann", new MembersJoined(world().users("cat")));
        world().append(first, "ann", new RoleChanged(user("bob"), Role.MODERATOR));
        world().post(first, "bob", "what moves a marker");

        var bob = new Joined(second, user("bob"), start);
        var cat = new Joined(second, user("cat"), start);
        var late = new Joined(first, user("cat"), start + 1_000);
        assertThat(conversations().joinedSince(start, null, 10)).containsExactly(bob, cat, late);
        assertThat(conversations().joinedSince(start + 1, null, 10)).containsExactly(late);
        assertThat(conversations().joinedSince(start, null, 1)).containsExactly(bob);
        assertThat(conversations().joinedSince(start, bob, 1)).containsExactly(cat);
        assertThat(conversations().joinedSince(start, cat, 10)).containsExactly(late);
        assertThat(conversations().joinedSince(start, late, 10)).isEmpty();
    }

    @Test
    default void a_membership_begins_anew_when_its_user_comes_back() {
        ConversationId group = world().group("ann", "bob");
        world().time().advance(Duration.ofSeconds(1));
        long start = world().time().wallMillis();
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        assertThat(conversations().joinedSince(0, null, 10))
                .extracting(Joined::user)
                .containsExactly(user("ann"));
        world().append(group, "ann", new MembersJoined(world().users("bob")));

        assertThat(conversations().joinedSince(start, null, 10)).containsExactly(new Joined(group, user("bob"), start));
    }

    @Test
    default void members_come_by_name_and_page_by_page() {
        ConversationId group = world().group("mia", "zoe", "ann", "bob-2", "bob");

        assertThat(names(group, null, 3)).containsExactly("ann", "bob", "bob-2");
        assertThat(names(group, "bob-2", 3)).containsExactly("mia", "zoe");
        assertThat(names(group, "zoe", 3)).isEmpty();
        assertThat(names(group, "b", 1)).containsExactly("bob");
        assertThat(conversations().members(new ConversationId("none"), null, 3)).isEmpty();
    }

    private List<String> names(ConversationId conversation, @Nullable String after, int limit) {
        return conversations().members(conversation, after == null ? null : user(after), limit).stream()
                .map(member -> member.user().value())
                .toList();
    }

    @Test
    default void memberships_of_a_thousand_users_come_at_once() {
        List<UserId> crowd = world().crowd("user", 1_000);
        ConversationId hall = world().channel("ann");
        world().append(hall, "ann", new MembersJoined(crowd));
        ConversationId first = world().direct("user0", "user1");

        Map<UserId, List<Membership>> memberships = conversations().membershipsOf(crowd);

        assertThat(memberships).containsOnlyKeys(crowd);
        assertThat(memberships.get(user("user999")))
                .containsExactly(new Membership(world().find(hall), world().member(hall, "user999"), List.of(), 0));
        assertThat(memberships.get(user("user0")))
                .extracting(membership -> membership.conversation().id())
                .containsExactlyInAnyOrder(hall, first);
        assertThat(conversations().membershipsOf(List.of())).isEmpty();
        assertThat(conversations().membershipsOf(List.of(user("nobody"))))
                .containsOnly(Map.entry(user("nobody"), List.of()));
    }

    @Test
    default void memberships_come_with_the_latest_change_first() {
        ConversationId one = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        ConversationId two = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        ConversationId three = world().channel("ann");
        world().time().advance(Duration.ofSeconds(1));
        world().post(two, "ann", "hi");

        assertThat(world().memberships("ann"))
                .extracting(membership -> membership.conversation().id())
                .containsExactly(two, three, one);
    }

    @Test
    default void a_direct_conversation_names_its_users() {
        ConversationId direct = world().direct("zoe", "ann");
        ConversationId self = world().direct("ann", "ann");
        world().group("ann", "bob");

        Map<ConversationId, List<UserId>> users = new HashMap<>();
        for (Membership membership : world().memberships("ann")) {
            users.put(membership.conversation().id(), membership.directUsers());
        }
        assertThat(users.get(direct)).containsExactly(user("ann"), user("zoe"));
        assertThat(users.get(self)).containsExactly(user("ann"));
        assertThat(users.values()).contains(List.of());
    }

    @Test
    default void unread_is_arithmetic_on_ordinals() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "1");
        world().append(group, "ann", new Deleted(world().post(group, "ann", "2")));
        world().post(group, "ann", "3");
        assertThat(unread(group, "bob")).isEqualTo(3);
        assertThat(unread(group, "ann")).isZero();

        conversations().mark(List.of(new ReadUpTo(group, user("bob"), 4)));
        assertThat(unread(group, "bob")).isEqualTo(1);
        world().post(group, "bob", "4");
        assertThat(unread(group, "bob")).isZero();
        assertThat(unread(group, "ann")).isEqualTo(1);
    }

    private long unread(ConversationId conversation, String user) {
        return world().head(conversation).headOrdinal()
                - world().member(conversation, user).readOrdinal();
    }

    @Test
    default void mentions_that_are_unread_are_counted() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "hi @bob");
        long second = world().post(group, "ann", "@Bob. and @bob again, @ann too");
        long third = world().post(group, "ann", "@bob?");
        assertThat(mentions("bob")).isEqualTo(3);
        assertThat(mentions("ann")).isZero();

        conversations().mark(List.of(new ReadUpTo(group, user("bob"), second)));
        assertThat(mentions("bob")).isEqualTo(1);
        world().append(group, "ann", new Deleted(third));
        assertThat(mentions("bob")).isZero();
    }

    @Test
    default void mentions_are_counted_up_to_a_thousand() {
        ConversationId group = world().group("ann", "bob");
        world().store()
                .log()
                .append(IntStream.range(0, 1_100)
                        .mapToObj(i -> world().entry(group, "ann", StoreWorld.text("@bob " + i)))
                        .toList());

        assertThat(mentions("bob")).isEqualTo(1_000);
    }

    private long mentions(String user) {
        return world().memberships(user).getFirst().mentions();
    }

    @Test
    default void markers_move_forward_only_and_not_beyond_the_head() {
        ConversationId group = world().group("ann", "bob");
        world().post(group, "ann", "1");
        world().post(group, "ann", "2");
        var phone = new DeviceId("phone");

        conversations()
                .mark(List.of(new ReadUpTo(group, user("bob"), 3), new ReceivedUpTo(group, user("bob"), phone, 4)));
        conversations()
                .mark(List.of(new ReadUpTo(group, user("bob"), 2), new ReceivedUpTo(group, user("bob"), phone, 1)));
        assertThat(world().member(group, "bob")).isEqualTo(new Member(group, user("bob"), Role.MEMBER, 2, 0, 3, 1, 4));
        assertThat(conversations().cursors(user("bob"), phone)).containsOnly(Map.entry(group, 4L));

        conversations()
                .mark(List.of(new ReadUpTo(group, user("bob"), 99), new ReceivedUpTo(group, user("bob"), phone, 99)));
        assertThat(world().member(group, "bob")).isEqualTo(new Member(group, user("bob"), Role.MEMBER, 2, 0, 4, 2, 4));
        assertThat(conversations().cursors(user("bob"), phone)).containsOnly(Map.entry(group, 4L));
    }

    @Test
    default void each_device_has_its_own_cursors() {
        ConversationId group = world().group("ann", "bob");
        ConversationId channel = world().channel("ann", "bob");
        world().post(group, "ann", "1");
        conversations()
                .mark(List.of(
                        new ReceivedUpTo(group, user("bob"), new DeviceId("phone"), 2),
                        new ReceivedUpTo(group, user("bob"), new DeviceId("desk"), 3),
                        new ReceivedUpTo(channel, user("bob"), new DeviceId("desk"), 1),
                        new ReceivedUpTo(group, user("ann"), new DeviceId("phone"), 1)));

        assertThat(conversations().cursors(user("bob"), new DeviceId("phone"))).containsOnly(Map.entry(group, 2L));
        assertThat(conversations().cursors(user("bob"), new DeviceId("desk")))
                .containsOnly(Map.entry(group, 3L), Map.entry(channel, 1L));
        assertThat(conversations().cursors(user("bob"), new DeviceId("other"))).isEmpty();
        assertThat(world().member(group, "bob").deliveredSeq()).isEqualTo(3);
    }

    @Test
    default void markers_of_those_who_are_no_members_are_ignored() {
        ConversationId group = world().group("ann", "bob");
        world().append(group, "bob", new MembersLeft(world().users("bob")));
        Member before = world().member(group, "bob");
        var phone = new DeviceId("phone");

        conversations()
                .mark(List.of(
                        new ReadUpTo(group, user("bob"), 3),
                        new ReceivedUpTo(group, user("bob"), phone, 3),
                        new ReadUpTo(group, user("stranger"), 3),
                        new ReceivedUpTo(group, user("stranger"), phone, 3),
                        new ReadUpTo(new ConversationId("none"), user("ann"), 1),
                        new ReadUpTo(group, user("ann"), 3)));

        assertThat(world().member(group, "bob")).isEqualTo(before);
        assertThat(conversations().cursors(user("bob"), phone)).isEmpty();
        assertThat(conversations().cursors(user("stranger"), phone)).isEmpty();
        assertThat(world().member(group, "ann").readSeq()).isEqualTo(3);
    }
}
