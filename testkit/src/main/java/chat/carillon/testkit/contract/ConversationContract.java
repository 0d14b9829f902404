package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.Conversation.Settings;
import chat.carillon.core.log.CreateResult;
import chat.carillon.core.log.NewConversation;
import chat.carillon.core.store.ConversationStore;
import chat.carillon.model.ConversationId;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.Renamed;
import chat.carillon.model.EntryBody.SettingsChanged;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [ConversationStore] promises about making and finding conversations.
interface ConversationContract {
    StoreWorld world();

    private ConversationStore conversations() {
        return world().store().conversations();
    }

    @Test
    default void a_conversation_is_found_as_it_was_made() {
        var settings = new Settings(JoinPolicy.OPEN, HistoryPolicy.SINCE_JOIN, Role.MODERATOR, Role.OWNER, false);
        var wanted = new NewConversation(
                new ConversationId("c-1"),
                ConversationKind.CHANNEL,
                "Café ☕",
                "topic",
                settings,
                world().user("ann"),
                world().users("bob", "cat"),
                1_000);

        CreateResult.Created created = world().created(wanted);

        Conversation conversation = created.conversation();
        var head =
                new Conversation.Head(wanted.id(), 2, 0, 1, 2, 3, world().time().wallMillis());
        assertThat(conversation)
                .isEqualTo(new Conversation(wanted.id(), ConversationKind.CHANNEL, "Café ☕", "topic", settings, head));
        assertThat(conversations().find(wanted.id())).contains(conversation);
        assertThat(world().head(wanted.id())).isEqualTo(head);
        assertThat(world().log(wanted.id())).isEqualTo(created.entries());
        assertThat(created.entries())
                .extracting(Entry::body)
                .containsExactly(
                        new MembersJoined(world().users("ann")), new MembersJoined(world().users("bob", "cat")));
        assertThat(created.entries()).extracting(Entry::atMillis).containsOnly(1_000L);
        assertThat(conversations().find(new ConversationId("none"))).isEmpty();
    }

    @Test
    default void its_maker_owns_it() {
        ConversationId group = world().group("ann", "bob");

        assertThat(world().member(group, "ann").role()).isEqualTo(Role.OWNER);
        assertThat(world().member(group, "bob").role()).isEqualTo(Role.MEMBER);
        assertThat(world().find(group).name()).isNull();
    }

    @Test
    default void a_direct_conversation_of_two_exists_once() {
        ConversationId direct = world().direct("ann", "bob");
        world().post(direct, "bob", "hi");

        for (NewConversation again : List.of(
                world().wanted(ConversationKind.DIRECT, null, "ann", "bob"),
                world().wanted(ConversationKind.DIRECT, null, "bob", "ann"))) {
            assertThat(conversations().create(again)).isEqualTo(new CreateResult.Existing(world().find(direct)));
            assertThat(conversations().find(again.id())).isEmpty();
        }
        assertThat(world().direct("ann", "cat")).isNotEqualTo(direct);
    }

    @Test
    default void one_may_talk_to_oneself() {
        ConversationId self = world().direct("ann", "ann");

        assertThat(world().find(self).memberCount()).isEqualTo(1);
        assertThat(conversations().create(world().wanted(ConversationKind.DIRECT, null, "ann")))
                .isInstanceOf(CreateResult.Existing.class);
    }

    @Test
    default void the_same_request_again_makes_nothing_new() {
        NewConversation wanted = world().wanted(ConversationKind.GROUP, "us", "ann", "bob");
        Conversation made = world().made(wanted);

        assertThat(conversations().create(wanted)).isEqualTo(new CreateResult.Existing(made));
        assertThat(world().log(wanted.id())).hasSize(2);
    }

