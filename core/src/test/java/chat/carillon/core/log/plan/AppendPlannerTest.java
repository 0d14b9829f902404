package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.Scene.AT;
import static chat.carillon.core.log.plan.Scene.C;
import static chat.carillon.core.log.plan.Scene.HEAD;
import static chat.carillon.core.log.plan.Scene.ORDINAL;
import static chat.carillon.core.log.plan.Scene.by;
import static chat.carillon.core.log.plan.Scene.text;
import static chat.carillon.core.log.plan.Scene.user;
import static chat.carillon.core.log.plan.Scene.users;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.AppendResult;
import chat.carillon.core.log.AppendResult.Appended;
import chat.carillon.core.log.AppendResult.Duplicate;
import chat.carillon.core.log.AppendResult.Refused;
import chat.carillon.core.log.Authority;
import chat.carillon.core.log.NewEntry;
import chat.carillon.core.log.plan.AppendNeeds.ClientKey;
import chat.carillon.core.log.plan.AppendNeeds.LogNeeds;
import chat.carillon.core.log.plan.AppendNeeds.ReactionKey;
import chat.carillon.core.log.plan.AppendPlan.MessageChange;
import chat.carillon.core.log.plan.AppendPlan.ReactionChange;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.Edited;
import chat.carillon.model.EntryBody.MembersJoined;
import chat.carillon.model.EntryBody.MembersLeft;
import chat.carillon.model.EntryBody.Posted;
import chat.carillon.model.EntryBody.ReactionAdded;
import chat.carillon.model.EntryBody.ReactionRemoved;
import chat.carillon.model.EntryBody.RoleChanged;
import chat.carillon.model.Role;
import chat.carillon.protocol.ErrorCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppendPlannerTest {
    private final Scene scene = Scene.channel()
            .member("ann", Role.OWNER)
            .member("bob", Role.MEMBER)
            .account("cat", "dan")
            .message(20, "bob", "hello");

    private static ErrorCode code(AppendResult result) {
        return ((Refused) result).code();
    }

    @Test
    void refused_entries_leave_no_hole() {
        AppendPlan plan = scene.plan(
                by("ann", text("1")), by("cat", text("no")), by("bob", text("2")), by("bob", new Deleted(99)));

        assertThat(plan.entries()).extracting(Entry::seq).containsExactly(HEAD + 1, HEAD + 2);
        assertThat(plan.entries()).extracting(Entry::ordinal).containsExactly(ORDINAL + 1, ORDINAL + 2);
        assertThat(plan.results().get(0)).isInstanceOfSatisfying(Appended.class, first -> {
            assertThat(first.entry()).isEqualTo(plan.entries().get(0));
            assertThat(first.head().headSeq()).isEqualTo(HEAD + 1);
            assertThat(first.head().memberCount())
                    .isEqualTo(plan.heads().getFirst().memberCount());
        });
        assertThat(code(plan.results().get(1))).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
        assertThat(plan.results().get(2))
                .isEqualTo(new Appended(plan.entries().get(1), plan.heads().getFirst()));
        assertThat(code(plan.results().get(3))).isEqualTo(ErrorCode.NO_SUCH_MESSAGE);
        assertThat(plan.heads())
                .singleElement()
                .satisfies(head -> assertThat(head.headSeq()).isEqualTo(HEAD + 2));
    }

    @Test
    void a_conversation_that_does_not_exist_is_refused_like_one_that_is_not_ours() {
        var wanted = new NewEntry(new ConversationId("x"), user("ann"), Authority.ADMINISTRATOR, null, AT, text("hi"));

        assertThat(code(scene.plan(wanted).results().getFirst())).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
    }

    @Test
    void a_known_key_is_answered_with_the_seq_it_has() {
        scene.known("bob", "k", "c", 42);

        AppendPlan plan = scene.plan(by("bob", "k", text("again")));

        assertThat(plan.results()).containsExactly(new Duplicate(42, AT));
        assertThat(plan.entries()).isEmpty();
    }

    @Test
    void a_known_key_is_answered_also_after_its_sender_has_left() {
        scene.known("gone", "k", "c", 42).left("gone", 50);

        assertThat(scene.plan(by("gone", "k", text("again"))).results()).containsExactly(new Duplicate(42, AT));
    }

    @Test
    void a_key_of_another_conversation_is_refused() {
        scene.known("bob", "k", "other", 42);

        scene.refuses(ErrorCode.CLIENT_MESSAGE_ID_REUSED, by("bob", "k", text("hi")));
    }

    @Test
    void the_same_key_twice_in_a_batch_is_one_entry() {
        AppendPlan plan =
                scene.plan(by("bob", "k", text("hi")), by("ann", "k", text("hi")), by("bob", "k", text("hi")));

        assertThat(plan.results().get(2)).isEqualTo(new Duplicate(HEAD + 1, AT));
        assertThat(plan.entries()).hasSize(2);
    }

    @Test
    void a_refused_entry_does_not_use_up_its_key() {
        AppendPlan plan = scene.plan(
                by("cat", "k", text("too early")),
                by("cat", new MembersJoined(users("cat"))),
                by("cat", "k", text("now")));

        assertThat(code(plan.results().get(0))).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
        assertThat(plan.results().get(2)).isInstanceOf(Appended.class);
    }

    @Test
    void entries_see_the_membership_that_entries_before_them_made() {
        AppendPlan plan = scene.plan(
                by("cat", new MembersJoined(users("cat"))),
                by("cat", text("hi @bob")),
                by("bob", new MembersLeft(users("bob"))),
                by("bob", text("one more thing")),
                by("ann", text("@bob @cat")),
                by("dan", new MembersJoined(users("dan"))));

        assertThat(code(plan.results().get(3))).isEqualTo(ErrorCode.NO_SUCH_CONVERSATION);
        assertThat(plan.mentions())
                .containsExactly(
                        new AppendPlan.Mention(C, HEAD + 2, user("bob")),
                        new AppendPlan.Mention(C, HEAD + 4, user("cat")));
        assertThat(plan.members()).hasSize(4);
        assertThat(plan.conversations()).singleElement().satisfies(conversation -> {
            assertThat(conversation.memberCount()).isEqualTo(3);
            assertThat(conversation.head()).isEqualTo(plan.heads().getFirst());
        });
        assertThat(plan.heads().getFirst().membershipSeq()).isEqualTo(HEAD + 5);
    }

    @Test
    void entries_see_the_roles_that_entries_before_them_gave() {
        AppendPlan plan = scene.plan(
                by("ann", new RoleChanged(user("bob"), Role.OWNER)),
                by("ann", new MembersLeft(users("ann"))),
                by("bob", new MembersLeft(users("bob"))));

        assertThat(plan.results()).hasOnlyElementsOfType(Appended.class);
        assertThat(plan.conversations().getFirst().memberCount()).isZero();
    }

    @Test
    void the_last_owner_is_counted_within_a_batch() {
        scene.member("ann2", Role.OWNER);

        AppendPlan plan =
                scene.plan(by("ann", new MembersLeft(users("ann"))), by("ann2", new MembersLeft(users("ann2"))));

        assertThat(code(plan.results().get(1))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void edits_and_reactions_see_the_message_before_them() {
        AppendPlan plan = scene.plan(
                by("bob", text("helo")),
                by("bob", new Edited(HEAD + 1, "hello")),
                by("ann", new ReactionAdded(HEAD + 1, "+")),
                by("ann", new ReactionAdded(HEAD + 1, "+")),
                by("bob", new Edited(HEAD + 1, "hello")),
                by("ann", new Posted("re", HEAD + 1, HEAD + 1, List.of())));

        assertThat(plan.messageChanges()).containsExactly(new MessageChange(C, HEAD + 1, "hello", AT, null));
        assertThat(plan.reactionChanges())
                .containsExactly(new ReactionChange(C, HEAD + 1, user("ann"), "+", true, HEAD + 3));
        assertThat(code(plan.results().get(3))).isEqualTo(ErrorCode.NO_CHANGE);
        assertThat(code(plan.results().get(4))).isEqualTo(ErrorCode.NO_CHANGE);
        assertThat(plan.entries()).hasSize(4);
    }

    @Test
    void a_reaction_put_and_taken_back_in_one_batch_is_one_change() {
        AppendPlan plan = scene.plan(by("ann", new ReactionAdded(20, "+")), by("ann", new ReactionRemoved(20, "+")));

        assertThat(plan.entries()).hasSize(2);
        assertThat(plan.reactionChanges())
                .containsExactly(new ReactionChange(C, 20, user("ann"), "+", false, HEAD + 2));
    }

    @Test
    void a_deletion_undoes_what_the_batch_did_to_the_message() {
        AppendPlan plan = scene.plan(
                by("bob", text("oops @ann")),
                by("bob", new Edited(HEAD + 1, "oops")),
                by("ann", new ReactionAdded(HEAD + 1, "+")),
                by("bob", new Deleted(HEAD + 1)),
                by("bob", new Edited(HEAD + 1, "too late")),
                by("bob", new Deleted(HEAD + 1)));

        assertThat(plan.entries()).hasSize(4);
        assertThat(plan.messageChanges()).containsExactly(new MessageChange(C, HEAD + 1, "", null, AT));
        assertThat(plan.mentions()).isEmpty();
        assertThat(plan.reactionChanges()).isEmpty();
        assertThat(code(plan.results().get(4))).isEqualTo(ErrorCode.NO_SUCH_MESSAGE);
        assertThat(code(plan.results().get(5))).isEqualTo(ErrorCode.NO_SUCH_MESSAGE);
    }

    @Test
    void a_batch_fills_a_conversation_to_its_limit_and_not_further() {
        scene.limits(3, 10);

        AppendPlan plan =
                scene.plan(by("cat", new MembersJoined(users("cat"))), by("dan", new MembersJoined(users("dan"))));

        assertThat(plan.results().get(0)).isInstanceOf(Appended.class);
        assertThat(code(plan.results().get(1))).isEqualTo(ErrorCode.CONVERSATION_FULL);
    }

    @Test
    void what_must_be_loaded_is_named_once_and_in_the_order_of_locking() {
        var b = new NewEntry(
                new ConversationId("b"),
                user("bob"),
                Authority.MEMBER,
                new ClientMessageId("k"),
                AT,
                new Posted("@cat", 3L, 4L, List.of()));

        AppendNeeds needs = AppendNeeds.of(List.of(
                by("ann", new ReactionAdded(5, "+")),
                b,
                by("ann", new MembersJoined(users("dan"))),
                by("ann", new RoleChanged(user("eve"), Role.OWNER))));

        assertThat(needs.logs().keySet()).containsExactly(b.conversation(), C);
        assertThat(needs.logs().get(b.conversation()))
                .isEqualTo(new LogNeeds(Set.copyOf(users("bob", "cat")), Set.of(3L, 4L), Set.of(), false));
        assertThat(needs.logs().get(C))
                .isEqualTo(new LogNeeds(
                        Set.copyOf(users("ann", "dan", "eve")),
                        Set.of(5L),
                        Set.of(new ReactionKey(5, user("ann"))),
                        true));
        assertThat(needs.clientKeys()).containsExactly(new ClientKey(user("bob"), new ClientMessageId("k")));
        assertThat(needs.joiningUsers()).containsExactly(user("dan"));
    }
}
