package chat.carillon.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.core.log.MessageState;
import chat.carillon.core.log.MessageState.Reply;
import chat.carillon.core.store.HistoryStore;
import chat.carillon.model.Attachment;
import chat.carillon.model.ConversationId;
import chat.carillon.model.EntryBody.Deleted;
import chat.carillon.model.EntryBody.Edited;
import chat.carillon.model.EntryBody.Posted;
import chat.carillon.model.EntryBody.ReactionAdded;
import chat.carillon.model.EntryBody.ReactionRemoved;
import chat.carillon.model.EntryBody.Renamed;
import chat.carillon.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What [HistoryStore] promises about messages in their current state.
interface HistoryContract {
    StoreWorld world();

    private HistoryStore history() {
        return world().store().history();
    }

    private MessageState message(ConversationId conversation, long seq) {
        return history().message(conversation, seq).orElseThrow();
    }

    /// Messages at 2, 4, 6, 8, 10, something else between them.
    private ConversationId fiveMessages() {
        ConversationId general = world().channel("ann");
        for (int i = 2; i <= 11; i += 2) {
            world().post(general, "ann", "text " + i);
            world().append(general, "ann", new Renamed("name " + i, null));
        }
        return general;
    }

    private static List<Long> seqs(List<MessageState> messages) {
        return messages.stream().map(MessageState::seq).toList();
    }

    @Test
    default void a_message_is_shown_as_it_was_posted() {
        ConversationId general = world().channel("ann", "bob");
        var attachment = new Attachment("/files/1", "1.txt", "text/plain", 5);
        long root = world().post(general, "ann", "root");
        long at = world().time().wallMillis();
        long seq = world().append(general, "bob", new Posted("hi", root, root, List.of(attachment)))
                .seq();

        assertThat(message(general, seq))
                .isEqualTo(new MessageState(
                        general,
                        seq,
                        new UserId("bob"),
                        at,
                        "hi",
                        root,
                        root,
                        List.of(attachment),
                        null,
                        null,
                        Map.of(),
                        0,
                        null));
        assertThat(message(general, root).replies()).isEqualTo(1);
        assertThat(message(general, root).lastReply()).isEqualTo(new Reply(seq, new UserId("bob"), at));
        assertThat(history().message(general, 1)).isEmpty();
        assertThat(history().message(general, 99)).isEmpty();
        assertThat(history().message(general, Long.MAX_VALUE)).isEmpty();
        assertThat(history().message(new ConversationId("none"), 1)).isEmpty();
    }

