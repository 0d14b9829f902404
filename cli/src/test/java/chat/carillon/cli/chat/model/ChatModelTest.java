package chat.carillon.cli.chat.model;

import static chat.carillon.cli.chat.Scene.ANNA;
import static chat.carillon.cli.chat.Scene.BEN;
import static chat.carillon.cli.chat.Scene.GENERAL;
import static chat.carillon.cli.chat.Scene.NOW;
import static chat.carillon.cli.chat.Scene.OPS;
import static chat.carillon.cli.chat.Scene.entry;
import static chat.carillon.cli.chat.Scene.message;
import static chat.carillon.cli.chat.Scene.posted;
import static chat.carillon.cli.chat.Scene.summary;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.cli.chat.Scene;
import chat.carillon.cli.chat.conversation.ListedConversation;
import chat.carillon.cli.chat.conversation.PageItem;
import chat.carillon.cli.chat.conversation.ShownMessage;
import chat.carillon.cli.chat.conversation.ShownMessage.Delivery;
import chat.carillon.cli.chat.input.Key;
import chat.carillon.model.ClientMessageId;
import chat.carillon.model.ConversationId;
import chat.carillon.model.Entry;
import chat.carillon.model.EntryBody;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatModelTest {
    private static final ClientMessageId KEY = new ClientMessageId("k1");

    private final Scene scene = Scene.online();

    private ListedConversation open() {
        return scene.model().open().orElseThrow();
    }

    private ListedConversation ops() {
        return scene.model().conversations().find(OPS).orElseThrow();
    }

    private List<ShownMessage> shown() {
        return open().page().items().stream()
                .map(item -> ((PageItem.Said) item).message())
                .toList();
    }

    private static Entry own(long seq, String text) {
        return new Entry(GENERAL, seq, seq, NOW, ANNA, KEY, new EntryBody.Posted(text, null, null, List.of()));
    }

    @Test
    void opens_what_is_unread_first() {
        Scene fresh = new Scene(80, 16);
        fresh.welcome(summary(GENERAL, "general", 9, 9, 0), summary(OPS, "ops", 9, 5, 4));
        assertThat(fresh.model().open().orElseThrow().id()).isEqualTo(OPS);
        assertThat(fresh.effects()).containsExactly(new ChatEffect.LoadHistory(OPS, Long.MAX_VALUE, 50));
    }

    @Test
    void opens_what_was_asked_for_as_soon_as_it_is_there() {
        Scene fresh = new Scene(80, 16);
        fresh.happen(new ChatEvent.Ready(OPS));
        fresh.welcome(summary(GENERAL, "general", 9, 5, 4));
        assertThat(fresh.model().open().orElseThrow().id()).isEqualTo(GENERAL);
        fresh.happen(new ChatEvent.Joined(summary(OPS, "ops", 1, 1, 0)));
        assertThat(fresh.model().open().orElseThrow().id()).isEqualTo(OPS);
    }

    @Test
    void opens_what_was_asked_for_before_what_is_unread() {
        Scene fresh = new Scene(80, 16);
        fresh.happen(new ChatEvent.Ready(OPS));
        fresh.welcome(summary(GENERAL, "general", 9, 5, 4), summary(OPS, "ops", 9, 9, 0));
        assertThat(fresh.model().open().orElseThrow().id()).isEqualTo(OPS);
    }

    @Test
    void shows_an_own_message_at_once_and_once_when_its_entry_arrives() {
        scene.enter("hello");
        assertThat(scene.effects()).containsExactly(new ChatEffect.Send(GENERAL, KEY, "hello", null));
        assertThat(shown()).singleElement().returns(new Delivery.Pending(), ShownMessage::delivery);
        scene.happen(new ChatEvent.MessageSent(GENERAL, KEY, 11, NOW));
        assertThat(shown()).singleElement().returns(new Delivery.Sent(), ShownMessage::delivery);
        scene.arrive(own(11, "hello"));
        assertThat(shown()).singleElement().returns(11L, ShownMessage::seq);
    }

    @Test
    void shows_an_own_message_once_if_its_entry_is_faster_than_the_reply() {
        scene.enter("hello");
        scene.arrive(own(11, "hello"));
        scene.happen(new ChatEvent.MessageSent(GENERAL, KEY, 11, NOW));
        assertThat(shown()).hasSize(1);
    }

    @Test
    void keeps_own_messages_below_what_arrives_before_them() {
        scene.enter("mine");
        scene.arrive(posted(GENERAL, 11, BEN, "first"));
        assertThat(shown()).extracting(ShownMessage::text).containsExactly("first", "mine");
    }

    @Test
    void says_why_a_message_was_not_taken() {
        scene.enter("hello");
        scene.happen(new ChatEvent.MessageRefused(GENERAL, KEY, "you may not post here"));
        assertThat(shown().getFirst().delivery()).isEqualTo(new Delivery.Refused("you may not post here"));
    }

    @Test
    void counts_what_arrives_elsewhere_and_forgets_it_when_looked_at() {
        scene.arrive(posted(OPS, 6, BEN, "one"));
        scene.arrive(posted(OPS, 7, BEN, "look, @anna!"));
        assertThat(ops().unread()).isEqualTo(2);
        assertThat(ops().mentions()).isEqualTo(1);
        scene.press(Key.Action.NEXT_UNREAD);
        scene.happen(new ChatEvent.HistoryLoaded(OPS, Long.MAX_VALUE, List.of(message(6, BEN, "one"))));
        assertThat(ops().unreadAfterSeq()).isEqualTo(5);
        scene.effects();
        scene.happen(new ChatEvent.Ticked(NOW + 500));
        assertThat(scene.effects()).containsExactly(new ChatEffect.MarkRead(OPS, 7));
        assertThat(ops().unread()).isZero();
    }

    @Test
    void does_not_count_twice_what_the_server_counted() {
        scene.welcome(summary(GENERAL, "general", 10, 10, 0), summary(OPS, "ops", 7, 5, 2));
        scene.arrive(posted(OPS, 6, BEN, "one"));
        scene.arrive(posted(OPS, 7, BEN, "two"));
        assertThat(ops().unread()).isEqualTo(2);
        scene.arrive(posted(OPS, 8, BEN, "three"));
        assertThat(ops().unread()).isEqualTo(3);
    }

    @Test
    void marks_nothing_as_read_while_nobody_looks() {
        scene.press(Key.Action.FOCUS_LOST);
        scene.arrive(posted(GENERAL, 11, BEN, "hello?"));
        scene.happen(new ChatEvent.Ticked(NOW + 500));
        assertThat(scene.effects()).isEmpty();
        scene.press(Key.Action.FOCUS_GAINED);
        scene.happen(new ChatEvent.Ticked(NOW + 1_000));
        assertThat(scene.effects()).containsExactly(new ChatEffect.MarkRead(GENERAL, 11));
    }

    @Test
    void marks_nothing_as_read_before_the_history_is_there() {
        scene.arrive(posted(OPS, 6, BEN, "one"));
        scene.press(Key.Action.NEXT);
        scene.effects();
        scene.happen(new ChatEvent.Ticked(NOW + 500));
        assertThat(scene.effects()).isEmpty();
    }

    @Test
    void keeps_a_draft_in_each_conversation() {
        scene.type("half a sentence");
        scene.press(Key.Action.NEXT);
        assertThat(scene.model().input().text()).isEmpty();
        scene.press(Key.Action.PREVIOUS);
        assertThat(scene.model().input().text()).isEqualTo("half a sentence");
    }

    @Test
    void edits_and_deletes_the_last_own_message_and_reacts_to_the_last_other() {
        scene.arrive(own(11, "mine"));
        scene.arrive(posted(GENERAL, 12, BEN, "his"));
        scene.enter("/edit better");
        scene.enter("/delete");
        scene.enter("/react +1");
        scene.enter("/reply indeed");
        assertThat(scene.effects())
                .containsExactly(
                        new ChatEffect.Edit(GENERAL, 11, "better"),
                        new ChatEffect.Delete(GENERAL, 11),
                        new ChatEffect.React(GENERAL, 12, "👍", true),
                        new ChatEffect.Send(GENERAL, KEY, "indeed", 12L));
    }

    @Test
    void takes_a_reaction_off_that_is_there() {
        scene.arrive(posted(GENERAL, 11, BEN, "his"));
        scene.arrive(entry(GENERAL, 12, ANNA, new EntryBody.ReactionAdded(11, "👍")));
        scene.enter("/react +1");
        assertThat(scene.effects()).containsExactly(new ChatEffect.React(GENERAL, 11, "👍", false));
    }

    @Test
    void means_the_marked_message_where_one_is_marked() {
        scene.arrive(posted(GENERAL, 11, BEN, "older"));
        scene.arrive(posted(GENERAL, 12, BEN, "newer"));
        scene.press(Key.Action.MARK_UP, Key.Action.MARK_UP);
        scene.enter("/react eyes");
        assertThat(scene.effects()).containsExactly(new ChatEffect.React(GENERAL, 11, "👀", true));
        assertThat(scene.model().viewport().marked()).isZero();
    }

    @Test
    void keeps_a_line_that_could_not_be_carried_out() {
        scene.enter("/delete");
        assertThat(scene.effects()).isEmpty();
        assertThat(scene.model().input().text()).isEqualTo("/delete");
        assertThat(scene.model().notice().orElseThrow().bad()).isTrue();
    }

    @Test
    void refuses_names_that_cannot_be() {
        scene.enter("/dm not a name!");
        assertThat(scene.effects()).isEmpty();
        assertThat(scene.model().notice().orElseThrow().sentence()).contains("letters, digits");
    }

    @Test
    void goes_to_a_conversation_that_one_has_joined_when_it_is_listed() {
        var id = new ConversationId("c3");
        scene.enter("/join #new");
        assertThat(scene.effects()).containsExactly(new ChatEffect.Join("new"));
        scene.happen(new ChatEvent.Ready(id));
        assertThat(open().id()).isEqualTo(GENERAL);
        scene.happen(new ChatEvent.Joined(summary(id, "new", 1, 0, 0)));
        assertThat(open().id()).isEqualTo(id);
    }

    @Test
    void goes_elsewhere_when_the_open_conversation_is_left() {
        scene.happen(new ChatEvent.Left(GENERAL));
        assertThat(open().id()).isEqualTo(OPS);
        assertThat(scene.model().conversations().find(GENERAL)).isEmpty();
        scene.happen(new ChatEvent.Left(OPS));
        assertThat(scene.model().open()).isEmpty();
    }

    @Test
    void loads_anew_after_a_reset_and_keeps_what_is_on_its_way() {
        scene.enter("mine");
        scene.arrive(posted(GENERAL, 11, BEN, "gone"));
        scene.effects();
        scene.happen(new ChatEvent.WasReset(GENERAL));
        assertThat(shown()).extracting(ShownMessage::text).containsExactly("mine");
        assertThat(scene.effects()).containsExactly(new ChatEffect.LoadHistory(GENERAL, Long.MAX_VALUE, 50));
    }

    @Test
    void tries_to_load_again_after_a_while_when_it_could_not() {
        scene.happen(new ChatEvent.WasReset(GENERAL));
        scene.happen(new ChatEvent.HistoryFailed(GENERAL, "no connection"));
        scene.effects();
        scene.happen(new ChatEvent.Ticked(NOW + 500));
        assertThat(scene.effects()).isEmpty();
        scene.happen(new ChatEvent.Ticked(NOW + 4_000));
        assertThat(scene.effects()).containsExactly(new ChatEffect.LoadHistory(GENERAL, Long.MAX_VALUE, 50));
    }

    @Test
    void forgets_who_types_after_a_while_or_when_they_have_said_it() {
        scene.happen(new ChatEvent.SomeoneTypes(GENERAL, List.of(BEN, ANNA)));
        assertThat(open().typing()).containsExactly(BEN);
        scene.arrive(posted(GENERAL, 11, BEN, "said"));
        assertThat(open().typing()).isEmpty();
        scene.happen(new ChatEvent.SomeoneTypes(GENERAL, List.of(BEN)));
        scene.happen(new ChatEvent.Ticked(NOW + 10_000));
        assertThat(open().typing()).isEmpty();
    }

    @Test
    void tells_that_one_types_but_not_with_every_key_and_not_for_commands() {
        Scene fresh = Scene.online();
        List<ChatEffect> effects = fresh.model().handle(new ChatEvent.Pressed(new Key.Typed("a")));
        assertThat(effects).containsExactly(new ChatEffect.Type(GENERAL));
        assertThat(fresh.model().handle(new ChatEvent.Pressed(new Key.Typed("b"))))
                .isEmpty();
        assertThat(Scene.online().model().handle(new ChatEvent.Pressed(new Key.Typed("/"))))
                .isEmpty();
    }

    @Test
    void warns_before_it_leaves_unsent_messages_behind() {
        scene.enter("on its way");
        scene.effects();
        scene.press(Key.Action.END_OF_INPUT);
        assertThat(scene.effects()).isEmpty();
        assertThat(scene.model().notice().orElseThrow().sentence()).contains("1 of your messages has not been sent");
        scene.press(Key.Action.END_OF_INPUT);
        assertThat(scene.effects()).containsExactly(new ChatEffect.Quit());
    }

    @Test
    void switches_by_a_part_of_the_name() {
        scene.press(Key.Action.SWITCH);
        scene.type("op");
        scene.press(Key.Action.ENTER);
        assertThat(open().id()).isEqualTo(OPS);
        assertThat(scene.model().overlay()).isEqualTo(new Overlay.None());
    }

    @Test
    void goes_to_what_a_search_found() {
        scene.enter("/search needle");
        assertThat(scene.effects()).containsExactly(new ChatEffect.Search("needle"));
        var hit = new Overlay.Hit(OPS, 3, BEN, NOW, "a \u0002needle\u0003");
        scene.happen(new ChatEvent.Found("needle", List.of(hit)));
        scene.press(Key.Action.ENTER);
        assertThat(open().id()).isEqualTo(OPS);
        assertThat(scene.model().viewport().marked()).isEqualTo(3);
        assertThat(scene.effects()).contains(new ChatEffect.LoadHistory(OPS, 6, 50));
    }

    @Test
    void completes_commands_users_channels_and_emoji() {
        scene.arrive(posted(GENERAL, 11, BEN, "hi"));
        scene.type("/rea");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("/react ");
        scene.type(":roc");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("/react 🚀");
        scene.press(Key.Action.DELETE_TO_START);
        scene.type("ask @b");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("ask @ben ");
        scene.type("in #op");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("ask @ben in #ops ");
    }

    @Test
    void takes_no_control_characters_from_what_is_pasted() {
        scene.press(new Key.Typed("one\r\ntwo\u001b[31m\u0000"));
        assertThat(scene.model().input().text()).isEqualTo("one\ntwo[31m");
    }

    @Test
    void reacts_by_name_and_refuses_a_name_that_it_does_not_know() {
        scene.arrive(posted(GENERAL, 11, BEN, "done"));
        scene.effects();
        scene.enter("/react :thumbs");
        assertThat(scene.effects()).isEmpty();
        assertThat(scene.screenText()).contains("There is no emoji called :thumbs;");
        scene.press(Key.Action.INTERRUPT);
        scene.enter("/react :thumbsup:");
        assertThat(scene.effects()).containsExactly(new ChatEffect.React(GENERAL, 11, "👍", true));
    }

    @Test
    void completes_emoji_as_far_as_their_names_agree() {
        scene.type("so :thu");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("so :thumbs");
        scene.type("up");
        scene.press(Key.Action.TAB);
        assertThat(scene.model().input().text()).isEqualTo("so 👍");
    }
}
