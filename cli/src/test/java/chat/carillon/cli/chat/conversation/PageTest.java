package chat.carillon.cli.chat.conversation;

import static chat.carillon.cli.chat.Scene.ANNA;
import static chat.carillon.cli.chat.Scene.BEN;
import static chat.carillon.cli.chat.Scene.GENERAL;
import static chat.carillon.cli.chat.Scene.entry;
import static chat.carillon.cli.chat.Scene.message;
import static chat.carillon.cli.chat.Scene.posted;
import static org.assertj.core.api.Assertions.assertThat;

import chat.carillon.model.EntryBody;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = new Page();

    private List<String> texts() {
        return page.messages().stream().map(ShownMessage::text).toList();
    }

    private static List<ShownMessage> messages(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(seq -> message(seq, BEN, "m" + seq))
                .toList();
    }

    @Test
    void joins_a_page_of_history_with_what_arrived_meanwhile() {
        page.ask();
        page.apply(posted(GENERAL, 12, BEN, "m12"));
        page.apply(posted(GENERAL, 13, BEN, "m13"));
        page.load(Long.MAX_VALUE, messages(10, 12), 12);
        assertThat(texts()).containsExactly("m10", "m11", "m12", "m13");
    }

    @Test
    void applies_a_change_again_that_arrived_while_the_page_was_on_its_way() {
        page.ask();
        page.apply(entry(GENERAL, 13, BEN, new EntryBody.Edited(10, "changed")));
        page.apply(entry(GENERAL, 14, ANNA, new EntryBody.ReactionAdded(11, "👍")));
        page.load(Long.MAX_VALUE, messages(10, 12), 12);
        assertThat(texts()).containsExactly("changed", "m11", "m12");
        assertThat(page.message(11).orElseThrow().hasReaction("👍", ANNA)).isTrue();
    }

    @Test
    void changes_nothing_if_the_page_knew_the_change_already() {
        page.ask();
        page.apply(entry(GENERAL, 13, ANNA, new EntryBody.ReactionAdded(11, "👍")));
        page.load(Long.MAX_VALUE, List.of(message(11, BEN, "m11").withReaction("👍", ANNA)), 13);
        assertThat(page.message(11).orElseThrow().reactions().get("👍")).containsExactly(ANNA);
    }

    @Test
    void edits_deletes_and_takes_reactions_off() {
        page.ask();
        page.load(Long.MAX_VALUE, messages(1, 3), 3);
        page.apply(entry(GENERAL, 4, BEN, new EntryBody.Edited(1, "new")));
        page.apply(entry(GENERAL, 5, BEN, new EntryBody.Deleted(2)));
        page.apply(entry(GENERAL, 6, ANNA, new EntryBody.ReactionAdded(3, "🎉")));
        page.apply(entry(GENERAL, 7, ANNA, new EntryBody.ReactionRemoved(3, "🎉")));
        assertThat(texts()).containsExactly("new", "", "m3");
        assertThat(page.message(2).orElseThrow().deleted()).isTrue();
        assertThat(page.message(3).orElseThrow().reactions()).isEmpty();
    }

    @Test
    void knows_whether_there_is_more_above() {
        page.ask();
        page.load(Long.MAX_VALUE, messages(51, 100), 100);
        assertThat(page.hasOlder()).isTrue();
        page.ask();
        page.load(51, messages(20, 50), 100);
        assertThat(page.hasOlder()).isFalse();
        assertThat(page.oldestSeq()).isEqualTo(20);
    }

    @Test
    void goes_from_a_place_of_long_ago_forward_to_the_head() {
        page.clear(75);
        page.ask();
        page.load(76, messages(26, 75), 160);
        assertThat(page.atHead()).isFalse();
        page.apply(posted(GENERAL, 161, BEN, "m161"));
        assertThat(page.newestSeq())
                .as("what is new is not put beside what is old")
                .isEqualTo(75);
        page.ask();
        page.load(126, messages(76, 125), 161);
        page.ask();
        page.load(176, messages(126, 161), 161);
        assertThat(page.atHead()).isTrue();
        page.apply(posted(GENERAL, 162, BEN, "m162"));
        assertThat(texts()).hasSize(137).startsWith("m26").endsWith("m162");
    }

    @Test
    void lets_go_of_the_oldest_when_there_is_too_much() {
        page.ask();
        page.load(Long.MAX_VALUE, List.of(), 0);
        for (long seq = 1; seq <= Page.MAX_ITEMS + 10; seq++) {
            page.apply(posted(GENERAL, seq, BEN, "m" + seq));
        }
        assertThat(page.items()).hasSize(Page.MAX_ITEMS);
        assertThat(page.oldestSeq()).isEqualTo(11);
        assertThat(page.hasOlder()).isTrue();
    }
}