    @Test
    default void nobody_unknown_becomes_a_member() {
        var wanted = new NewConversation(
                new ConversationId("c-1"),
                ConversationKind.GROUP,
                null,
                null,
                Settings.of(ConversationKind.GROUP),
                world().user("ann"),
                List.of(new UserId("nobody")),
                1_000);

        CreateResult result = conversations().create(wanted);

        assertThat(result)
                .isInstanceOfSatisfying(
                        CreateResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NO_SUCH_USER));
        assertThat(conversations().find(wanted.id())).isEmpty();
    }

    @Test
    default void ten_thousand_members_join_in_one_go() {
        List<UserId> crowd = world().crowd("user", 10_000);
        var wanted = new NewConversation(
                new ConversationId("crowd"),
                ConversationKind.CHANNEL,
                "crowd",
                null,
                Settings.of(ConversationKind.CHANNEL),
                world().user("ann"),
                crowd,
                1_000);

        world().created(wanted);

        assertThat(world().find(wanted.id()).memberCount()).isEqualTo(10_001);
        assertThat(world().log(wanted.id())).hasSize(11);
        assertThat(world().member(wanted.id(), "user9999").joinedSeq()).isEqualTo(11);
        assertThat(conversations().activeAmong(wanted.id(), crowd)).hasSize(10_000);
    }

    @Test
    default void a_new_name_and_topic_are_found() {
        ConversationId general = world().channel("ann");
        world().append(general, "ann", new Renamed("news", "what is new"));

        assertThat(world().find(general).name()).isEqualTo("news");
        assertThat(world().find(general).topic()).isEqualTo("what is new");

        world().append(general, "ann", new Renamed(null, ""));

        assertThat(world().find(general).name()).isEqualTo("news");
        assertThat(world().find(general).topic()).isNull();
        assertThat(world().find(general).head()).isEqualTo(world().head(general));
    }

    @Test
    default void new_settings_are_found() {
        ConversationId general = world().channel("ann");
        world().append(general, "ann", new SettingsChanged(JoinPolicy.INVITED, Role.MODERATOR, Role.OWNER, true));

        assertThat(world().find(general).settings())
                .isEqualTo(new Settings(JoinPolicy.INVITED, HistoryPolicy.ALL, Role.MODERATOR, Role.OWNER, true));

        world().append(general, "ann", new SettingsChanged(null, null, null, false));

        assertThat(world().find(general).settings())
                .isEqualTo(new Settings(JoinPolicy.INVITED, HistoryPolicy.ALL, Role.MODERATOR, Role.OWNER, false));
        assertThat(world().store()
                        .conversations()
                        .membershipsOf(world().users("ann"))
                        .values())
                .flatExtracting(memberships -> memberships)
                .extracting(membership -> membership.conversation().settings())
                .containsExactly(world().find(general).settings());
    }

    @Test
    default void open_channels_come_by_name_and_page_by_page() {
        ConversationId zoo = open("Zoo", null);
        ConversationId apple = open("apple", "about FRUIT");
        ConversationId same = open("apple", null);
        open(ConversationKind.GROUP, JoinPolicy.INVITED, "apple group");
        open(ConversationKind.CHANNEL, JoinPolicy.INVITED, "apple secret");
        world().append(open("apple crumbs", null), "ann", new SettingsChanged(null, null, null, true));
        world().append(open("apple core", null), "ann", new SettingsChanged(JoinPolicy.INVITED, null, null, null));
        List<ConversationId> apples = List.of(apple, same).stream().sorted().toList();

        assertThat(channels(null, null, 10)).containsExactly(apples.getFirst(), apples.getLast(), zoo);
        assertThat(channels(null, null, 1)).containsExactly(apples.getFirst());
        assertThat(channels(null, apples.getFirst(), 1)).containsExactly(apples.getLast());
        assertThat(channels(null, apples.getLast(), 10)).containsExactly(zoo);
        assertThat(channels(null, zoo, 10)).isEmpty();
        assertThat(channels("fruit", null, 10)).containsExactly(apple);
        assertThat(channels("PPL", null, 10)).containsExactlyElementsOf(apples);
        assertThat(channels("%", null, 10)).isEmpty();
        assertThat(channels("_oo", null, 10)).isEmpty();
    }

    private List<ConversationId> channels(@Nullable String query, @Nullable ConversationId after, int limit) {
        return conversations().openChannels(query, after, limit).stream()
                .map(Conversation::id)
                .toList();
    }

    private ConversationId open(String name, @Nullable String topic) {
        ConversationId id = open(ConversationKind.CHANNEL, JoinPolicy.OPEN, name);
        if (topic != null) {
            world().append(id, "ann", new Renamed(null, topic));
        }
        return id;
    }

    private ConversationId open(ConversationKind kind, JoinPolicy join, String name) {
        NewConversation wanted = world().wanted(kind, name, "ann");
        var settings = new Settings(join, HistoryPolicy.ALL, Role.MEMBER, Role.MEMBER, false);
        return world().made(new NewConversation(
                        wanted.id(), kind, name, null, settings, wanted.creator(), List.of(), wanted.atMillis()))
                .id();
    }

    @Test
    default void many_conversations_are_told_apart() {
        var ids = new ArrayList<ConversationId>();
        for (int i = 0; i < 300; i++) {
            ids.add(world().channel("ann"));
        }
        for (ConversationId id : ids) {
            world().post(id, "ann", "in " + id);
        }

        for (ConversationId id : ids) {
            assertThat(world().log(id)).last().extracting(Entry::body).isEqualTo(StoreWorld.text("in " + id));
        }
    }
}
