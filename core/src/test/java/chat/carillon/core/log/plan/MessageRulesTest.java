package chat.carillon.core.log.plan;

import static chat.carillon.core.log.plan.Scene.AT;
import static chat.carillon.core.log.plan.Scene.C;
import static chat.carillon.core.log.plan.Scene.HEAD;
import static chat.carillon.core.log.plan.Scene.NOW;
import static chat.carillon.core.log.plan.Scene.ORDINAL;
import static chat.carillon.core.log.plan.Scene.by;
import static chat.carillon.core.log.plan.Scene.byAdministrator;
import static chat.carillon.core.log.plan.Scene.text;
import static chat.carillon.core.log.plan.Scene.user;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.Conversation;
import chat.carillon.core.log.Conversation.HistoryPolicy;
import chat.carillon.core.log.plan.AppendContext.Message;
import chat.carillon.core.log.plan.AppendPlan.MessageChange;
import chat.carillon.core.log.plan.AppendPlan.ReactionChange;
import chat.carillon.model.Attachment;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.Edited;
import chat.carillon.model.EntryBody.JoinPolicy;
import chat.carillon.model.EntryBody.Posted;
import chat.carillon.model.EntryBody.ReactionAdded;
import chat.carillon.model.EntryBody.ReactionRemoved;
import chat.carillon.model.Role;
import chat.carillon.protocol.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageRulesTest {
    private final Scene scene = Scene.group()
            .member("ann", Role.OWNER)
            .member("mod", Role.MODERATOR)
            .member("bob", Role.MEMBER)
            .account("stranger")
            .message(20, "bob", "hello");

    @Test
    void a_member_posts_at_the_next_seq_and_ordinal() {
        AppendPlan plan = scene.appended(by("bob", text("hi")));

        Entry entry = plan.entries().getFirst();
        assertThat(entry).isEqualTo(new Entry(C, HEAD + 1, ORDINAL + 1, AT, user("bob"), null, text("hi")));
        assertThat(plan.heads()).containsExactly(new Conversation.Head(C, HEAD + 1, ORDINAL + 1, 1, 10, 3, NOW));
        assertThat(plan.conversations()).isEmpty();
    }

    @Test
    void whoever_posts_has_read_up_to_the_message() {
        AppendPlan plan = scene.appended(by("bob", text("hi")));

        assertThat(plan.members()).singleElement().satisfies(member -> {
            assertThat(member.user()).isEqualTo(user("bob"));
            assertThat(member.readSeq()).isEqualTo(HEAD + 1);
            assertThat(member.readOrdinal()).isEqualTo(ORDINAL + 1);
            assertThat(member.deliveredSeq()).isEqualTo(Scene.JOINED);
        });
    }

    @Test
    void a_stranger_learns_nothing_of_the_conversation() {
        scene.left("gone", 30);
        for (String name : List.of("stranger", "gone")) {
            scene.refuses(ErrorCode.NO_SUCH_CONVERSATION, by(name, text("hi")));
            scene.refuses(ErrorCode.NO_SUCH_CONVERSATION, by(name, new Edited(20, "x")));
            scene.refuses(ErrorCode.NO_SUCH_CONVERSATION, by(name, new Deleted(20)));
            scene.refuses(ErrorCode.NO_SUCH_CONVERSATION, by(name, new ReactionAdded(20, "+")));
            scene.refuses(ErrorCode.NO_SUCH_CONVERSATION, by(name, new ReactionRemoved(20, "+")));
        }
    }

    @Test
    void an_administrator_who_is_no_member_deletes_but_says_nothing() {
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", text("hi")));
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", new Edited(20, "x")));
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", new ReactionAdded(20, "+")));
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("root", new ReactionRemoved(20, "+")));
        scene.appended(byAdministrator("root", new Deleted(20)));
    }

    @Test
    void an_administrator_cannot_edit_anothers_message() {
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("ann", new Edited(20, "x")));
    }

    @Test
    void posting_needs_the_role_of_the_settings() {
        scene.settings(JoinPolicy.INVITED, HistoryPolicy.ALL, Role.MODERATOR, Role.MEMBER);

        scene.refuses(ErrorCode.FORBIDDEN, by("bob", text("hi")));
        scene.refuses(ErrorCode.FORBIDDEN, byAdministrator("bob", text("hi")));
        scene.appended(by("mod", text("hi")));
        scene.appended(by("ann", text("hi")));
    }

    @Test
    void a_reply_needs_a_message_that_the_sender_may_read() {
        scene.message(9, "ann", "before bob joined");

        scene.appended(by("bob", new Posted("re", 20L, null, List.of())));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Posted("re", 21L, null, List.of())));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Posted("re", 9L, null, List.of())));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Posted("re", null, 9L, List.of())));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Posted("re", null, 101L, List.of())));
    }

    @Test
    void a_reply_to_a_message_that_was_deleted_meanwhile_is_not_lost() {
        scene.message(30, new Message(user("ann"), "", null, false, true));

        scene.appended(by("bob", new Posted("re", 30L, 30L, List.of())));
    }

    @Test
    void a_thread_within_a_thread_is_the_outer_thread() {
        scene.message(30, new Message(user("ann"), "inside", 20L, false, false));

        Entry entry = scene.entry(by("bob", new Posted("re", 30L, 30L, List.of())));

        assertThat(entry.body()).isEqualTo(new Posted("re", 30L, 20L, List.of()));
    }

    @Test
    void mentions_name_active_members_other_than_the_sender() {
        scene.left("gone", 30);

        AppendPlan plan = scene.appended(by("bob", text("@Ann, @gone @bob @stranger @nobody: look at a@mod.org @ann")));

        assertThat(plan.mentions()).containsExactly(new AppendPlan.Mention(C, HEAD + 1, user("ann")));
    }

    @Test
    void a_sender_edits_its_own_message_only() {
        AppendPlan plan = scene.appended(by("bob", new Edited(20, "hello!")));

        assertThat(plan.messageChanges()).containsExactly(new MessageChange(C, 20, "hello!", AT, null));
        assertThat(plan.heads().getFirst().headOrdinal()).isEqualTo(ORDINAL);
        assertThat(plan.members()).isEmpty();
        scene.refuses(ErrorCode.FORBIDDEN, by("ann", new Edited(20, "hello!")));
    }

    @Test
    void an_edit_must_change_something_into_something() {
        scene.refuses(ErrorCode.NO_CHANGE, by("bob", new Edited(20, "hello")));
        scene.refuses(ErrorCode.INVALID_FIELD, by("bob", new Edited(20, " ")));
        scene.message(30, new Message(user("bob"), "look", null, true, false));
        scene.appended(by("bob", new Edited(30, "")));
    }

    @Test
    void members_delete_their_own_and_moderators_others_messages() {
        scene.message(30, "ann", "mine");

        AppendPlan plan = scene.appended(by("bob", new Deleted(20)));
        assertThat(plan.messageChanges()).containsExactly(new MessageChange(C, 20, "", null, AT));
        scene.refuses(ErrorCode.FORBIDDEN, by("bob", new Deleted(30)));
        scene.appended(by("mod", new Deleted(30)));
    }

    @Test
    void what_is_deleted_or_no_message_cannot_be_changed() {
        scene.message(30, new Message(user("bob"), "", null, false, true));
        for (long target : new long[] {30, 31, 101, 5}) {
            scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Edited(target, "x")));
            scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Deleted(target)));
            scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new ReactionAdded(target, "+")));
            scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new ReactionRemoved(target, "+")));
        }
    }

    @Test
    void what_a_member_may_not_read_it_cannot_change() {
        scene.message(9, "bob", "from a former membership");

        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("bob", new Edited(9, "x")));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("mod", new Deleted(9)));
        scene.refuses(ErrorCode.NO_SUCH_MESSAGE, by("mod", new ReactionAdded(9, "+")));
        scene.appended(byAdministrator("root", new Deleted(9)));
    }

    @Test
    void reactions_are_set_once_and_taken_back_once() {
        scene.reaction(20, "ann", "+");

        scene.refuses(ErrorCode.NO_CHANGE, by("ann", new ReactionAdded(20, "+")));
        scene.refuses(ErrorCode.NO_CHANGE, by("ann", new ReactionRemoved(20, "-")));
        assertThat(scene.appended(by("ann", new ReactionAdded(20, "-"))).reactionChanges())
                .containsExactly(new ReactionChange(C, 20, user("ann"), "-", true, HEAD + 1));
        assertThat(scene.appended(by("ann", new ReactionRemoved(20, "+"))).reactionChanges())
                .containsExactly(new ReactionChange(C, 20, user("ann"), "+", false, HEAD + 1));
    }

    @Test
    void one_user_puts_a_bounded_number_of_reactions_on_a_message() {
        String[] emoji = IntStream.range(0, MessageRules.MAX_REACTIONS_PER_USER)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        scene.reaction(20, "bob", emoji);

        scene.refuses(ErrorCode.FORBIDDEN, by("bob", new ReactionAdded(20, "one more")));
        scene.appended(by("ann", new ReactionAdded(20, "one more")));
    }

    @Test
    void attachments_alone_are_a_message() {
        var attachment = new Attachment("https://example.org/a.png", "a.png", "image/png", 10);

        scene.appended(by("bob", new Posted("", null, null, List.of(attachment))));
    }

    @Test
    void nobody_appends_what_only_the_server_makes() {
        scene.refuses(ErrorCode.INVALID_FIELD, by("ann", new EntryBody.Tombstone()));
        scene.refuses(ErrorCode.INVALID_FIELD, by("ann", new EntryBody.Unknown("poll")));
    }
}