    @Test
    default void pages_backwards_hold_the_newest_messages_in_seq_order() {
        ConversationId general = fiveMessages();

        assertThat(seqs(history().messages(general, 0, Long.MAX_VALUE, 2))).containsExactly(8L, 10L);
        assertThat(seqs(history().messages(general, 0, 8, 2))).containsExactly(4L, 6L);
        assertThat(seqs(history().messages(general, 0, 4, 2))).containsExactly(2L);
        assertThat(seqs(history().messages(general, 4, 9, 10))).containsExactly(6L, 8L);
        assertThat(history().messages(general, 0, 2, 10)).isEmpty();
        assertThat(history().messages(general, 9, 3, 10)).isEmpty();
        assertThat(history().messages(general, Long.MAX_VALUE, Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(history().messages(new ConversationId("none"), 0, 10, 10)).isEmpty();
    }

    @Test
    default void pages_forwards_hold_the_oldest_messages_in_seq_order() {
        ConversationId general = fiveMessages();

        assertThat(seqs(history().messagesAfter(general, 0, Long.MAX_VALUE, 2))).containsExactly(2L, 4L);
        assertThat(seqs(history().messagesAfter(general, 4, 8, 10))).containsExactly(6L, 8L);
        assertThat(history().messagesAfter(general, 10, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(history().messagesAfter(general, 8, 4, 10)).isEmpty();
        assertThat(history().messagesAfter(general, Long.MAX_VALUE, Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(history().messagesAfter(new ConversationId("none"), 0, 10, 10))
                .isEmpty();
    }

    @Test
    default void conversations_do_not_mix() {
        ConversationId one = fiveMessages();
        ConversationId two = world().channel("ann");
        world().post(two, "ann", "alone");
        ConversationId three = fiveMessages();

        assertThat(history().messages(two, 0, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(history().messagesAfter(two, 0, Long.MAX_VALUE, 10)).hasSize(1);
        assertThat(history().messages(one, 0, Long.MAX_VALUE, 10)).hasSize(5);
        assertThat(history().messages(three, 0, Long.MAX_VALUE, 10)).hasSize(5);
    }

    @Test
    default void an_edited_message_shows_its_last_text() {
        ConversationId general = world().channel("ann");
        long seq = world().post(general, "ann", "helo");
        long postedAt = world().time().wallMillis();
        world().append(general, "ann", new Edited(seq, "hello"));
        world().time().advance(Duration.ofSeconds(1));
        world().append(general, "ann", new Edited(seq, "hello!"));

        MessageState message = message(general, seq);
        assertThat(message.text()).isEqualTo("hello!");
        assertThat(message.atMillis()).isEqualTo(postedAt);
        assertThat(message.editedAtMillis()).isEqualTo(postedAt + 1_000);
        assertThat(world().log(general).get(1).body()).isEqualTo(StoreWorld.text("helo"));
        assertThat(history().messages(general, 0, 99, 10)).containsExactly(message);
    }

    @Test
    default void a_deleted_message_keeps_its_place_but_nothing_else() {
        ConversationId general = world().channel("ann", "bob");
        long root = world().post(general, "ann", "root");
        var attachment = new Attachment("/files/1", "1.txt", "text/plain", 5);
        long seq = world().append(general, "bob", new Posted("secret", root, root, List.of(attachment)))
                .seq();
        world().append(general, "ann", new ReactionAdded(seq, "+"));
        world().time().advance(Duration.ofSeconds(1));
        world().append(general, "bob", new Deleted(seq));

        MessageState message = message(general, seq);
        assertThat(message.deleted()).isTrue();
        assertThat(message.text()).isEmpty();
        assertThat(message.attachments()).isEmpty();
        assertThat(message.reactions()).isEmpty();
        assertThat(message.thread()).isEqualTo(root);
        assertThat(message.replyTo()).isEqualTo(root);
        assertThat(message.sender()).isEqualTo(new UserId("bob"));
        assertThat(message.deletedAtMillis()).isEqualTo(world().time().wallMillis());
        assertThat(history().messages(general, 0, 99, 10)).hasSize(2).last().isEqualTo(message);
        assertThat(history().thread(general, root, 0, 10)).containsExactly(message);
    }

    @Test
    default void reactions_come_in_the_order_in_which_they_were_put() {
        ConversationId general = world().channel("ann", "bob", "cat");
        long seq = world().post(general, "ann", "vote");
        world().append(general, "cat", new ReactionAdded(seq, "+"));
        world().append(general, "bob", new ReactionAdded(seq, "-"));
        world().append(general, "ann", new ReactionAdded(seq, "+"));
        world().append(general, "bob", new ReactionAdded(seq, "+"));
        world().append(general, "cat", new ReactionRemoved(seq, "+"));
        world().append(general, "bob", new ReactionRemoved(seq, "-"));
        world().append(general, "cat", new ReactionAdded(seq, "+"));

        Map<String, List<UserId>> reactions = message(general, seq).reactions();
        assertThat(reactions).containsOnlyKeys("+");
        assertThat(reactions.get("+")).containsExactly(new UserId("ann"), new UserId("bob"), new UserId("cat"));

        world().append(general, "cat", new ReactionAdded(seq, "👍🏽"));
        assertThat(message(general, seq).reactions().keySet()).containsExactly("+", "👍🏽");
        assertThat(history().messages(general, 0, 99, 10)).containsExactly(message(general, seq));
    }

    @Test
    default void a_message_can_be_shown_as_it_once_stood() {
        ConversationId general = world().channel("ann", "bob", "cat");
        long seq = world().post(general, "ann", "one");
        world().append(general, "bob", new ReactionAdded(seq, "+"));
        MessageState first = message(general, seq);
        world().time().advance(Duration.ofSeconds(1));
        world().append(general, "ann", new Edited(seq, "two"));
        MessageState second = message(general, seq);
        world().time().advance(Duration.ofSeconds(1));
        world().append(general, "ann", new Edited(seq, "three"));
        world().append(general, "cat", new ReactionAdded(seq, "+"));
        world().append(general, "cat", new ReactionAdded(seq, "-"));
        long last = world().append(general, "bob", new Posted("re", null, seq, List.of()))
                .seq();
        List<MessageState> now = List.of(message(general, seq), message(general, last));

        assertThat(history().asOf(general, now.subList(0, 1), seq + 1)).containsExactly(first);
        assertThat(history().asOf(general, now.subList(0, 1), seq + 2)).containsExactly(second);
        assertThat(history().asOf(general, now, last)).isEqualTo(now);
        assertThat(history().asOf(general, List.of(), last)).isEmpty();

        world().append(general, "ann", new Deleted(seq));
        MessageState gone = message(general, seq);
        assertThat(history().asOf(general, List.of(gone), seq + 2).getFirst().text())
                .isEmpty();
    }

    @Test
    default void a_thread_is_read_on_its_own() {
        ConversationId general = world().channel("ann", "bob");
        long root = world().post(general, "ann", "root");
        long other = world().post(general, "ann", "other root");
        long first = world().append(general, "bob", new Posted("1", null, root, List.of()))
                .seq();
        world().append(general, "bob", new Posted("x", null, other, List.of()));
        world().post(general, "bob", "aside");
        long second = world().append(general, "ann", new Posted("2", first, first, List.of()))
                .seq();

        assertThat(seqs(history().thread(general, root, 0, 10))).containsExactly(first, second);
        assertThat(seqs(history().thread(general, root, 0, 1))).containsExactly(first);
        assertThat(seqs(history().thread(general, root, first, 10))).containsExactly(second);
        assertThat(history().thread(general, first, 0, 10)).isEmpty();
        assertThat(history().thread(general, 99, 0, 10)).isEmpty();
        assertThat(history().thread(general, Long.MAX_VALUE, Long.MAX_VALUE, 10))
                .isEmpty();
        assertThat(history().thread(new ConversationId("none"), 1, 0, 10)).isEmpty();
        assertThat(message(general, root).replies()).isEqualTo(2);
        Reply last = message(general, root).lastReply();
        assertThat(last).isNotNull().extracting(Reply::seq).isEqualTo(second);
        assertThat(message(general, other).lastReply())
                .extracting(Reply::sender)
                .isEqualTo(new UserId("bob"));
        assertThat(message(general, first).lastReply()).isNull();
        assertThat(history().asOf(general, List.of(message(general, root)), second - 1))
                .extracting(MessageState::lastReply)
                .extracting(Reply::seq)
                .containsExactly(first);
        assertThat(message(general, second).thread()).isEqualTo(root);
    }

    @Test
    default void the_newest_message_of_each_conversation_is_given_at_once() {
        ConversationId one = fiveMessages();
        ConversationId two = world().channel("ann");
        long deleted = world().post(two, "ann", "gone");
        world().append(two, "ann", new Deleted(deleted));
        ConversationId empty = world().channel("ann");
        var none = new ConversationId("none");

        Map<ConversationId, MessageState> newest = history().newest(Map.of(one, 0L, two, 1L, empty, 0L, none, 0L));
        assertThat(newest).containsOnlyKeys(one, two);
        assertThat(newest.get(one)).isEqualTo(message(one, 10));
        assertThat(newest.get(two)).isEqualTo(message(two, deleted));
        assertThat(history().newest(Map.of(one, 9L, two, deleted))).containsOnlyKeys(one);
        assertThat(history().newest(Map.of())).isEmpty();
    }
}
