package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.Scene.C;
import static chat.carillon.core.log.plan.Scene.HEAD;
import static chat.carillon.core.log.plan.Scene.ORDINAL;
import static chat.carillon.core.log.plan.Scene.by;
import static chat.carillon.core.log.plan.Scene.byAdministrator;
import static chat.carillon.core.log.plan.Scene.user;
import static chat.carillon.core.log.plan.Scene.users;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.Member;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.Renamed;
import chat.carillon.model.EntryBody.RoleChanged;
import chat.carillon.model.EntryBody.SettingsChanged;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MembershipRulesTest {
    private final Scene channel = cast(Scene.channel());
    private final Scene group = cast(Scene.group());

    private static Scene cast(Scene scene) {
        return scene.member("ann", Role.OWNER)
                .member("mod", Role.MODERATOR)
                .member("bob", Role.MEMBER)
                .account("stranger", "cat", "dan");
    }

    private static MembersJoined joined(String... names) {
        return new MembersJoined(users(names));
    }

    private static MembersLeft left(String... names) {
        return new MembersLeft(users(names));
    }

    @Test
    void anyone_joins_an_open_conversation() {
        AppendPlan plan = channel.appended(by("stranger", joined("stranger")));

        assertThat(plan.members())
                .containsExactly(
                        new Member(C, user("stranger"), Role.MEMBER, HEAD + 1, 0, HEAD + 1, ORDINAL, HEAD + 1));
        assertThat(plan.conversations())
                .singleElement()
                .satisfies(
                        conversation -> assertThat(conversation.memberCount()).isEqualTo(4));
        assertThat(plan.heads().getFirst().membershipSeq()).isEqualTo(HEAD + 1);
    }

    @Test
    void nobody_joins_an_invited_conversation_by_itself() {
        group.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", joined("stranger")));
        group.appended(byAdministrator("root", joined("stranger")));
    }

    @Test
    void only_channels_are_open_whatever_the_settings_of_others_say() {
        group.settings(JoinPolicy.OPEN, HistoryPolicy.ALL, Role.MEMBER, Role.MEMBER);

        group.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", joined("stranger")));
    }

    @Test
    void a_stranger_makes_nobody_else_a_member_or_cease_to_be_one() {
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", joined("stranger", "cat")));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", joined("cat")));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", left("bob")));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", new RoleChanged(user("bob"), Role.OWNER)));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", new Renamed("mine", null)));
    }

    @Test
    void inviting_needs_the_role_of_the_settings() {
        channel.settings(JoinPolicy.OPEN, HistoryPolicy.ALL, Role.MEMBER, Role.MODERATOR);

        channel.refuses(ErrorCode.FORBIDDEN, by("bob", joined("cat")));
        channel.appended(by("mod", joined("cat")));
        channel.appended(byAdministrator("bob", joined("cat")));
    }

    @Test
    void users_who_are_members_already_are_left_out() {
        AppendPlan plan = group.appended(by("bob", joined("cat", "ann", "cat", "dan")));

        assertThat(plan.entries().getFirst().body()).isEqualTo(joined("cat", "dan"));
        assertThat(plan.members()).extracting(Member::user).containsExactly(user("cat"), user("dan"));
        group.refuses(ErrorCode.NO_CHANGE, by("bob", joined("ann", "bob")));
        group.refuses(ErrorCode.NO_CHANGE, by("bob", joined()));
        channel.refuses(ErrorCode.NO_CHANGE, by("bob", joined("bob")));
    }

    @Test
    void users_who_do_not_exist_cannot_join() {
        group.refuses(ErrorCode.NO_SUCH_USER, by("bob", joined("cat", "nobody")));
        channel.refuses(ErrorCode.NO_SUCH_USER, by("nobody", joined("nobody")));
    }

    @Test
    void a_conversation_has_a_bounded_number_of_members() {
        group.others(2).limits(6, 10);

        group.appended(by("bob", joined("cat")));
        group.refuses(ErrorCode.CONVERSATION_FULL, by("bob", joined("cat", "dan")));
        group.appended(by("bob", joined("cat", "ann")));
    }

    @Test
    void a_user_is_in_a_bounded_number_of_conversations() {
        channel.limits(100, 7).inConversations("cat", 7).inConversations("dan", 6);

        channel.refuses(ErrorCode.FORBIDDEN, by("cat", joined("cat")));
        channel.appended(by("dan", joined("dan")));
    }

    @Test
    void one_entry_names_a_bounded_number_of_users() {
        List<UserId> users =
                IntStream.range(0, 1_001).mapToObj(i -> new UserId("user" + i)).toList();

        channel.refuses(ErrorCode.INVALID_FIELD, by("ann", new MembersJoined(users)));
        channel.refuses(ErrorCode.INVALID_FIELD, by("ann", new MembersLeft(users)));
    }

    @Test
    void one_who_comes_back_starts_with_nothing_unread() {
        channel.left("cat", 30);

        AppendPlan plan = channel.appended(by("cat", joined("cat")));

        assertThat(plan.members())
                .containsExactly(new Member(C, user("cat"), Role.MEMBER, HEAD + 1, 0, HEAD + 1, ORDINAL, HEAD + 1));
    }

    @Test
    void members_leave_by_themselves() {
        AppendPlan plan = group.appended(by("bob", left("bob")));

        assertThat(plan.members()).containsExactly(new Member(C, user("bob"), Role.MEMBER, 10, HEAD + 1, 10, 5, 10));
        assertThat(plan.conversations().getFirst().memberCount()).isEqualTo(2);
    }

    @Test
    void removing_others_needs_a_moderator_of_no_lower_role() {
        group.member("mod2", Role.MODERATOR);

        group.refuses(ErrorCode.FORBIDDEN, by("bob", left("mod")));
        group.refuses(ErrorCode.FORBIDDEN, by("bob", left("bob", "mod")));
        group.appended(by("mod", left("bob", "mod2")));
        group.refuses(ErrorCode.FORBIDDEN, by("mod", left("bob", "ann")));
        group.appended(by("ann", left("mod")));
        group.appended(byAdministrator("root", left("mod")));
    }

    @Test
    void users_who_are_no_members_are_left_out_of_a_removal() {
        AppendPlan plan = group.left("gone", 30).appended(by("ann", left("cat", "bob", "gone", "bob")));

        assertThat(plan.entries().getFirst().body()).isEqualTo(left("bob"));
        group.refuses(ErrorCode.NO_CHANGE, by("ann", left("cat", "gone")));
        group.refuses(ErrorCode.NO_CHANGE, by("ann", left()));
    }

    @Test
    void the_last_owner_stays_while_others_remain() {
        group.refuses(ErrorCode.FORBIDDEN, by("ann", left("ann")));
        group.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", left("ann", "bob")));
        group.refuses(ErrorCode.FORBIDDEN, by("ann", new RoleChanged(user("ann"), Role.MEMBER)));
        group.appended(by("ann", left("ann", "mod", "bob")));
    }

    @Test
    void an_owner_goes_when_there_is_another() {
        group.member("ann2", Role.OWNER);

        group.appended(by("ann", left("ann")));
        group.appended(by("ann", new RoleChanged(user("ann"), Role.MODERATOR)));
        group.refuses(ErrorCode.FORBIDDEN, by("ann", left("ann", "ann2")));
    }

    @Test
    void one_who_leaves_loses_its_role() {
        AppendPlan plan = group.appended(by("mod", left("mod")));

        assertThat(plan.members().getFirst().role()).isEqualTo(Role.MEMBER);
    }

    @Test
    void owners_and_administrators_give_roles() {
        AppendPlan plan = group.appended(by("ann", new RoleChanged(user("bob"), Role.MODERATOR)));

        assertThat(plan.members())
                .singleElement()
                .satisfies(member -> assertThat(member.role()).isEqualTo(Role.MODERATOR));
        assertThat(plan.conversations()).isEmpty();
        assertThat(plan.heads().getFirst().membershipSeq()).isEqualTo(10);
        group.refuses(ErrorCode.FORBIDDEN, by("mod", new RoleChanged(user("bob"), Role.MODERATOR)));
        group.refuses(ErrorCode.NO_SUCH_USER, by("ann", new RoleChanged(user("cat"), Role.MODERATOR)));
        group.refuses(ErrorCode.NO_CHANGE, by("ann", new RoleChanged(user("bob"), Role.MEMBER)));
        group.appended(byAdministrator("root", new RoleChanged(user("bob"), Role.OWNER)));
    }

    @Test
    void moderators_rename_channels_and_members_groups() {
        AppendPlan plan = channel.appended(by("mod", new Renamed("news", "what is new")));

        assertThat(plan.conversations().getFirst().name()).isEqualTo("news");
        assertThat(plan.conversations().getFirst().topic()).isEqualTo("what is new");
        channel.refuses(ErrorCode.FORBIDDEN, by("bob", new Renamed("news", null)));
        group.appended(by("bob", new Renamed("us", null)));
        channel.appended(byAdministrator("root", new Renamed(null, "topic")));
    }

    @Test
    void a_new_name_must_be_new_and_a_channel_keeps_one() {
        channel.refuses(ErrorCode.NO_CHANGE, by("mod", new Renamed("general", null)));
        channel.refuses(ErrorCode.NO_CHANGE, by("mod", new Renamed(null, "")));
        channel.refuses(ErrorCode.NO_CHANGE, by("mod", new Renamed(null, null)));
        channel.refuses(ErrorCode.INVALID_FIELD, by("mod", new Renamed(" ", null)));
    }

    @Test
    void owners_and_administrators_change_settings_and_history_stays() {
        var change = new SettingsChanged(JoinPolicy.INVITED, Role.MODERATOR, Role.OWNER, null);
        AppendPlan plan = channel.appended(by("ann", change));

        assertThat(plan.entries()).singleElement().extracting(Entry::body).isEqualTo(change);
        assertThat(plan.conversations().getFirst().settings())
                .isEqualTo(new Conversation.Settings(
                        JoinPolicy.INVITED, HistoryPolicy.ALL, Role.MODERATOR, Role.OWNER, false));
        channel.refuses(ErrorCode.FORBIDDEN, by("mod", change));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("stranger", change));
        channel.refuses(ErrorCode.NO_CHANGE, by("ann", new SettingsChanged(JoinPolicy.OPEN, null, null, false)));
        channel.refuses(ErrorCode.NO_CHANGE, by("ann", new SettingsChanged(null, null, null, null)));
        channel.appended(byAdministrator("root", change));
        group.refuses(ErrorCode.INVALID_FIELD, by("ann", new SettingsChanged(JoinPolicy.OPEN, null, null, null)));
    }

    @Test
    void what_counts_is_the_settings_after_the_entries_before() {
        AppendPlan plan = channel.plan(
                by("ann", new SettingsChanged(null, Role.MODERATOR, null, null)),
                by("bob", Scene.text("too late")),
                by("mod", Scene.text("in time")));

        assertThat(plan.results())
                .extracting(result -> result instanceof AppendResult.Refused)
                .containsExactly(false, true, false);
    }

    @Test
    void what_is_archived_is_read_only_until_it_is_opened_again() {
        channel.message(3, "bob", "old").archived();

        channel.refuses(ErrorCode.FORBIDDEN, by("ann", Scene.text("new")));
        channel.refuses(ErrorCode.FORBIDDEN, by("bob", new EntryBody.Edited(3, "newer")));
        channel.refuses(ErrorCode.FORBIDDEN, by("ann", new EntryBody.ReactionAdded(3, "👍")));
        channel.refuses(ErrorCode.FORBIDDEN, by("ann", joined("cat")));
        channel.refuses(ErrorCode.FORBIDDEN, by("ann", new Renamed("news", null)));
        channel.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("cat", joined("cat")));
        channel.appended(by("bob", new EntryBody.Deleted(3)));
        channel.appended(by("bob", left("bob")));
        channel.appended(by("ann", new SettingsChanged(null, null, null, false)));
    }

    @Test
    void a_direct_conversation_stays_as_it_is() {
        Scene direct = new Scene(ConversationKind.DIRECT)
                .member("ann", Role.MEMBER)
                .member("bob", Role.MEMBER)
                .account("cat");

        direct.refuses(ErrorCode.FORBIDDEN, by("ann", joined("cat")));
        direct.refuses(ErrorCode.FORBIDDEN, by("ann", left("ann")));
        direct.refuses(ErrorCode.FORBIDDEN, by("ann", new RoleChanged(user("ann"), Role.OWNER)));
        direct.refuses(ErrorCode.FORBIDDEN, by("ann", new Renamed("us", null)));
        direct.refuses(ErrorCode.FORBIDDEN, by("ann", new SettingsChanged(null, null, null, true)));
        direct.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", joined("cat")));
        direct.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", new Renamed("us", null)));
        direct.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("cat", joined("cat")));
        direct.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("cat", left("ann")));
        direct.refuses(ErrorCode.NO_SUCH_CONVERSATION, by("cat", new Renamed("us", null)));
    }
}
