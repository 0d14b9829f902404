package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.Scene.C;
import static chat.carillon.core.log.plan.Scene.user;
import static chat.carillon.core.log.plan.Scene.users;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.CreateResult.Created;
import chat.carillon.core.log.CreateResult.Existing;
import chat.carillon.core.log.CreateResult.Refused;
import chat.carillon.core.log.Member;
import chat.carillon.core.log.NewConversation;
import chat.carillon.model.ConversationKind;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.Role;
import chat.carillon.model.UserId;
import chat.carillon.protocol.ErrorCode;
import chat.carillon.protocol.Limits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CreatePlannerTest {
    private final CreatePlanner planner = new CreatePlanner(LimitsFixture.with(Limits.DEFAULT, 2_500, 3));

    private static NewConversation wanted(ConversationKind kind, List<UserId> members) {
        return new NewConversation(C, kind, "name", null, Conversation.Settings.of(kind), user("ann"), members, 1_000);
    }

    private CreatePlanner.Plan plan(NewConversation wanted, Map<UserId, Integer> counts) {
        var context = new CreatePlanner.Context(null, Set.copyOf(CreatePlanner.users(wanted)), counts);
        return planner.plan(wanted, context, 2_000);
    }

    @Test
    void the_creator_owns_what_it_makes_and_joins_first() {
        CreatePlanner.Plan plan = plan(wanted(ConversationKind.GROUP, users("bob", "ann", "bob")), Map.of());

        var created = (Created) plan.result();
        assertThat(created.entries())
                .extracting(Entry::body)
                .containsExactly(new MembersJoined(users("ann")), new MembersJoined(users("bob")));
        assertThat(created.conversation().memberCount()).isEqualTo(2);
        assertThat(created.conversation().head()).isEqualTo(new Conversation.Head(C, 2, 0, 1, 2, 2, 2_000));
        assertThat(plan.members())
                .containsExactly(
                        new Member(C, user("ann"), Role.OWNER, 1, 0, 1, 0, 1),
                        new Member(C, user("bob"), Role.MEMBER, 2, 0, 2, 0, 2));
    }

    @Test
    void nobody_owns_a_direct_conversation() {
        CreatePlanner.Plan plan = plan(wanted(ConversationKind.DIRECT, users("bob")), Map.of());

        assertThat(plan.members()).extracting(Member::role).containsOnly(Role.MEMBER);
    }

    @Test
    void many_members_join_a_thousand_at_a_time() {
        List<UserId> many =
                IntStream.range(0, 2_100).mapToObj(i -> new UserId("user" + i)).toList();

        CreatePlanner.Plan plan = plan(wanted(ConversationKind.CHANNEL, many), Map.of());

        var created = (Created) plan.result();
        assertThat(created.entries()).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(plan.members()).hasSize(2_101);
        assertThat(plan.members().getLast().joinedSeq()).isEqualTo(4);
    }

    @Test
    void what_exists_is_not_made_again() {
        var head = new Conversation.Head(C, 9, 3, 1, 2, 2, 5);
        var settings = Conversation.Settings.of(ConversationKind.DIRECT);
        var existing = new Conversation(C, ConversationKind.DIRECT, null, null, settings, head);
        var context = new CreatePlanner.Context(existing, Set.of(), Map.of());

        CreatePlanner.Plan plan = planner.plan(wanted(ConversationKind.DIRECT, users("bob")), context, 2_000);

        assertThat(plan.result()).isEqualTo(new Existing(existing));
        assertThat(plan.members()).isEmpty();
    }

    @Test
    void users_must_exist_and_limits_hold() {
        NewConversation group = wanted(ConversationKind.GROUP, users("bob"));
        var context = new CreatePlanner.Context(null, Set.copyOf(users("ann")), Map.of());

        assertThat(planner.plan(group, context, 0).result())
                .isEqualTo(new Refused(ErrorCode.NO_SUCH_USER, "there is no user bob"));
        assertThat(plan(group, Map.of(user("bob"), 3)).result())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FORBIDDEN));
        List<UserId> tooMany =
                IntStream.range(0, 2_500).mapToObj(i -> new UserId("user" + i)).toList();
        assertThat(plan(wanted(ConversationKind.GROUP, tooMany), Map.of()).result())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.CONVERSATION_FULL));
    }
}
